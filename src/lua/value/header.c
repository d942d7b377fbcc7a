/*
** header.c - a header: a Lua table laid over the wire
**
** The table holds its packet under a key of ours, and under another the number
** of its layer where that is not the outermost of its protocol. Everything else
** is read from the packet's bytes, or from what was assigned, when asked for.
*/
#include "header.h"

#include <string.h>

#include "assign.h"
#include "compose.h"
#include "craft.h"
#include "inplace.h"
#include "place.h"
#include "push.h"
#include "text.h"
#include "texts.h"
#include "value.h"
#include "within.h"

#define UP_FIELDS lua_upvalueindex(2)    /* name -> index of the field */
#define UP_PROTOCOL lua_upvalueindex(3)  /* index of the protocol */
#define UP_TEXTS lua_upvalueindex(4)     /* the table of State.texts */

#define FIELD_PACKET (-1)  /* the member that is no field: the raw bytes */
#define FIELD_NONE (-2)

/*
** header_check for argument 1 of a metamethod, which can be got at and called
** with another protocol's header: its fields are not those of UP_FIELDS.
*/
static Packet *check_own(lua_State *L, const State *state, unsigned *layer) {
  lua_Integer protocol = lua_tointeger(L, UP_PROTOCOL);
  Packet *p;
  /* the usual way, short: that the metatable is ours needs no look here, for
     packet and layer are what counts */
  if (lua_type(L, 1) == LUA_TTABLE) {
    lua_rawgetp(L, 1, &packet_key);
    p = packet_to(L, state, -1);
    *layer = p ? header_layer(L, 1, p, (unsigned)protocol) : 0;
    if (p && *layer < p->count) return p;
    lua_pop(L, 1);
  }
  p = header_check(L, state, 1, layer);
  if (p->layers[*layer].protocol != protocol)
    luaL_error(L, "%s header expected, got another protocol's",
               state->protocols.known[protocol]->protocol->name);
  return p;
}

/* --- reading --- */

/* The field that a key names: its index, FIELD_PACKET or FIELD_NONE. */
static int find_field(lua_State *L, int key) {
  int found;
  lua_pushvalue(L, key);
  lua_rawget(L, UP_FIELDS);
  int i = (int)lua_tointegerx(L, -1, &found);
  lua_pop(L, 1);
  return found ? i : FIELD_NONE;
}

/* The same, or raises. */
static int check_field(lua_State *L, const State *state, int key) {
  int i = find_field(L, key);
  if (i != FIELD_NONE) return i;
  lua_Integer protocol = lua_tointeger(L, UP_PROTOCOL);
  return field_refuse(L, state->protocols.known[protocol], key);
}

/*
** Pushes the field that key 2 names of a layer as it came, in the usual cases;
** false: look closer.
*/
static bool push_wire(lua_State *L, State *state, const Packet *p,
                      unsigned layer) {
  const Layer *at = &p->layers[layer];
  const Layout *l = &state->protocols.known[at->protocol]->layout;
  const uint8_t *header = packet_bytes(p) + at->offset;
  /* names are short strings that the metatable keeps: equal ones are one */
  const void *key = lua_topointer(L, 2);
  const void *const *name = state->names[at->protocol];
  const void *const *end = name + l->count;
  while (name < end && *name != key) name++;
  if (name == end) return false;
  unsigned i = (unsigned)(name - state->names[at->protocol]);
  const Field *f = &l->fields[i];
  Value v;
  if (f->kind == KIND_UINT) {
    if (l->at[i].bytes && at->length >= l->fixed)
      v.number = layout_number(l, i, header);
    else if (!field_read(l, i, header, at->length, &v)) return false;
    lua_pushinteger(L, (lua_Integer)v.number);
    return true;
  }
  if (f->kind > KIND_IP6 || at->length < l->fixed ||
      (i >= l->dynamic && !layout_usual(l, header, at->length)) ||
      (l->at[i].form >= 0 &&
       !field_holds(l, &f->form, l->at[i].form, header, at->length)))
    return false;
  address_push(L, state, UP_TEXTS, f, header + l->at[i].offset / 8);
  return true;
}

/* push_wire for a header that the handler which runs was given. */
static bool push_current(lua_State *L, State *state) {
  const Current *c = &state->current;
  const void *header = lua_topointer(L, 1);
  unsigned i = 0;
  while (i < c->count && c->known[i].header != header) i++;
  return i < c->count && !c->packet->touched &&
         push_wire(L, state, c->packet, c->known[i].layer);
}

