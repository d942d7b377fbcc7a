/*
** assign.c - what a script assigns to a header's fields: checked, then kept
** behind the header
*/
#include <string.h>

#include "../../core/address.h"
#include "../base/state.h"

#define SHOWN_MAX 64  /* bytes of a string that a message repeats */

/* The value at the top of the stack, which takes it away; false: nil. */
static bool take_value(lua_State *L, int type, Value *value) {
  *value = (Value){.set = type != LUA_TNIL};
  if (type == LUA_TNUMBER)
    value->number = (uint64_t)lua_tointeger(L, -1);
  else if (type != LUA_TNIL)
    value->bytes = (const uint8_t *)lua_tolstring(L, -1, &value->size);
  lua_pop(L, 1);
  return value->set;
}

/* Pushes the table of what was assigned to a layer; false: nothing was. */
static bool push_assigned(lua_State *L, const Packet *p, int index,
                          unsigned layer) {
  if (!p->edited) return false;
  if (lua_getiuservalue(L, index, p->count + 1) == LUA_TTABLE) {
    int type = lua_rawgeti(L, -1, (lua_Integer)layer + 1);
    lua_replace(L, -2);
    if (type == LUA_TTABLE) return true;
  }
  lua_pop(L, 1);
  return false;
}

/* The bytes of a layer's header. */
static const uint8_t *header_bytes(const Packet *p, unsigned layer) {
  return packet_bytes(p) + p->layers[layer].offset;
}

/* What a mark says was assigned. */
static bool read_marked(const State *state, const Packet *p, unsigned layer,
                        unsigned field, Value *value) {
  value->set = packet_mark(p, layer, field) &&
               field_read(&known_of(state, p, layer)->layout, field,
                          header_bytes(p, layer), p->layers[layer].length,
                          value);
  return value->set;
}

bool header_assigned(lua_State *L, const State *state, int index,
                     unsigned layer, unsigned field, Value *value) {
  const Packet *p = lua_touserdata(L, index);
  Value assigned;
  if (push_assigned(L, p, index, layer)) {
    int type = lua_rawgeti(L, -1, (lua_Integer)field + 1);
    if (take_value(L, type, &assigned)) *value = assigned;
    lua_pop(L, 1);
    if (assigned.set) return true;
  }
  return read_marked(state, p, layer, field, value);
}

bool layer_assigned(lua_State *L, const State *state, const Packet *p,
                    int index, unsigned layer, Value *values) {
  unsigned count = known_of(state, p, layer)->layout.count;
  bool any = false;
  if (!push_assigned(L, p, index, layer)) return false;
  memset(values, 0, count * sizeof *values);
  for (unsigned i = 0; i < count; i++) {
    int type = lua_rawgeti(L, -1, (lua_Integer)i + 1);
    if (take_value(L, type, &values[i])) any = true;
  }
  lua_pop(L, 1);
  for (unsigned i = 0; any && i < count; i++)
    if (!values[i].set) read_marked(state, p, layer, i, &values[i]);
  return any;
}

static const char *const kind_names[] = {
  "integer", "hardware address", "IPv4 address", "IPv6 address", "string",
  "list of items or string"
};

static bool printable(const char *text, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (text[i] < ' ' || text[i] > '~') return false;
  return size > 0;
}

/* What came instead of a value, for the eye. */
static const char *describe(lua_State *L, int arg) {
  size_t size;
  if (lua_type(L, arg) != LUA_TSTRING) return luaL_typename(L, arg);
  const char *text = lua_tolstring(L, arg, &size);
  if (size <= SHOWN_MAX && printable(text, size))
    return lua_pushfstring(L, "\"%s\"", text);
  return lua_pushfstring(L, "a string of %I bytes", (LUAI_UACINT)size);
}

