/*
** fields.h - what a script lists in a table: names, keys, conditions
*/
#ifndef PYCAP_FIELDS_H
#define PYCAP_FIELDS_H

#include "../../core/key.h"
#include "joint.h"
#include "names.h"

/* One value that a handler gets: a field, a key of several, or their text. */
typedef struct RefRange {
  uint8_t first, count;  /* among the selection's refs */
  bool key;
  const Joint *text;     /* NULL: none */
} RefRange;

typedef struct Fields {
  Select select;
  bool texts;      /* some of the values are addresses as text */
  unsigned count;
  RefRange listed[REFS_MAX];
} Fields;

/*
** Compiles the list of fields and conditions at index `table` (0: an empty one)
** for a protocol; raises if a name or a condition is wrong. Pushes a table of
** the strings that the fields point to, which has to live as long as the
** fields.
*/
void fields_compile(lua_State *L, const State *state, Fields *fields,
                    unsigned protocol, int table);

/* Adds a reference to what the name on top names; pops it. Raises. */
const Ref *fields_refer(lua_State *L, Fields *fields);

/*
** Charges the work of looking into long lists since the last call; short lists
** are free. Raises.
*/
#define WORK_FREE 256  /* entries */

static inline void fields_charge(lua_State *L, View *view) {
  if (view->work <= WORK_FREE) return;
  uint32_t work = view->work;
  view->work = 0;
  state_charge(L, work);
}

/*
** Pushes all listed values of a packet. The stack has room for them, and the
** table that State.texts.table refers to is at index `texts`.
*/
void fields_push(lua_State *L, State *state, const Fields *fields, View *view,
                 int texts);

/*
** Pushes the values that a key of `count` refs was made of, five for a flow.
** Returns how many; -1: it is no such key.
*/
int fields_values(lua_State *L, const Select *select, const Ref *refs,
                  unsigned count, const char *key, size_t size);

#endif
