/*
** lists.h - whether the lists of a header have what their counts say
*/
#ifndef PYCAP_LISTS_H
#define PYCAP_LISTS_H

#include "packet.h"

typedef enum Lists {
  LISTS_RIGHT,
  LISTS_CUT,   /* one goes on behind the end of what is there */
  LISTS_FEW,   /* a count says more than there is */
  LISTS_MORE   /* or less */
} Lists;

/* Of the header of the last layer, behind which decoding goes on. */
Lists lists_look(const Stack *stack, const Known *k, const Layer *layer);

#endif
