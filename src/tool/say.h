/*
** say.h - messages of pcaplua on standard error
*/
#ifndef PYCAP_TOOL_SAY_H
#define PYCAP_TOOL_SAY_H

#include <stddef.h>
#include <stdio.h>

/* Prints a text of `size` bytes, with a zero behind it. Control characters are
** escaped, newlines and tabs excepted. */
void say_escaped(FILE *file, const char *text, size_t size);

/* The same if the file is a terminal; else unchanged. */
void say_shown(FILE *file, const char *text, size_t size);

/* For lua_setwarnf, as lauxlib has it: silent until warn("@on"). */
void say_warning(void *context, const char *text, int more);

/* Prints "pcaplua: ", the text and a newline. Control characters, for example
** in a file's name, are escaped, so that a terminal does not obey them. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
void say(const char *format, ...);

#endif
