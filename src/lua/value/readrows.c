/*
** readrows.c - a protocol as a script declares it, into the structs of the core
**
** Tables are hostile: they may be endless, hold themselves, or be changed by a
** finalizer while they are read. So each value is taken out once, by raw
** access, and copied; depth and memory are bounded.
*/
#include "readrows.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "../../core/check.h"
#include "../base/options.h"
#include "../base/state.h"
#include "convert.h"
#include "declared.h"
#include "shapes.h"

#define DEPTH_MAX 40   /* tables in tables */

static void read_struct(Declared *r, const Shape *shape, void *to);

/*
** Raises if a key below the top, with its value there, may be meant as the name
** in a struct, as in {udp = 9999}: that is {"udp", 9999}.
*/
static void check_meant(Declared *r, const Shape *shape) {
  const char *const *keys = shape->positions, *name = shape->members[0].key;
  bool number = lua_isinteger(r->L, -1), first;
  if (lua_type(r->L, -2) != LUA_TSTRING || !name || !keys[0] || !keys[1])
    return;
  first = strcmp(keys[0], name) == 0;
  if (!first && strcmp(keys[1], name) != 0) return;
  const char *value = number && first ? value_describe(r->L, -1, true)
                                      : keys[first ? 1 : 0];
  const char *key = value_describe(r->L, number && first ? -3 : -2, true);
  const char *second = first ? value : key;
  declared_fault(r, "{%s, %s} expected, got the key %s", first ? key : value,
                 second, key);
}

/* Raises unless the list of structs on top, of `n`, has nothing else. */
static void check_places(Declared *r, const Shape *shape, unsigned n) {
  unsigned count = 0;
  for (lua_pushnil(r->L); lua_next(r->L, -2); lua_pop(r->L, 1)) {
    bool place = lua_isinteger(r->L, -2) && count++ < n;
    if (place) continue;
    check_meant(r, shape);
    lua_pop(r->L, 1);
    declared_fault(r, "[%s] is no index of a list",
                   value_describe(r->L, -1, true));
  }
}

/* A list of structs; of one with positions, it alone will do. */
static const void *read_list(Declared *r, const Shape *shape) {
  const Member *first = shape->members;
  bool single = false;
  if (lua_type(r->L, -1) == LUA_TTABLE && shape->positions[0]) {
    single = lua_rawgeti(r->L, -1, 1) == LUA_TSTRING;
    lua_pop(r->L, 1);
  }
  unsigned n = single ? 1 : declared_size(r, shape->most);
  if (!single) check_places(r, shape, n);
  char *to = arena_take(r->arena, (n + 1) * shape->size);
  for (unsigned i = 0; i < n; i++) {
    char *at = to + i * shape->size;
    size_t path = strlen(r->path);
    if (single) lua_pushvalue(r->L, -1);
    else declared_element(r, i);
    read_struct(r, shape, at);
    if (!*(const char *const *)(void *)(at + first->at))
      declared_fault(r, "%s without \"%s\"", shape->what, first->key);
    declared_leave(r, path);
  }
  return to;
}

/* --- rows --- */

/* The default of an integer: a number, or a name that was read. */
static uint64_t read_preset(Declared *r, const Field *f) {
  uint64_t n = 0;
  if (lua_type(r->L, -1) != LUA_TSTRING || !f->names)
    return declared_number(r, INT64_MAX);
  const char *name = lua_tostring(r->L, -1);
  if ((f->bits ? bits_value : name_value)(f->names, name, &n)) return n;
  Near near;
  near_begin(&near, name);
  for (const Name *v = f->names; v->name; v++) near_offer(&near, v->name);
  const char *hint = near_push(r->L, &near);
  declared_fault(r, "number or name of a value expected, got %s%s",
                 value_describe(r->L, -2, true), hint);
  return 0;
}

/* The default of what is no integer, an address also as text. */
static void read_presets(Declared *r, Field *f) {
  uint8_t address[16] = {0};
  size_t size;
  if (lua_type(r->L, -1) != LUA_TSTRING) declared_refuse(r, "string");
  const char *text = lua_tolstring(r->L, -1, &size);
  if (f->kind < KIND_BYTES &&
      value_address(f->kind, text, size, address)) {
    size = f->width / 8u < sizeof address ? f->width / 8u : sizeof address;
    f->presets = memcpy(arena_take(r->arena, size), address, size);
    return;
  }
  if (f->width > 0 && size != f->width / 8u)
    declared_refuse(r, "%s%d bytes", f->kind < KIND_BYTES ? "address or " : "",
                  (int)(f->width / 8u));
  f->presets = (const uint8_t *)declared_bytes(r, &size);
  if (f->width == 0) f->preset = size;
}

