/*
** fields.h - what a script lists in a table: names, keys, conditions
*/
#ifndef PYCAP_FIELDS_H
#define PYCAP_FIELDS_H

#include "../../core/key.h"
#include "names.h"

/* One value that is handed over: a field, or a key of several. */
typedef struct RefRange {
  uint8_t first, count;  /* among the selection's refs */
  bool key;
} RefRange;

typedef struct Fields {
  Select select;
  bool texts;      /* some of what is handed over are addresses, as text */
  unsigned count;
  RefRange listed[REFS_MAX];
} Fields;

/*
** Compiles the table at `table` (0: nothing is listed) for a protocol; raises
** where a name or a condition is wrong. Pushes what the fields refer to: to be
** kept for as long as they are used.
*/
void fields_compile(lua_State *L, const State *state, Fields *fields,
                    unsigned protocol, int table);

/* Adds what the name at the top refers to; pops it. Raises. */
const Ref *fields_refer(lua_State *L, Fields *fields);

/*
** Charges what looking into long lists took since the last time; that of usual
** ones is for nothing. Raises.
*/
#define WORK_FREE 256  /* entries */

static inline void fields_charge(lua_State *L, View *view) {
  if (view->work <= WORK_FREE) return;
  uint32_t work = view->work;
  view->work = 0;
  state_charge(L, work);
}

/*
** Pushes all that is listed of a packet; the stack has room for it, and what
** State.texts_table refers to is at index `texts`.
*/
void fields_push(lua_State *L, State *state, const Fields *fields, View *view,
                 int texts);

/*
** Pushes the values behind a key of so many refs; returns how many, -1: it is
** no such key. A flow becomes five of them.
*/
int fields_values(lua_State *L, const Select *select, const Ref *refs,
                  unsigned count, const char *key, size_t size);

#endif
