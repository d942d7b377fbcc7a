/*
** size.c - sizes and counts of the command line
*/
#include "size.h"

#include <string.h>

#define MOST ((uint64_t)1 << 62)

bool size_read(const char *text, uint64_t *size) {
  static const char units[] = "kmg";
  uint64_t n = 0, unit = 1;
  const char *c = text;
  for (; *c >= '0' && *c <= '9'; c++) {
    if (n >= MOST / 10) return false;
    n = n * 10 + (uint64_t)(*c - '0');
  }
  if (c == text || n == 0) return false;
  if (*c) {
    const char *at = strchr(units, *c | 0x20);
    if (!at || c[1]) return false;
    unit = (uint64_t)1 << 10 * (at - units + 1);
  }
  if (n >= MOST / unit) return false;
  *size = n * unit;
  return true;
}
