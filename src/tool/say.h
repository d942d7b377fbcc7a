/*
** say.h - what pcaplua says on standard error
*/
#ifndef PYCAP_TOOL_SAY_H
#define PYCAP_TOOL_SAY_H

/* Prints "pcaplua: ", the text and a newline. Control characters, those of
** names for instance, are escaped: a terminal is not to obey them. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
void say(const char *format, ...);

#endif
