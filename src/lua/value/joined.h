/*
** joined.h - items whose data are parts of one value (Items.joins)
*/
#ifndef PYCAP_JOINED_H
#define PYCAP_JOINED_H

#include <lua.h>

#include "../../core/items.h"

#define JOINED_KINDS 256

/* The joined data of each kind that a list has several items of. */
typedef struct Joined {
  const uint8_t *bytes;          /* the data of these kinds, one by one */
  uint32_t at[JOINED_KINDS];     /* where the data of a kind begin */
  uint32_t size[JOINED_KINDS];   /* how many bytes they are */
  uint32_t count[JOINED_KINDS];  /* of how many items */
} Joined;

/* Joins the data, and pushes the value that holds them; nil: there are none. */
void joined_collect(lua_State *L, const Items *items, const Value *list,
                    Joined *joined);

/*
** True for the first of several items of a kind: *whole becomes an item without
** a head that has all their data.
*/
bool joined_first(Joined *joined, const ItemView *view, ItemView *whole);

#endif