static int header_index(lua_State *L) {
  State *state = state_of(L);
  unsigned layer;
  const Packet *p;
  if (state->current.count > 0 && push_current(L, state)) return 1;
  if (lua_gettop(L) != 2) lua_settop(L, 2);
  bool named = lua_type(L, 2) == LUA_TSTRING;
  if (lua_type(L, 1) == LUA_TTABLE && named) {
    lua_rawgetp(L, 1, &packet_key);
    p = packet_to(L, state, 3);
    if (p && !p->touched) {
      layer = header_layer(L, 1, p, (unsigned)lua_tointeger(L, UP_PROTOCOL));
      if (layer < p->count && push_wire(L, state, p, layer)) return 1;
    }
    lua_settop(L, 2);
  }
  check_own(L, state, &layer);
  if (!named) return 0;
  int field = find_field(L, 2);
  if (field == FIELD_PACKET) packet_wire(L, state, 3, (int)layer);
  else if (field == FIELD_NONE) within_push(L, state, 3, layer, 2);
  else header_pushfield(L, state, 3, layer, (unsigned)field);
  return 1;
}

/* Iterator of __pairs: the field after the one named. */
static int header_next(lua_State *L) {
  const State *state = state_of(L);
  unsigned layer, i = 0;
  lua_settop(L, 2);
  const Packet *p = check_own(L, state, &layer);
  const Layout *l = &known_of(state, p, layer)->layout;
  if (!lua_isnil(L, 2)) i = (unsigned)(check_field(L, state, 2) + 1);
  for (; i < l->count; i++) {
    header_pushfield(L, state, 3, layer, i);
    if (!lua_isnil(L, -1)) {
      lua_pushstring(L, l->fields[i].name);
      lua_insert(L, -2);
      return 2;
    }
    lua_pop(L, 1);
  }
  return 0;
}

static int header_pairs(lua_State *L) {
  unsigned layer;
  check_own(L, state_of(L), &layer);
  for (int i = 1; i <= 3; i++) lua_pushvalue(L, lua_upvalueindex(i));
  lua_pushcclosure(L, header_next, 3);
  lua_pushvalue(L, 1);
  return 2;
}

/* Pushes a list with names in it, those written out; nil: it is not there. */
static void push_plain(lua_State *L, const State *state, int index,
                       unsigned layer, const Field *f, unsigned field) {
  Value v;
  if (header_value(L, state, index, layer, field, &v)) plain_push(L, f, &v);
  else lua_pushnil(L);
}

/* True when a field of two layers, of the packets at 3 and 4, is the same. */
static bool same_field(lua_State *L, const State *state, unsigned a,
                       unsigned b, const Field *f, unsigned field) {
  if (f->kind == KIND_ITEMS && field_named(f)) {
    push_plain(L, state, 3, a, f, field);
    push_plain(L, state, 4, b, f, field);
    bool equal = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
    return equal;
  }
  if (f->kind == KIND_ITEMS) {
    Value v, w;
    bool there = header_value(L, state, 3, a, field, &v);
    if (header_value(L, state, 4, b, field, &w) != there) return false;
    return !there || (v.size == w.size &&
                      (v.size == 0 || memcmp(v.bytes, w.bytes, v.size) == 0));
  }
  header_pushfield(L, state, 3, a, field);
  header_pushfield(L, state, 4, b, field);
  bool same = lua_rawequal(L, -1, -2);
  lua_pop(L, 2);
  return same;
}

static int header_eq(lua_State *L) {
  const State *state = state_of(L);
  unsigned a, b;
  lua_settop(L, 2);
  const Packet *p = header_to(L, state, 1, &a);
  const Packet *q = p ? header_to(L, state, 2, &b) : NULL;
  bool equal = q && p->layers[a].protocol == q->layers[b].protocol;
  const Layout *l = equal ? &known_of(state, p, a)->layout : NULL;
  if (equal) state_chargebytes(L, p->layers[a].length);
  for (unsigned i = 0; equal && i < l->count; i++)
    equal = same_field(L, state, a, b, &l->fields[i], i);
  lua_pushboolean(L, equal);
  return 1;
}

static int header_tostring(lua_State *L) {
  const State *state = state_of(L);
  unsigned layer;
  luaL_Buffer b;
  lua_settop(L, 1);
  header_check(L, state, 1, &layer);
  luaL_buffinit(L, &b);
  header_addtext(L, state, 2, layer, &b);
  luaL_pushresult(&b);
  return 1;
}

/* --- assigning --- */

static int header_newindex(lua_State *L) {
  const State *state = state_of(L);
  unsigned layer;
  lua_settop(L, 3);
  const Packet *p = check_own(L, state, &layer);
  int field = check_field(L, state, 2);
  if (field == FIELD_PACKET) header_refusekey(L, known_of(state, p, layer), 2);
  header_assign(L, state, 4, layer, (unsigned)field, 3);
  return 0;
}

/* --- in the module --- */

