/*
** place.h - where a value stands in what a script assigns, for messages
*/
#ifndef PYCAP_PLACE_H
#define PYCAP_PLACE_H

#include <lua.h>

#include "../../core/protocols.h"

typedef struct Place {
  const struct Place *in;  /* NULL: the protocol */
  const char *name;        /* of a field; NULL: */
  lua_Integer index;       /* an element of a list */
} Place;

void place_push(lua_State *L, const Place *place);

/* Raises "place: problem", `more` at its end. */
int place_refuse(lua_State *L, const Place *place, const char *problem,
                 const char *more);

/* Raises: so many bytes are more than the field can count. */
int place_toolarge(lua_State *L, const Place *place, const Field *field,
                   uint64_t bytes);

/* Raises: a protocol has no such field. */
int field_refuse(lua_State *L, const Known *known, int key);

/* Raises: the key is no field that can be assigned. */
int header_refusekey(lua_State *L, const Known *known, int key);

#endif
