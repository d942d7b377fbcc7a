/*
** joined.h - items whose data are parts of one value (Items.joins)
*/
#ifndef PYCAP_JOINED_H
#define PYCAP_JOINED_H

#include <lua.h>

#include "../../core/items.h"

#define JOINED_KINDS 256

/* The parts of each kind in a list. */
typedef struct Joined {
  const uint8_t *bytes;          /* the data of kinds that have several, */
  uint32_t at[JOINED_KINDS];     /* each kind's from here on, */
  uint32_t size[JOINED_KINDS];   /* so many bytes, */
  uint32_t count[JOINED_KINDS];  /* of so many items */
} Joined;

/* Collects the parts; pushes what holds their bytes, nil if that is nothing. */
void joined_collect(lua_State *L, const Items *items, const Value *list,
                    Joined *joined);

/*
** True for the first item of several of its kind: `*whole` is one with all
** their data, and without a head.
*/
bool joined_first(Joined *joined, const ItemView *view, ItemView *whole);

#endif