void place_push(lua_State *L, const Place *place) {
  if (!place->in) {
    lua_pushstring(L, place->name);
    return;
  }
  luaL_checkstack(L, 4, "too many lists in lists");
  place_push(L, place->in);
  const char *in = lua_tostring(L, -1);
  if (place->name) lua_pushfstring(L, "%s.%s", in, place->name);
  else lua_pushfstring(L, "%s[%I]", in, (LUAI_UACINT)place->index);
  lua_remove(L, -2);
}

int place_refuse(lua_State *L, const Place *place, const char *problem,
                 const char *more) {
  place_push(L, place);
  return luaL_error(L, "%s: %s%s", lua_tostring(L, -1), problem, more);
}

int value_refuse(lua_State *L, const Place *place, const Field *f, int arg) {
  const char *got = describe(L, arg);
  place_push(L, place);
  const char *name = lua_tostring(L, -1);
  if (f->kind == KIND_UINT) {
    LUAI_UACINT largest = (LUAI_UACINT)field_largest(f);
    if (lua_type(L, arg) == LUA_TNUMBER) got = luaL_tolstring(L, arg, NULL);
    if (f->scale)
      return luaL_error(L, "%s: multiple of %d from %d to %I expected, got %s",
                        name, f->scale, f->plus, largest, got);
    const char *names = f->bits ? " or names" : f->names ? " or a name" : "";
    return luaL_error(L, "%s: integer from %d to %I%s expected, got %s",
                      name, f->plus, largest, names, got);
  }
  if (f->kind == KIND_BYTES && f->width && !f->sized)
    return luaL_error(L, "%s: string of %d bytes expected, got %s", name,
                      f->width / 8, got);
  return luaL_error(L, "%s: %s expected, got %s", name, kind_names[f->kind],
                    got);
}

uint64_t value_number(lua_State *L, const Place *place, const Field *f,
                      int arg) {
  int integral = 0;
  uint64_t n = 0;
  if (lua_type(L, arg) == LUA_TNUMBER) {
    lua_Integer given = lua_tointegerx(L, arg, &integral);
    n = (uint64_t)given;
    if (given < 0) integral = 0;
  } else if (lua_type(L, arg) == LUA_TSTRING) {
    const char *name = lua_tostring(L, arg);
    integral = strlen(name) == lua_rawlen(L, arg) &&
               (f->bits ? bits_value : name_value)(f->names, name, &n);
  }
  if (!integral || !field_takes(f, n)) value_refuse(L, place, f, arg);
  return n;
}

bool value_address(Kind kind, const char *text, size_t size,
                   uint8_t out[16]) {
  switch (kind) {
    case KIND_MAC: return mac_parse(text, size, out);
    case KIND_IP4: return ip4_parse(text, size, out);
    case KIND_IP6: return ip6_parse(text, size, out);
    default: return false;
  }
}

/*
** Raw bytes stand where the field may have any size, and are not taken for
** a mistyped address: they are not all printable, or of the size that the
** length field says.
*/
static bool takes_raw(lua_State *L, const State *state, int index,
                      unsigned layer, const Known *k, unsigned field,
                      const char *text, size_t size) {
  const Field *f = &k->layout.fields[field];
  int sized = k->layout.at[field].sized;
  Value length = {0};
  if (sized < 0) return f->width == 0 || size == field_size(f);
  const Field *s = &k->layout.fields[sized];
  if (!field_takes(s, size)) return false;
  if (f->kind == KIND_BYTES || size == field_size(f) || !printable(text, size))
    return true;
  header_value(L, state, index, layer, (unsigned)sized, &length);
  return length.number == size;
}

