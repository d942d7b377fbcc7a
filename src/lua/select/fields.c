/*
** fields.c - what a script lists in a table: names, keys, conditions
*/
#include "fields.h"

#include <string.h>

#include "../../core/address.h"
#include "../../core/mix.h"
#include "../base/keep.h"
#include "../base/options.h"
#include "../value/keys.h"
#include "../value/push.h"
#include "../value/texts.h"
#include "conditions.h"

#define KEY_SIZE 256  /* keys up to it are made without an allocation */

/* --- names --- */

const Ref *fields_refer(lua_State *L, Fields *f) {
  if (f->select.refs_count == REFS_MAX)
    luaL_error(L, "too many fields: more than %d", REFS_MAX);
  Ref *ref = &f->select.refs[f->select.refs_count];
  name_refer(L, &f->select, ref);
  if (select_several(&f->select, ref))
    luaL_error(L, "%s: [] is for conditions: an index or a kind expected",
               name_shown(L, lua_tostring(L, -1)));
  f->select.refs_count++;
  lua_pop(L, 1);
  return ref;
}

/* The row that says how a value is shown that is an address, or a field's. */
static const Field *row_of(const Select *s, const Ref *ref, const Value *v) {
  return ref->either ? select_address(v->size) : select_row(s, ref);
}

/* Reads the `text` of the list of names on top, which have been added; what it
** is made of is kept in the table at `kept`. */
static const Joint *add_text(lua_State *L, Fields *f, const RefRange *listed,
                             int kept) {
  const Ref *refs = &f->select.refs[listed->first];
  lua_pushliteral(L, "text");
  lua_rawget(L, -2);
  const Joint *joint = joint_new(L, &f->select, refs, listed->count);
  lua_rawseti(L, kept, (lua_Integer)lua_rawlen(L, kept) + 1);
  lua_rawseti(L, kept, (lua_Integer)lua_rawlen(L, kept) + 1);
  return joint;
}

/* True for a list of `n` names, on top, without other keys than `text`;
** `*text`: it has that. */
static bool is_key(lua_State *L, lua_Integer *n, bool *text) {
  lua_pushliteral(L, "text");
  *text = lua_rawget(L, -2) != LUA_TNIL;
  lua_pop(L, 1);
  lua_Integer all = 0;
  *n = (lua_Integer)lua_rawlen(L, -1);
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) all++;
  return *n > 0 && all == *n + *text;
}

/* Adds element `i` of the table at `t`: a name, or a list of them: a key, or a
** text. */
static void add_listed(lua_State *L, Fields *f, int t, lua_Integer i,
                       int kept) {
  RefRange listed = {f->select.refs_count, 1, false, NULL};
  if (lua_rawgeti(L, t, i) != LUA_TTABLE) {
    const Ref *ref = fields_refer(L, f);
    if (ref->kind <= REF_ENTRY ? !ref->number : ref->either) f->texts = true;
  } else {
    lua_Integer n;
    bool text;
    if (!is_key(L, &n, &text))
      luaL_error(L, "key: list of names without other keys than text expected");
    for (lua_Integer k = 1; k <= n; k++) {
      lua_rawgeti(L, -1, k);
      fields_refer(L, f);
    }
    listed.key = !text;
    listed.count = (uint8_t)n;
    if (text) listed.text = add_text(L, f, &listed, kept);
    lua_pop(L, 1);
  }
  f->listed[f->count++] = listed;
}

/* --- compiling --- */

void fields_compile(lua_State *L, const State *state, Fields *f,
                    unsigned protocol, int table) {
  lua_Integer names = 0, count = 0;
  memset(f, 0, sizeof *f);
  select_init(&f->select, &state->protocols, protocol);
  luaL_checkstack(L, 16, NULL);
  if (table == 0) {
    lua_pushnil(L);
    return;
  }
  for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
    lua_Integer n = lua_type(L, -2) == LUA_TSTRING ? condition_length(L) : 0;
    if (lua_type(L, -2) == LUA_TSTRING) count += n > 0 ? n : 1;
    else names++;
  }
  if (names != (lua_Integer)lua_rawlen(L, table) || names > REFS_MAX)
    luaL_error(L, "names expected at 1, 2, ... and conditions under names");
  lua_newtable(L);
  const int kept = lua_gettop(L);
  for (lua_Integer i = 1; i <= names; i++) add_listed(L, f, table, i, kept);
  Choices choices = {.room = count, .kept = kept};
  choices.all = lua_newuserdatauv(
      L, (size_t)(count > 0 ? count : 1) * sizeof *choices.all, 0);
  f->select.choices = choices.all;
  for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1))
    if (lua_type(L, -2) == LUA_TSTRING) condition_add(L, &f->select, &choices);
  lua_insert(L, kept);
  keep(L, kept);
}

