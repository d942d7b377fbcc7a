/*
** assign.c - what a script assigns to a header's fields: checked, then kept
** behind the header
*/
#include "assign.h"

#include "../base/options.h"
#include "convert.h"
#include "edits.h"
#include "inplace.h"
#include "items.h"
#include "value.h"

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
  if (f->kind == KIND_BYTES || size == field_size(f) ||
      !text_printable(text, size))
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

/* Raises: a header that is cut lacks a field. */
static void check_there(lua_State *L, const State *state, const Packet *p,
                        unsigned layer, unsigned field) {
  const Known *k = known_of(state, p, layer);
  const Layer *at = &p->layers[layer];
  Value v;
  if (!field_read(&k->layout, field, packet_bytes(p) + at->offset, at->length,
                  &v))
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
  if (!placed || layer_edited(L, p, index, layer)) {
    if (!placed) layer_edits(L, state, p, index, layer);
    if (placed || nil) lua_pushnil(L);
    else normalise(L, state, index, layer, field, arg);
    lua_rawseti(L, -2, (lua_Integer)field + 1);
    lua_pop(L, 1);
  }
  if (nil && p->marked) packet_marks(p)[layer] &= ~BIT(field);
  p->touched = true;
}