/* Pushes what is kept of an assigned value: an integer, or the wire's bytes. */
static void normalise(lua_State *L, const State *state, int index,
                      unsigned layer, unsigned field, int arg) {
  const Packet *p = lua_touserdata(L, index);
  const Known *k = known_of(state, p, layer);
  const Field *f = &k->layout.fields[field];
  Place protocol = {NULL, k->protocol->name, 0};
  Place place = {&protocol, f->name, 0};
  uint8_t address[16];
  size_t size;
  if (f->kind == KIND_UINT) {
    lua_pushinteger(L, (lua_Integer)value_number(L, &place, f, arg));
    return;
  }
  if (f->kind == KIND_ITEMS) {
    items_encode(L, &place, f, arg);
    return;
  }
  if (lua_type(L, arg) != LUA_TSTRING) value_refuse(L, &place, f, arg);
  const char *text = lua_tolstring(L, arg, &size);
  if (value_address(f->kind, text, size, address))
    lua_pushlstring(L, (const char *)address, field_size(f));
  else if (takes_raw(L, state, index, layer, k, field, text, size))
    lua_pushvalue(L, arg);
  else
    value_refuse(L, &place, f, arg);
}

/* Pushes t[i], a new table of so many elements where there is none. */
static void subtable(lua_State *L, int t, lua_Integer i, unsigned size) {
  t = lua_absindex(L, t);
  if (lua_rawgeti(L, t, i) == LUA_TTABLE) return;
  lua_pop(L, 1);
  lua_createtable(L, (int)size, 0);
  lua_pushvalue(L, -1);
  lua_rawseti(L, t, i);
}

void header_edits(lua_State *L, Packet *p, int index) {
  index = lua_absindex(L, index);
  if (lua_getiuservalue(L, index, p->count + 1) == LUA_TTABLE) return;
  lua_pop(L, 1);
  lua_createtable(L, p->count, 0);
  lua_pushvalue(L, -1);
  lua_setiuservalue(L, index, p->count + 1);
  p->edited = true;
}

void header_copyedits(lua_State *L, const State *state, int index,
                      unsigned layer, int edits, unsigned to) {
  const Packet *from = lua_touserdata(L, index);
  const Layout *l = &known_of(state, from, layer)->layout;
  subtable(L, edits, (lua_Integer)to + 1, l->count);
  for (unsigned i = 0; i < l->count; i++) {
    Value v;
    if (!header_assigned(L, state, index, layer, i, &v)) continue;
    if (l->fields[i].kind == KIND_UINT)
      lua_pushinteger(L, (lua_Integer)v.number);
    else
      lua_pushlstring(L, (const char *)v.bytes, v.size);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_pop(L, 1);
}

/* Pushes the table of what is assigned to a layer, made where there is none. */
static void push_edits(lua_State *L, const State *state, Packet *p,
                       int index, unsigned layer) {
  header_edits(L, p, index);
  subtable(L, -1, (lua_Integer)layer + 1,
           known_of(state, p, layer)->layout.count);
  lua_replace(L, -2);
}

/* Raises: a header that is cut lacks a field. */
static void check_there(lua_State *L, const State *state, const Packet *p,
                        unsigned layer, unsigned field) {
  const Known *k = known_of(state, p, layer);
  Value v;
  if (!field_read(&k->layout, field, header_bytes(p, layer),
                  p->layers[layer].length, &v))
    luaL_error(L, "%s.%s: cannot be assigned, the header is cut before it",
               k->protocol->name, k->layout.fields[field].name);
}

void header_assign(lua_State *L, const State *state, int index,
                   unsigned layer, unsigned field, int arg) {
  Packet *p = lua_touserdata(L, index);
  bool nil = lua_isnil(L, arg);
  if (p->layers[layer].flags & LAYER_CUT && !nil)
    check_there(L, state, p, layer, field);
  bool placed = p->alone && header_place(L, state, p, field, arg);
  if (!placed || push_assigned(L, p, index, layer)) {
    if (!placed) push_edits(L, state, p, index, layer);
    if (placed || nil) lua_pushnil(L);
    else normalise(L, state, index, layer, field, arg);
    lua_rawseti(L, -2, (lua_Integer)field + 1);
    lua_pop(L, 1);
  }
  if (nil && p->marked) packet_marks(p)[layer] &= ~BIT(field);
  p->touched = true;
}
