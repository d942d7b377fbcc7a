/*
** rows.c - pycap.protocols(): the rows as data
*/
#include "rows.h"

#include <string.h>

#include "../../core/field.h"
#include "../base/state.h"
#include "shapes.h"

static bool push_struct(lua_State *L, const Shape *shape, const void *from);

/* --- values: true, or nothing is pushed --- */

static bool push_true(lua_State *L, bool is) {
  if (is) lua_pushboolean(L, true);
  return is;
}

static bool push_number(lua_State *L, const Member *m, uint64_t n) {
  if (n == 0) n = m->zero;
  if (n > 0 || m->shown) lua_pushinteger(L, (lua_Integer)n);
  return n > 0 || m->shown;
}

/* Adds the numbers of the bits that are set to the list on top; the lowest bit
** has number `first`. */
static void add_bits(lua_State *L, uint64_t bits, int first) {
  lua_Integer n = (lua_Integer)lua_rawlen(L, -1);
  for (int i = 0; i < 64; i++) {
    if (!(bits >> i & 1)) continue;
    lua_pushinteger(L, first + i);
    lua_rawseti(L, -2, ++n);
  }
}

/* Pushes the numbers of the bits that are set in two words, as a list. */
static bool push_bits(lua_State *L, uint64_t low, uint64_t high) {
  if (low == 0 && high == 0) return false;
  lua_newtable(L);
  add_bits(L, low, 0);
  add_bits(L, high, KINDS_HIGH);
  return true;
}

static bool push_names(lua_State *L, const Name *names, bool constants) {
  bool any = false;
  for (const Name *n = names; n && n->name; n++)
    any = any || !constants || n->constant;
  if (!any) return false;
  lua_newtable(L);
  for (; names->name; names++) {
    if (constants && !names->constant) continue;
    lua_pushstring(L, constants ? names->constant : names->name);
    lua_rawseti(L, -2, names->value);
  }
  return true;
}

/* The order in which text has them, where that is not by their values. */
static bool push_printed(lua_State *L, const Name *names) {
  bool ascending = true;
  for (const Name *n = names; n && n->name && n[1].name; n++)
    ascending = ascending && n->value < n[1].value;
  if (ascending) return false;
  lua_newtable(L);
  for (int i = 0; names[i].name; i++) {
    lua_pushinteger(L, names[i].value);
    lua_rawseti(L, -2, i + 1);
  }
  return true;
}

static bool push_ends(lua_State *L, const Field *f) {
  if (f->ended) lua_pushlstring(L, (const char *)f->ended, f->endsize);
  return f->ended != NULL;
}

/* The default of a row that is no integer: as text, or its bytes. */
static bool push_bytes(lua_State *L, const Field *f) {
  size_t size = f->width > 0 ? f->width / 8u : (size_t)f->preset;
  char text[FIELD_TEXT_MAX];
  Value v = {.bytes = f->presets, .size = size};
  if (size == 0 || (f->width > 0 && !f->presets)) return false;
  if (f->presets && f->kind < KIND_BYTES) {
    lua_pushlstring(L, text, field_text(f, &v, text));
    return true;
  }
  luaL_Buffer b;
  memset(luaL_buffinitsize(L, &b, size), 0, size);
  if (f->presets) memcpy(luaL_buffaddr(&b), f->presets, size);
  luaL_pushresultsize(&b, size);
  return true;
}

static bool push_default(lua_State *L, const Field *f) {
  if (f->kind != KIND_UINT) return push_bytes(L, f);
  lua_pushinteger(L, (lua_Integer)field_preset(f));
  return true;
}

static bool push_numbers(lua_State *L, const int *numbers) {
  if (!numbers) return false;
  lua_newtable(L);
  for (int i = 0; numbers[i] >= 0; i++) {
    lua_pushinteger(L, numbers[i]);
    lua_rawseti(L, -2, i + 1);
  }
  return true;
}