/* Pushes what stands under a key of the table on top; false: nothing does. */
static bool key_into(Declared *r, const char *key, size_t *path) {
  lua_pushstring(r->L, key);
  if (lua_rawget(r->L, -2) == LUA_TNIL) {
    lua_pop(r->L, 1);
    return false;
  }
  *path = declared_into(r, key);
  return true;
}

/* What of a row is said in its kind's form. */
static void finish_row(Declared *r, Field *f) {
  static const uint16_t widths[] = {
    [KIND_MAC] = WIDTH_MAC, [KIND_IP4] = WIDTH_IP4, [KIND_IP6] = WIDTH_IP6
  };
  size_t path;
  if (f->items) f->kind = KIND_ITEMS;
  if (f->kind > KIND_UINT && f->kind < KIND_BYTES && f->width == 0)
    f->width = widths[f->kind];
  if (f->time && f->width == 0) f->width = 64;
  if (f->name && !f->meaning) f->meaning = f->name;
  if (key_into(r, "default", &path)) {
    if (f->kind == KIND_UINT) f->preset = read_preset(r, f);
    else read_presets(r, f);
    declared_leave(r, path);
  }
  if (key_into(r, "ended", &path)) {
    size_t size;
    if (lua_type(r->L, -1) != LUA_TSTRING) declared_refuse(r, "string");
    f->ended = (const uint8_t *)declared_bytes(r, &size);
    if (size > UINT8_MAX) declared_refuse(r, "string of at most 255 bytes");
    f->endsize = (uint8_t)size;
    declared_leave(r, path);
  }
  if (key_into(r, "constants", &path)) {
    declared_constants(r, f->names);
    declared_leave(r, path);
  }
  if (key_into(r, "printed", &path)) {
    declared_arrange(r, f->names);
    declared_leave(r, path);
  }
}

/* --- structs --- */

/* A number of so many bits; 0 for what that stands for. */
static uint32_t read_number(Declared *r, const Member *m, unsigned bits) {
  uint64_t n = declared_number(r, (UINT64_C(1) << bits) - 1);
  return n == m->zero ? 0 : (uint32_t)n;
}

/* The value on top, of a member of the struct at `to`. */
static void read_member(Declared *r, const Member *m, void *to) {
  void *at = (char *)to + m->at;
  switch (m->type) {
    case MEMBER_TEXT: *(const char **)at = declared_text(r); break;
    case MEMBER_U8: *(uint8_t *)at = (uint8_t)read_number(r, m, 8); break;
    case MEMBER_U16: *(uint16_t *)at = (uint16_t)read_number(r, m, 16); break;
    case MEMBER_U32:
    case MEMBER_LIMIT: *(uint32_t *)at = read_number(r, m, 32); break;
    case MEMBER_U64: *(uint64_t *)at = declared_number(r, INT64_MAX); break;
    case MEMBER_FLAG: *(bool *)at = declared_flag(r); break;
    case MEMBER_WORD: *(unsigned *)at = declared_word(r, m->words); break;
    case MEMBER_BITSET: *(uint64_t *)at = declared_bits(r, NULL); break;
    case MEMBER_BARE:
      *(uint64_t *)at = declared_bits(r, &((Items *)to)->high);
      break;
    case MEMBER_STRUCT: read_struct(r, m->shape, at); break;
    case MEMBER_POINTER:
      *(void **)at = arena_take(r->arena, m->shape->size);
      read_struct(r, m->shape, *(void **)at);
      break;
    case MEMBER_LIST: *(const void **)at = read_list(r, m->shape); break;
    case MEMBER_NUMBERS: *(const int **)at = declared_numbers(r); break;
    case MEMBER_NAMES: *(const Name **)at = declared_names(r); break;
    case MEMBER_COMPUTED:
      declared_fault(r, "what is computed is a function in C; remove this key "
                     "to declare the rows alone");
      break;
    case MEMBER_NATIVE:
      if (declared_flag(r))
        declared_fault(r, "the protocol has a function in C besides its rows; "
                     "remove this key to declare the rows alone");
      break;
    case MEMBER_REPLACE: r->replaces = declared_flag(r); break;
    case MEMBER_CONSTANTS:  /* finish_row */
    case MEMBER_PRINTED:
    case MEMBER_ENDS:
    case MEMBER_DEFAULT:
    case MEMBER_LARGEST: break;
  }
}

