/*
** say.h - messages of pcaplua on standard error
*/
#ifndef PYCAP_TOOL_SAY_H
#define PYCAP_TOOL_SAY_H

/* Prints "pcaplua: ", the text and a newline. Control characters, for example
** in a file's name, are escaped, so that a terminal does not obey them. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
void say(const char *format, ...);

#endif
