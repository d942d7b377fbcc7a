/*
** size.h - sizes and counts of the command line
*/
#ifndef PYCAP_TOOL_SIZE_H
#define PYCAP_TOOL_SIZE_H

#include <stdbool.h>
#include <stdint.h>

/*
** Reads a whole number from 1 on; k, m or g behind it (or K, M, G) is 1024,
** 1024^2 or 1024^3. False: it is none, or 2^62 and more.
*/
bool size_read(const char *text, uint64_t *size);

#endif
