/*
** edits.c - the table of what was assigned to a packet
*/
#include "edits.h"

#include <string.h>

/* The value of a field at the top of the stack, which takes it away. False: nil,
** or what scripts with debug.getuservalue have put there. */
static bool take_value(lua_State *L, const Field *f, int type, Value *value) {
  bool number = f->kind == KIND_UINT;
  *value = (Value){.set = type == (number ? LUA_TNUMBER : LUA_TSTRING)};
  if (value->set && number)
    value->number = (uint64_t)lua_tointeger(L, -1);
  else if (value->set)
    value->bytes = (const uint8_t *)lua_tolstring(L, -1, &value->size);
  lua_pop(L, 1);
  return value->set;
}

bool layer_edited(lua_State *L, const Packet *p, int index, unsigned layer) {
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
  if (layer_edited(L, p, index, layer)) {
    int type = lua_rawgeti(L, -1, (lua_Integer)field + 1);
    if (take_value(L, &known_of(state, p, layer)->layout.fields[field], type,
                   &assigned))
      *value = assigned;
    lua_pop(L, 1);
    if (assigned.set) return true;
  }
  return read_marked(state, p, layer, field, value);
}

bool layer_assigned(lua_State *L, const State *state, const Packet *p,
                    int index, unsigned layer, Value *values) {
  const Layout *l = &known_of(state, p, layer)->layout;
  unsigned count = l->count;
  bool any = false;
  if (!layer_edited(L, p, index, layer)) return false;
  memset(values, 0, count * sizeof *values);
  for (unsigned i = 0; i < count; i++) {
    int type = lua_rawgeti(L, -1, (lua_Integer)i + 1);
    if (take_value(L, &l->fields[i], type, &values[i])) any = true;
  }
  lua_pop(L, 1);
  for (unsigned i = 0; any && i < count; i++)
    if (!values[i].set) read_marked(state, p, layer, i, &values[i]);
  return any;
}

const char *packet_payload(lua_State *L, const Packet *p, int index,
                           size_t *size) {
  const char *payload = (const char *)packet_bytes(p) + packet_body(p);
  *size = p->end - packet_body(p);
  if (!p->edited) return payload;
  lua_getiuservalue(L, index, p->count + 1);
  if (lua_type(L, -1) == LUA_TTABLE) {
    if (lua_rawgeti(L, -1, 0) == LUA_TSTRING)
      payload = lua_tolstring(L, -1, size);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  return payload;
}

const char *packet_pushrest(lua_State *L, const Packet *p, int index,
                             size_t *size) {
  const char *payload = packet_payload(L, p, index, size);
  const char *trailer = (const char *)packet_bytes(p) + p->end;
  size_t trailing = p->caplen - p->end;
  if (payload + *size == trailer) {
    lua_pushnil(L);
  } else {
    lua_pushlstring(L, payload, *size);
    lua_pushlstring(L, trailer, trailing);
    lua_concat(L, 2);
    payload = lua_tostring(L, -1);
  }
  *size += trailing;
  return payload;
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

void layer_edits(lua_State *L, const State *state, Packet *p, int index,
                 unsigned layer) {
  header_edits(L, p, index);
  subtable(L, -1, (lua_Integer)layer + 1,
           known_of(state, p, layer)->layout.count);
  lua_replace(L, -2);
}