/* The member that the key below the top names. Raises: none. */
static const Member *find_member(Declared *r, const Shape *shape) {
  Near near;
  size_t positions = 0;
  const char *key = NULL;
  while (positions < 4 && shape->positions[positions]) positions++;
  if (lua_type(r->L, -2) == LUA_TSTRING) {
    key = lua_tostring(r->L, -2);
  } else if (lua_isinteger(r->L, -2)) {
    lua_Integer n = lua_tointeger(r->L, -2);
    if (n >= 1 && (size_t)n <= positions) key = shape->positions[n - 1];
  }
  if (shape->inner && lua_isinteger(r->L, -2) && lua_istable(r->L, -1))
    declared_fault(r, "a table at [%s]: rows stand under a key, %s = {...}",
                   value_describe(r->L, -2, true), shape->inner);
  if (!key)
    declared_fault(r, "[%s] is no key of a %s", value_describe(r->L, -2, true),
                 shape->what);
  /* a row's width or kind stand in the same place */
  if (shape->rows && strcmp(key, "width") == 0 &&
      lua_type(r->L, -1) == LUA_TSTRING)
    key = "kind";
  near_begin(&near, key);
  for (const Member *m = shape->members; m->key; m++) {
    if (strcmp(m->key, key) == 0) return m;
    near_offer(&near, m->key);
  }
  if (!near.name) check_meant(r, shape);
  const char *hint = near_push(r->L, &near);
  declared_fault(r, "unknown key \"%s\" of a %s%s", name_shown(r->L, key),
               shape->what, hint);
  return NULL;
}

/* Appends the name that the struct on top has, if it can be shown. */
static void name_path(Declared *r, const Shape *shape) {
  const char *key = shape->members[0].key;
  lua_pushstring(r->L, key);
  if (lua_rawget(r->L, -2) == LUA_TNIL && shape->positions[0]) {
    lua_pop(r->L, 1);
    lua_rawgeti(r->L, -1, strcmp(shape->positions[0], key) == 0 ? 1 : 2);
  }
  const char *name = lua_type(r->L, -1) == LUA_TSTRING
    ? lua_tostring(r->L, -1) : "";
  size_t size = strlen(name);
  if (size <= NAME_MAX_BYTES && text_printable(name, size)) {
    char *last = strrchr(r->path, '[');
    if (last && (last == r->path || last[-1] == '.')) {
      *last = '\0';
      if (last > r->path) last[-1] = '\0';
    }
    declared_into(r, name);
  }
  lua_pop(r->L, 1);
}

/* Pushes, of a list of tables that is meant as the value of a key, a table in
** which it stands under that. */
static void give_key(lua_State *L, const char *key) {
  bool listed = lua_rawgeti(L, -1, 1) == LUA_TTABLE;
  lua_pop(L, 1);
  if (!listed) return;
  lua_createtable(L, 0, 1);
  lua_pushvalue(L, -2);
  lua_setfield(L, -2, key);
}

static void read_struct(Declared *r, const Shape *shape, void *to) {
  lua_State *L = r->L;
  uint64_t seen = 0;
  int base = lua_gettop(L);
  size_t path = strlen(r->path);
  if (lua_type(L, -1) != LUA_TTABLE)
    declared_refuse(r, "%s, a table,", shape->what);
  if (r->depth++ == DEPTH_MAX)
    declared_fault(r, "lists nested too deep");
  luaL_checkstack(L, 16, "tables nested too deep");
  state_charge(L, 50);
  if (shape->members[0].type == MEMBER_TEXT && shape->most > 0)
    name_path(r, shape);
  if (shape->alone) give_key(L, shape->alone);
  int top = lua_gettop(L);
  for (lua_pushnil(L); lua_next(L, top); lua_settop(L, top + 1)) {
    const Member *m = find_member(r, shape);
    uint64_t bit = UINT64_C(1) << (m - shape->members);
    size_t before = declared_into(r, m->key);
    if (seen & bit) declared_fault(r, "given twice, by position and by name");
    seen |= bit;
    read_member(r, m, to);
    declared_back(r, before);
  }
  lua_settop(L, top);
  if (shape->rows) finish_row(r, to);
  else if (shape->finish) shape->finish(to, seen);
  lua_settop(L, base);
  declared_back(r, path);
  r->depth--;
}

const Protocol *protocol_read(lua_State *L, int index, Arena *arena,
                              bool *replaces) {
  static const Carrier nobody[1] = {{0}};
  Declared r = {.L = L, .arena = arena};
  Protocol *p = arena_take(arena, sizeof *p);
  lua_pushvalue(L, index);
  strcpy(r.path, "declaration");
  lua_pushliteral(L, "name");
  if (lua_rawget(L, -2) == LUA_TSTRING) {
    size_t size;
    const char *name = lua_tolstring(L, -1, &size);
    if (size <= NAME_MAX_BYTES && text_printable(name, size))
      memcpy(r.path, name, size + 1);
  }
  lua_pop(L, 1);
  read_struct(&r, &shape_protocol, p);
  if (!p->name) declared_fault(&r, "a protocol without \"name\"");
  if (!p->title) p->title = p->name;
  if (!p->meaning) p->meaning = p->title;
  if (!p->reference) p->reference = "declared in Lua";
  if (!p->carriers) p->carriers = nobody;
  lua_pop(L, 1);
  *replaces = r.replaces;
  return p;
}
