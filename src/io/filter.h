/*
** filter.h - a compiled filter, for packets that are here already
*/
#ifndef PYCAP_FILTER_H
#define PYCAP_FILTER_H

#include <stdbool.h>

#include "../core/allocator.h"
#include "../core/frame.h"
#include "fault.h"

typedef struct Filter Filter;

/* Of what passes `bound`, NULL: none, and the expression. NULL and code
** "filter" or "memory" when one is refused. It is kept in `memory`, NULL: the
** process's. */
Filter *filter_compile(const char *bound, const char *expression, int datalink,
                       const Allocator *memory, Fault *fault);
bool filter_match(const Filter *filter, const Frame *frame);
void filter_free(Filter *filter);

#endif
