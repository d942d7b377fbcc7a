/*
** within.c - fields by their names in full: "questions[1].name", "dns.id"
*/
#include "within.h"

#include <string.h>

#include "../../core/select.h"
#include "../base/options.h"
#include "compose.h"
#include "place.h"
#include "push.h"
#include "value.h"

/* The computed member that the string at `key` names; NULL: none. */
static const Computed *find_computed(lua_State *L, const Known *k, int key) {
  size_t size;
  const char *name = lua_tolstring(L, key, &size);
  return strlen(name) == size ? computed_find(k->protocol, name) : NULL;
}

/* Raises: the list, or the path behind it, is none. */
static int refuse(lua_State *L, const Known *k, const char *name, size_t end,
                  const char *wrong, const Near *near) {
  const char *hint = near_push(L, near);
  name = name_shown(L, lua_pushlstring(L, name, end));
  return luaL_error(L, "%s.%s: %s%s", k->protocol->name, name, wrong, hint);
}

/* The list that a name begins with, up to the "[" at `end`. */
static unsigned find_list(lua_State *L, const Known *k, const char *name,
                          size_t end) {
  const char *list = lua_pushlstring(L, name, end);
  int i = layout_find(&k->layout, list);
  Near near;
  if (i < 0) field_refuse(L, k, -1);
  near_begin(&near, "");
  if (k->layout.fields[i].kind != KIND_ITEMS)
    refuse(L, k, name, end, "not a list", &near);
  lua_pop(L, 1);
  return (unsigned)i;
}

unsigned within_field(lua_State *L, const Known *k, int key, Path *path) {
  size_t size, end;
  const char *name = lua_tolstring(L, key, &size);
  const char *bracket = strchr(name, '[');
  Near near;
  *path = (Path){.count = 0};
  int i = layout_find(&k->layout, name);
  if (strlen(name) != size || (!bracket && i < 0)) field_refuse(L, k, key);
  if (!bracket) return (unsigned)i;
  unsigned field = find_list(L, k, name, (size_t)(bracket - name));
  const char *wrong = path_compile(path, k->layout.fields[field].items, name,
                                   (size_t)(bracket - name), &end, &near);
  if (!wrong && path->any) {
    wrong = "[] is for conditions: an index or a kind expected";
    near.name = NULL;
  }
  if (wrong) refuse(L, k, name, end, wrong, &near);
  return field;
}

bool within_read(lua_State *L, const State *state, int index, unsigned layer,
                 unsigned field, const Path *path, char *text, Value *v) {
  const Packet *p = lua_touserdata(L, index);
  const Field *f = &known_of(state, p, layer)->layout.fields[field];
  uint32_t work = 0;
  Value list;
  if (!header_value(L, state, index, layer, field, &list)) return false;
  state_chargebytes(L, list.size);
  return path_read(path, f->items, &list, UINT64_MAX, text, &work, v);
}

/* Pushes the computed member that a key names, or nil. False: it names none. */
static bool push_computed(lua_State *L, const State *state, int index,
                          unsigned layer, int key) {
  const Packet *p = lua_touserdata(L, index);
  const Computed *c = find_computed(L, known_of(state, p, layer), key);
  char text[COMPUTED_MAX];
  size_t size;
  Value v;
  if (!c) return false;
  packet_wire(L, state, index, (int)layer);
  const char *header = lua_tolstring(L, -1, &size);
  state_chargebytes(L, size);
  if (c->read((const uint8_t *)header, (uint32_t)size, text, &v))
    lua_pushlstring(L, (const char *)v.bytes, v.size);
  else
    lua_pushnil(L);
  lua_remove(L, -2);
  return true;
}

void within_push(lua_State *L, const State *state, int index, unsigned layer,
                 int key) {
  if (push_computed(L, state, index, layer, key)) return;
  const Packet *p = lua_touserdata(L, index);
  char text[DOMAIN_TEXT_MAX];
  Path path;
  Value v;
  unsigned field = within_field(L, known_of(state, p, layer), key, &path);
  const Field *row = path.row;
  if (path.count == 0)
    header_pushfield(L, state, index, layer, field);
  else if (!within_read(L, state, index, layer, field, &path, text, &v))
    lua_pushnil(L);
  else if (row && row->kind == KIND_UINT)
    lua_pushinteger(L, (lua_Integer)v.number);
  else if (v.set)
    value_push(L, row ? row : select_address(v.size), &v, true);
  else
    lua_pushlstring(L, (const char *)v.bytes, v.size);
}

bool within_packet(lua_State *L, const State *state, int index, int key) {
  const Packet *p = lua_touserdata(L, index);
  const char *name = lua_tostring(L, key), *dot = strchr(name, '.');
  Path path;
  unsigned i = 0;
  if (!dot) return false;
  const char *first = lua_pushlstring(L, name, (size_t)(dot - name));
  unsigned protocol = protocols_find(&state->protocols, first);
  lua_pop(L, 1);
  if (protocol == PROTOCOL_NONE) return false;
  lua_pushlstring(L, dot + 1, lua_rawlen(L, key) - (size_t)(dot + 1 - name));
  while (i < p->count && p->layers[i].protocol != protocol) i++;
  bool bytes = strcmp(dot + 1, "packet") == 0 &&
               lua_rawlen(L, -1) == strlen("packet");
  if (i < p->count && bytes) packet_wire(L, state, index, (int)i);
  else if (i < p->count) within_push(L, state, index, i, lua_gettop(L));
  else if (!bytes && !find_computed(L, state->protocols.known[protocol], -1))
    within_field(L, state->protocols.known[protocol], lua_gettop(L), &path);
  if (i == p->count) lua_pushnil(L);
  lua_remove(L, -2);
  return true;
}
