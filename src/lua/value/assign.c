/*
** assign.c - what a script assigns to a header's fields: checked, then kept
** behind the header
*/
#include "assign.h"

#include "convert.h"
#include "edits.h"
#include "inplace.h"
#include "items.h"
#include "push.h"
#include "raw.h"
#include "readonly.h"
#include "value.h"

/* True when the field can have so many bytes. */
static bool fits(const Known *k, unsigned field, size_t size) {
  const Field *f = &k->layout.fields[field];
  int sized = k->layout.at[field].sized;
  if (f->kind == KIND_TEXT && !f->sized) return true;
  if (sized < 0) return f->width == 0 || size == field_size(f);
  return field_takes(&k->layout.fields[sized], size);
}

/*
** True when the header itself says that an address has no text form, but so
** many bytes: by its length, or by its type.
*/
static bool is_bytes(lua_State *L, const State *state, int index,
                     unsigned layer, const Known *k, unsigned field,
                     size_t size) {
  const Field *f = &k->layout.fields[field];
  int sized = k->layout.at[field].sized, form = k->layout.at[field].form;
  Value v = {0};
  if (sized >= 0 &&
      header_value(L, state, index, layer, (unsigned)sized, &v) &&
      v.number != field_size(f))
    return v.number == size;
  return form >= 0 &&
         header_value(L, state, index, layer, (unsigned)form, &v) &&
         !condition_met(&f->form, v.number);
}

/* Pushes what is kept of an address. */
static void push_address(lua_State *L, const State *state, int index,
                         unsigned layer, unsigned field, const Place *place,
                         int arg) {
  const Known *k = known_of(state, lua_touserdata(L, index), layer);
  const Field *f = &k->layout.fields[field];
  uint8_t address[16];
  size_t size;
  const uint8_t *bytes = raw_to(L, arg, &size);
  if (bytes) {
    if (!fits(k, field, size)) raw_refuse(L, place, f, size);
    lua_pushlstring(L, (const char *)bytes, size);
    return;
  }
  if (lua_type(L, arg) != LUA_TSTRING) value_refuse(L, place, f, arg);
  const char *text = lua_tolstring(L, arg, &size);
  if (value_address(f->kind, text, size, address))
    lua_pushlstring(L, (const char *)address, field_size(f));
  else if (fits(k, field, size) &&
           is_bytes(L, state, index, layer, k, field, size))
    lua_pushvalue(L, arg);
  else
    value_refuse(L, place, f, arg);
}

/*
** Replaces the list on top by nil where it says what the packet's bytes do:
** names in it stay written as they are there.
*/
static void keep_written(lua_State *L, const Packet *p, unsigned layer,
                         const Layout *l, unsigned field) {
  const Layer *at = &p->layers[layer];
  Value v;
  if (at->flags & LAYER_MADE ||
      !field_read(l, field, packet_bytes(p) + at->offset, at->length, &v))
    return;
  plain_push(L, &l->fields[field], &v);
  bool same = lua_rawequal(L, -1, -2);
  lua_pop(L, 1);
  if (!same) return;
  lua_pop(L, 1);
  lua_pushnil(L);
}

/* Pushes what is kept of an assigned value: an integer, or the wire's bytes. */
static void normalise(lua_State *L, const State *state, int index,
                      unsigned layer, unsigned field, int arg) {
  const Packet *p = lua_touserdata(L, index);
  const Known *k = known_of(state, p, layer);
  const Field *f = &k->layout.fields[field];
  Place protocol = {NULL, k->protocol->name, 0};
  Place place = {&protocol, f->name, 0};
  if (f->kind == KIND_UINT) {
    lua_pushinteger(L, (lua_Integer)value_number(L, &place, f, arg));
    return;
  }
  if (f->kind == KIND_ITEMS) {
    items_encode(L, &place, f, arg);
    if (field_named(f)) keep_written(L, p, layer, &k->layout, field);
    return;
  }
  if (f->kind == KIND_NAME) {
    uint8_t plain[DOMAIN_MAX];
    Value v;
    value_domainof(L, &place, f, arg, &v, plain);
    lua_pushlstring(L, (const char *)plain, v.size);
    return;
  }
  if (f->kind < KIND_BYTES) {
    push_address(L, state, index, layer, field, &place, arg);
    return;
  }
  if (lua_type(L, arg) != LUA_TSTRING || !fits(k, field, lua_rawlen(L, arg)) ||
      (f->kind == KIND_TEXT &&
       !text_takes(f, lua_tostring(L, arg), lua_rawlen(L, arg))))
    value_refuse(L, &place, f, arg);
  lua_pushvalue(L, arg);
}

/* Raises: a header that is cut lacks a field. */
static void check_there(lua_State *L, const State *state, const Packet *p,
                        unsigned layer, unsigned field) {
  const Known *k = known_of(state, p, layer);
  const Layer *at = &p->layers[layer];
  Value v;
  if (!field_read(&k->layout, field, packet_bytes(p) + at->offset, at->length,
                  &v))
    luaL_error(L, "%s.%s: cannot be assigned: the header is cut off before it",
               k->protocol->name, k->layout.fields[field].name);
}

void header_assign(lua_State *L, const State *state, int index,
                   unsigned layer, unsigned field, int arg) {
  Packet *p = lua_touserdata(L, index);
  bool nil = lua_isnil(L, arg);
  if (p->readonly) {
    const Known *k = known_of(state, p, layer);
    readonly_refuse(L, p, lua_pushfstring(L, "%s.%s", k->protocol->name,
                                          k->layout.fields[field].name));
  }
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
