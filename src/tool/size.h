/*
** size.h - sizes and counts of the command line
*/
#ifndef PYCAP_TOOL_SIZE_H
#define PYCAP_TOOL_SIZE_H

#include <stdbool.h>
#include <stdint.h>

/*
** Reads a whole number of 1 or more. A suffix k, m or g (or K, M, G) multiplies
** it by 1024, 1024^2 or 1024^3. False: it is not such a number, or the result
** is 2^62 or more.
*/
bool size_read(const char *text, uint64_t *size);

#endif
