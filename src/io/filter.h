/*
** filter.h - a compiled filter, for packets that are here already
*/
#ifndef PYCAP_FILTER_H
#define PYCAP_FILTER_H

#include <stdbool.h>

#include "../core/frame.h"
#include "fault.h"

typedef struct Filter Filter;

/* NULL and code "filter" or "memory" when the expression is refused. */
Filter *filter_compile(const char *expression, int datalink, Fault *fault);
bool filter_match(const Filter *filter, const Frame *frame);
void filter_free(Filter *filter);

#endif
