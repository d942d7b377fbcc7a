/*
** lists.h - whether the lists of a header have as many items as their counts
** say
*/
#ifndef PYCAP_LISTS_H
#define PYCAP_LISTS_H

#include "packet.h"

typedef enum Lists {
  LISTS_RIGHT,
  LISTS_CUT,   /* the captured bytes end within a list */
  LISTS_FEW,   /* a list has fewer items than its count */
  LISTS_MORE   /* a list has more items than its count */
} Lists;

/* Checks the lists of the last layer's header. Bytes behind the header, where
** decoding goes on, may show that a list has more items. */
Lists lists_look(const Stack *stack, const Known *k, const Layer *layer);

#endif
