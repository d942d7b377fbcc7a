/*
** moment.h - NTP's times (RFC 5905, section 6): seconds since 1900, and their
** fraction, 32 bits each
**
** A time whose first bit is set is of era 0, which ends in 2036; any other is
** of era 1. 0 means that there is no time.
*/
#ifndef PYCAP_MOMENT_H
#define PYCAP_MOMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MOMENT_TEXT_MAX 32

/* Writes "2026-11-28T07:25:37.123456789Z", or "0" for 0. Returns the length. */
size_t moment_text(uint64_t moment, char *out);

/* Reads such a text; the fraction may have fewer digits, or be left out. */
bool moment_parse(const char *text, size_t size, uint64_t *moment);

/* From seconds since 1970, and back. False: the time is in neither era. */
bool moment_of(double seconds, uint64_t *moment);
double moment_seconds(uint64_t moment);

#endif
