/*
** check.h - which options may be given together
*/
#ifndef PYCAP_TOOL_CHECK_H
#define PYCAP_TOOL_CHECK_H

#include "options.h"

/* Prints a word of the command line ("": none) and what is wrong with it.
** Returns EXIT_USAGE. */
int options_complain(const char *word, const char *text);

/* Returns 0; or an exit status, after it has printed what is wrong. */
int options_check(const Options *options);

#endif