/* pycap.table(header or packet) -> plain table */
static int module_table(lua_State *L) {
  const State *state = state_of(L);
  unsigned layer;
  lua_settop(L, 1);
  if (packet_to(L, state, 1)) {
    lua_getfield(L, 1, "table");
    lua_pushvalue(L, 1);
    lua_call(L, 1, 1);
    return 1;
  }
  header_check(L, state, 1, &layer);
  header_table(L, state, 2, layer);
  return 1;
}

/* pycap.name(header, field) -> the text of a number: "reply", "syn, ack" */
static int module_name(lua_State *L) {
  const State *state = state_of(L);
  char text[DOMAIN_TEXT_MAX];  /* room for the names of all bits, too */
  unsigned layer;
  Path path;
  Value v;
  lua_settop(L, 2);
  const Packet *p = header_to(L, state, 1, &layer);
  if (!p) return header_refuse(L, state, 1, "header");
  const Known *k = known_of(state, p, layer);
  if (lua_type(L, 2) != LUA_TSTRING) return field_refuse(L, k, 2);
  unsigned i = within_field(L, k, 2, &path);
  const Field *f = path.count > 0 ? path.row : &k->layout.fields[i];
  if (!f || (!f->names && !f->time)) return 0;
  bool there = path.count > 0
    ? within_read(L, state, 3, layer, i, &path, text, &v)
    : header_value(L, state, 3, layer, i, &v);
  if (!there || (f->time && v.number == 0)) return 0;
  if (f->time)
    lua_pushlstring(L, text, field_text(f, &v, text));
  else if (f->bits)
    lua_pushlstring(L, text, bits_text(f->names, v.number, text, sizeof text));
  else
    lua_pushstring(L, name_text(f->names, v.number));
  return 1;
}

/* pycap.protocolof(header) -> the name of its protocol */
static int module_protocolof(lua_State *L) {
  const State *state = state_of(L);
  unsigned layer;
  const Packet *p = header_to(L, state, 1, &layer);
  if (!p) return header_refuse(L, state, 1, "header");
  lua_pushstring(L, known_of(state, p, layer)->protocol->name);
  return 1;
}

static const luaL_Reg metamethods[] = {
  {"__index", header_index},   {"__newindex", header_newindex},
  {"__pairs", header_pairs},   {"__eq", header_eq},
  {"__tostring", header_tostring},
  {NULL, NULL}
};

/* Pushes name -> index of a protocol's fields. */
static void push_names(lua_State *L, State *state, const Known *k) {
  const void **names =
      lua_newuserdatauv(L, k->layout.count * sizeof *names, 0);
  luaL_ref(L, LUA_REGISTRYINDEX);
  state->names[k->index] = names;
  lua_createtable(L, 0, k->layout.count + 1);
  for (unsigned i = 0; i < k->layout.count; i++) {
    lua_pushstring(L, k->layout.fields[i].name);
    names[i] = lua_topointer(L, -1);
    lua_pushinteger(L, i);
    lua_rawset(L, -3);
  }
  lua_pushinteger(L, FIELD_PACKET);
  lua_setfield(L, -2, "packet");
}

void header_register(lua_State *L, State *state, const Known *k) {
  int top = lua_gettop(L);
  lua_createtable(L, 0, 8);
  lua_getfield(L, LUA_REGISTRYINDEX, STATE_KEY);
  push_names(L, state, k);
  lua_pushinteger(L, k->index);
  for (int n = 0; n < 3; n++) lua_pushvalue(L, top + 2 + n);
  lua_pushcclosure(L, module_header, 3);
  lua_insert(L, top + 1);
  lua_rawgeti(L, LUA_REGISTRYINDEX, state->texts.table);
  luaL_setfuncs(L, metamethods, 4);
  lua_pushfstring(L, "pycap.%s", k->protocol->name);
  lua_pushvalue(L, -1);
  lua_setfield(L, -3, "__name");
  lua_setfield(L, -2, "__metatable");
  state->header_identity[k->index] = lua_topointer(L, -1);
  state->header_meta[k->index] = luaL_ref(L, LUA_REGISTRYINDEX);
  state->in_place[k->index] = layout_placed(k);
}

/* Stack: module, state. */
void open_headers(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"table", module_table}, {"name", module_name},
    {"protocolof", module_protocolof}, {NULL, NULL}
  };
  State *state = lua_touserdata(L, -1);
  int module = lua_absindex(L, -2);
  open_texts(L, state);
  for (unsigned i = 0; i < state->protocols.count; i++) {
    const Known *k = state->protocols.known[i];
    header_register(L, state, k);
    lua_setfield(L, module, k->protocol->name);
  }
  lua_pushvalue(L, module);
  lua_pushvalue(L, module + 1);
  luaL_setfuncs(L, functions, 1);
  lua_pop(L, 1);
}
