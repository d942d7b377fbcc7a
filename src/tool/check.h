/*
** check.h - which options go together
*/
#ifndef PYCAP_TOOL_CHECK_H
#define PYCAP_TOOL_CHECK_H

#include "options.h"

/* Prints what is wrong with a word ("": none); returns EXIT_USAGE. */
int options_complain(const char *word, const char *text);

/* 0; or an exit status, once the message is printed. */
int options_check(const Options *options);

#endif
