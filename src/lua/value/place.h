/*
** place.h - where a value stands in an assigned value, for error texts
*/
#ifndef PYCAP_PLACE_H
#define PYCAP_PLACE_H

#include <lua.h>

#include "../../core/protocols.h"

typedef struct Place {
  const struct Place *in;  /* the place around it; NULL: this is a protocol */
  const char *name;        /* of a protocol or field; NULL: it is an element */
  lua_Integer index;       /* of the element in its list */
} Place;

/* Pushes the place as text: "tcp.options[2].size". */
void place_push(lua_State *L, const Place *place);

/* Raises "place: problem" with `more` behind it. */
int place_refuse(lua_State *L, const Place *place, const char *problem,
                 const char *more);

/* Raises: `bytes` are more than a length or count field can say. */
int place_toolarge(lua_State *L, const Place *place, const Field *field,
                   uint64_t bytes);

/* Raises: a protocol has no field of the name at `key`. */
int field_refuse(lua_State *L, const Known *known, int key);

/* Raises: the key is no field that can be assigned. */
int header_refusekey(lua_State *L, const Known *known, int key);

#endif
