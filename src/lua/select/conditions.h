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

/* The choices of the condition on top, if it is a list: how many; 0: one alone;
** -1: it is no condition. */
lua_Integer condition_length(lua_State *L);

/* Adds the condition whose name is below the top, whose value is on top. */
void condition_add(lua_State *L, Select *select, Choices *choices);

#endif
