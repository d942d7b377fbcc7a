/*
** check.h - which options go together
*/
#ifndef PYCAP_TOOL_CHECK_H
#define PYCAP_TOOL_CHECK_H

#include "options.h"

/* Says what is wrong with a word, "" none, and with what; EXIT_USAGE. */
int options_complain(const char *word, const char *text);

/* 0, or an exit status, and what is to be said was said. */
int options_check(const Options *options);

#endif
