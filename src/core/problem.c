/*
** problem.c - why a packet is malformed, in words
*/
#include "problem.h"

#include <stdio.h>

size_t problem_text(const Protocols *all, unsigned culprit, const char *problem,
                    uint32_t where, char *out) {
  int size = snprintf(out, PROBLEM_MAX, "%s: %s, at byte %u",
                      all->known[culprit]->protocol->name, problem,
                      (unsigned)where);
  return size < PROBLEM_MAX ? (size_t)size : PROBLEM_MAX - 1;
}