/* --- values --- */

static void push_number(lua_State *L, const Ref *ref, uint64_t n) {
  if (ref->kind == REF_TIME) lua_pushnumber(L, frame_seconds((int64_t)n));
  else lua_pushinteger(L, (lua_Integer)n);
}

static void push_ref(lua_State *L, State *state, const Select *s,
                     const Ref *ref, View *view, int texts) {
  Value v;
  if (!select_read(s, ref, view, &v)) lua_pushnil(L);
  else if (ref->number) push_number(L, ref, v.number);
  else if (v.set)
    address_push(L, state, texts, row_of(s, ref, &v), v.bytes);
  else if (ref->kind == REF_FIELD) value_push(L, select_row(s, ref), &v, false);
  else if (ref_isflow(ref)) key_push(L, v.bytes, v.size);
  else lua_pushlstring(L, (const char *)v.bytes, v.size);
}

static void push_key(lua_State *L, const Select *s, const RefRange *listed,
                     View *view) {
  uint8_t key[KEY_SIZE];
  const Ref *refs = &s->refs[listed->first];
  size_t size = key_write(s, refs, listed->count, view, key, sizeof key);
  if (size <= sizeof key) {
    key_mix(key, size);
    lua_pushlstring(L, (const char *)key, size);
    return;
  }
  uint8_t *large = lua_newuserdatauv(L, size, 0);
  key_write(s, refs, listed->count, view, large, size);
  key_mix(large, size);
  lua_pushlstring(L, (const char *)large, size);
  lua_remove(L, -2);
}

void fields_push(lua_State *L, State *state, const Fields *f, View *view,
                 int texts) {
  const Select *s = &f->select;
  for (unsigned i = 0; i < f->count; i++) {
    const RefRange *listed = &f->listed[i];
    if (listed->key) push_key(L, s, listed, view);
    else if (listed->text) joint_push(L, listed->text, s, view);
    else push_ref(L, state, s, &s->refs[listed->first], view, texts);
  }
}

/* Pushes source, destination, protocol and the ports of a flow. */
static int push_flow(lua_State *L, const uint8_t *key, size_t size) {
  char text[46];
  Flow flow;
  if (!flow_read(key, size, &flow)) return -1;
  for (int i = 0; i < 2; i++) {
    const uint8_t *end = i == 0 ? flow.source : flow.destination;
    lua_pushlstring(L, text, flow.size == 4 ? ip4_text(end, text)
                                            : ip6_text(end, text));
  }
  lua_pushinteger(L, flow.protocol);
  for (int i = 0; i < 2; i++) {
    if (!flow.ports) lua_pushnil(L);
    else lua_pushinteger(L, i == 0 ? flow.sourceport : flow.destinationport);
  }
  return 5;
}

int fields_values(lua_State *L, const Select *s, const Ref *refs,
                  unsigned count, const char *key, size_t size) {
  const uint8_t *p = (const uint8_t *)key, *end = p + size;
  int values = 0;
  luaL_checkstack(L, 5 * REFS_MAX, NULL);
  if (count == 0) return push_flow(L, p, size);
  for (unsigned i = 0; i < count; i++) {
    const Ref *ref = &refs[i];
    bool flow = ref_isflow(ref);
    bool there;
    Value v;
    int pushed = 1;
    if (!key_read(ref, &p, end, &v, &there)) return -1;
    if (flow && there) pushed = push_flow(L, v.bytes, v.size);
    else if (flow) pushed = (lua_settop(L, lua_gettop(L) + 5), 5);
    else if (!there) lua_pushnil(L);
    else if (ref->number) push_number(L, ref, v.number);
    else if (ref->kind <= REF_ENTRY || ref->either)
      value_push(L, row_of(s, ref, &v), &v, v.set);
    else lua_pushlstring(L, (const char *)v.bytes, v.size);
    if (pushed < 0) return -1;
    values += pushed;
  }
  return p == end ? values : -1;
}
