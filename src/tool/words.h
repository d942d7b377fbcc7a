/*
** words.h - the words behind the options: a script's, or a filter's
*/
#ifndef PYCAP_TOOL_WORDS_H
#define PYCAP_TOOL_WORDS_H

#include <stdbool.h>

/*
** The file of the script that a first word names, which the caller frees; NULL:
** it names none, and is a filter's.
*/
char *words_script(const char *word);

/* Prints the names of the installed scripts, a line each. */
void words_scripts(void);

/* True when its first line has pcaplua run it and says no more. */
bool words_bare(const char *script);

/* Words as one text, "(filter) and (words)" where there is a filter; the caller
** frees it. NULL: no memory. */
char *words_join(const char *filter, char **words, int count);

#endif
