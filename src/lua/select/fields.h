/*
** fields.h - what a script lists in a table: names, keys, conditions; tallies
*/
#ifndef PYCAP_FIELDS_H
#define PYCAP_FIELDS_H

#include "../../core/key.h"
#include "../../core/tally.h"
#include "../base/state.h"

#define NAME_MAX_TEXT 80  /* of a field's name in full, for messages */

/* One value that is handed over: a field, or a key of several. */
typedef struct Listed {
  uint8_t first, count;  /* among the selection's refs */
  bool key;
} Listed;

typedef struct Fields {
  Select select;
  bool texts;      /* some of what is handed over are addresses, as text */
  unsigned count;
  Listed listed[REFS_MAX];
} Fields;

/* The protocol that argument `arg` names; raises. */
unsigned protocol_check(lua_State *L, const State *state, int arg);

/*
** Compiles the table at `table` (0: nothing is listed) for a protocol; raises
** where a name or a condition is wrong. Pushes what the fields refer to: to be
** kept for as long as they are used.
*/
void fields_compile(lua_State *L, const State *state, Fields *fields,
                    unsigned protocol, int table);

/* The length of a table, on top; false unless it is a list, and not empty. */
bool fields_islist(lua_State *L, lua_Integer *n);

/* Adds what the name at the top refers to; pops it. Raises. */
const Ref *fields_refer(lua_State *L, Fields *fields);

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

/* What an iterator over fields looks for. */
typedef struct Wanted {
  Fields fields;
  uint8_t interest[PROTOCOLS_MAX];
} Wanted;

/* True for a packet that the iterator gives; decodes as far as needed. */
static inline bool wanted_here(const Wanted *w, Stack *stack, View *view) {
  return stack_decode(stack, w->interest) &&
         select_view(&w->fields.select, stack, view) &&
         select_holds(&w->fields.select, view);
}

/* capture:fields(protocol, table) -> iterator */
int capture_fields_lua(lua_State *L);

/* --- tallies (tally.c) --- */

/* A tally. User value: what it was made of. */
typedef struct LuaTally {
  Tally *tally;   /* NULL: collected */
  Fields fields;  /* once it is attached */
  bool attached, sums;
  lua_Integer resets;
} LuaTally;

LuaTally *tally_to(lua_State *L, int index);  /* NULL: something else */

/*
** Attaches the tally at an index: adds its key and the field it sums to the
** fields of a handler. Raises where a name is wrong.
*/
void tally_attach(lua_State *L, const State *state, int index, Fields *fields);

/*
** Pushes a table of what the tally at an index was made of, for pycap.tally.
*/
void tally_describe(lua_State *L, int index);

/*
** Takes the table on top and pushes a tally made of it, attached to a protocol
** (PROTOCOL_NONE: to none yet), into which counts can be merged. Raises.
*/
LuaTally *tally_make(lua_State *L, const State *state, unsigned protocol);

/* Counts a packet that `view` looks at for a handler's fields. No Lua. */
void tally_count(const LuaTally *tally, const Fields *fields, View *view);

void open_tallies(lua_State *L);  /* stack: module, state */

#endif
