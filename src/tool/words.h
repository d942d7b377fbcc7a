/*
** words.h - the words behind the options: a script and its arguments, or a
** filter
*/
#ifndef PYCAP_TOOL_WORDS_H
#define PYCAP_TOOL_WORDS_H

#include <stdbool.h>

/*
** Returns the file of the script that the first word names; the caller frees
** it. NULL: it names no script, and so begins a filter.
*/
char *words_script(const char *word);

/* Prints the names of the installed scripts, one a line. */
void words_scripts(void);

/* True when the script's first line is "#!" and the path of pcaplua, without
** any options. */
bool words_bare(const char *script);

/* Returns the words as one text, with spaces between; or, with a filter,
** "(filter) and (words)". The caller frees it. NULL: no memory. */
char *words_join(const char *filter, char **words, int count);

#endif