static bool push_computed(lua_State *L, const Computed *computed) {
  if (!computed) return false;
  lua_newtable(L);
  for (lua_Integer n = 1; computed->name; computed++, n++) {
    lua_createtable(L, 0, 2);
    lua_pushstring(L, computed->name);
    lua_setfield(L, -2, "name");
    lua_pushstring(L, computed->meaning);
    lua_setfield(L, -2, "meaning");
    lua_rawseti(L, -2, n);
  }
  return true;
}

/* --- structs --- */

/* True for the empty struct that ends a list. */
static bool is_empty(const Shape *shape, const char *at) {
  const Member *m = shape->members;
  return !*(const char *const *)(at + m->at);
}

static bool push_list(lua_State *L, const Member *m, const char *at) {
  lua_Integer n = 0;
  if (!at && !m->shown) return false;
  lua_newtable(L);
  for (; at && !is_empty(m->shape, at); at += m->shape->size) {
    push_struct(L, m->shape, at);
    lua_rawseti(L, -2, ++n);
  }
  return true;
}

/* Pushes a member of the struct at `from`. */
static bool push_member(lua_State *L, const Member *m, const void *from) {
  const void *at = (const char *)from + m->at;
  const Protocol *p = from;
  switch (m->type) {
    case MEMBER_TEXT:
      lua_pushstring(L, *(const char *const *)at);
      return !lua_isnil(L, -1) || (lua_pop(L, 1), false);
    case MEMBER_U8: return push_number(L, m, *(const uint8_t *)at);
    case MEMBER_U16: return push_number(L, m, *(const uint16_t *)at);
    case MEMBER_U32: return push_number(L, m, *(const uint32_t *)at);
    case MEMBER_U64: return push_number(L, m, *(const uint64_t *)at);
    case MEMBER_LIMIT:
      lua_pushinteger(L, *(const uint32_t *)at);
      return !((const Condition *)from)->among || (lua_pop(L, 1), false);
    case MEMBER_FLAG: return push_true(L, *(const bool *)at);
    case MEMBER_WORD:
      lua_pushstring(L, m->words[*(const unsigned *)at]);
      return true;
    case MEMBER_BITSET: return push_bits(L, *(const uint64_t *)at, 0);
    case MEMBER_BARE:
      return push_bits(L, ((const Items *)from)->bare,
                       ((const Items *)from)->high);
    case MEMBER_STRUCT:
      return !is_empty(m->shape, at) && push_struct(L, m->shape, at);
    case MEMBER_POINTER:
      at = *(const void *const *)at;
      return at && push_struct(L, m->shape, at);
    case MEMBER_LIST: return push_list(L, m, *(const char *const *)at);
    case MEMBER_NUMBERS: return push_numbers(L, *(const int *const *)at);
    case MEMBER_NAMES: return push_names(L, *(const Name *const *)at, false);
    case MEMBER_CONSTANTS: return push_names(L, *(const Name *const *)at, true);
    case MEMBER_PRINTED: return push_printed(L, *(const Name *const *)at);
    case MEMBER_ENDS: return push_ends(L, from);
    case MEMBER_DEFAULT: return push_default(L, from);
    case MEMBER_LARGEST:
      if (((const Field *)from)->time) return false;
      lua_pushinteger(L, (lua_Integer)field_largest(from));
      return true;
    case MEMBER_COMPUTED: return push_computed(L, p->computed);
    case MEMBER_NATIVE: return push_true(L, p->inspect || p->is);
    case MEMBER_REPLACE: return false;
  }
  return false;
}

static bool push_struct(lua_State *L, const Shape *shape, const void *from) {
  Kind kind = shape->rows ? ((const Field *)from)->kind
                                          : KIND_UINT;
  luaL_checkstack(L, 8, "lists nested too deep");
  lua_newtable(L);
  for (const Member *m = shape->members; m->key; m++)
    if (member_shows(m, kind) && push_member(L, m, from))
      lua_setfield(L, -2, m->key);
  return true;
}

int module_protocols(lua_State *L) {
  const State *state = state_of(L);
  const Protocols *all = &state->protocols;
  lua_createtable(L, (int)all->count, 0);
  for (unsigned i = 0; i < all->count; i++) {
    state_charge(L, 10);
    push_struct(L, &shape_protocol, all->known[i]->protocol);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}
