/*
** conditions.h - conditions that a script gives: values, ranges, prefixes
*/
#ifndef PYCAP_CONDITIONS_H
#define PYCAP_CONDITIONS_H

#include "names.h"

/* The choices of all conditions. */
typedef struct Choices {
  Choice *all;
  lua_Integer room;
  uint32_t used;
  int kept;  /* stack index of a table for their bytes */
} Choices;

/* How many choices the condition on top has, if it is a list; 0: it is one
** value; -1: it is no condition. */
lua_Integer condition_length(lua_State *L);

/* Adds the condition whose value is on top, and whose name is below it. */
void condition_add(lua_State *L, Select *select, Choices *choices);

/*
** constant(name [, literal [, bound]]) -> what a field's value is compared with
** in Lua if a script writes this literal: the number of a name, an address in
** its usual form; and whether the field is an integer. `bound`: of a range, not
** one of its values. Without a literal the name may be a protocol's. Raises if
** a name or the literal is wrong.
*/
int condition_constant(lua_State *L);

#endif
