/*
** items.h - lists of items: the tables that a script writes to bytes
**
** Circle: fill.c, items.c - an item of a list may hold another list.
*/
#ifndef PYCAP_ITEMS_ENCODE_H
#define PYCAP_ITEMS_ENCODE_H

#include "convert.h"

/* Pushes the bytes of the list, or string, at `arg`; raises. */
void items_encode(lua_State *L, const Place *place, const Field *field,
                  int arg);

#endif
