/*
** items.c - lists of options and their like: Lua tables to bytes
*/
#include "items.h"

#include <lauxlib.h>
#include <string.h>

#include "../../core/items.h"
#include "../base/options.h"
#include "push.h"
#include "raw.h"
#include "reference.h"

/* Bytes in the making: in a userdata at stack index `box`. */
typedef struct Out {
  lua_State *L;
  int box;
  uint8_t *bytes;
  size_t size, room;
} Out;

/* So many more bytes, zeros. They move when others are added. */
static uint8_t *add_zeros(Out *o, const Place *place, size_t size) {
  if (size > PACKET_MAX - o->size)
    place_refuse(o->L, place, "too long for any packet", "");
  if (size > o->room - o->size) {
    size_t room = 2 * (o->size + size);
    uint8_t *bytes = lua_newuserdatauv(o->L, room, 0);
    memcpy(bytes, o->bytes, o->size);
    lua_replace(o->L, o->box);
    o->bytes = bytes;
    o->room = room;
  }
  uint8_t *at = o->bytes + o->size;
  memset(at, 0, size);
  o->size += size;
  return at;
}

/* Adds the string on top, and takes it away. */
static void add_top(Out *o, const Place *place) {
  size_t size;
  const char *bytes = lua_tolstring(o->L, -1, &size);
  uint8_t *at = add_zeros(o, place, size);
  if (size > 0) memcpy(at, bytes, size);
  lua_pop(o->L, 1);
}

/* Adds the string t[key], if it is there. */
static bool add_string(Out *o, const Place *in, int t, const char *key) {
  static const Field bytes = {.kind = KIND_BYTES};
  lua_State *L = o->L;
  Place place = {in, key, 0};
  lua_pushstring(L, key);
  int type = lua_rawget(L, t);
  if (type != LUA_TNIL && type != LUA_TSTRING)
    value_refuse(L, &place, &bytes, lua_gettop(L));
  if (type == LUA_TNIL) lua_pop(L, 1);
  else add_top(o, &place);
  return type != LUA_TNIL;
}

/* The elements of a list at `t`; -1: it is none. */
static lua_Integer list_size(lua_State *L, int t) {
  lua_Integer n = 0, largest = 0;
  lua_pushnil(L);
  while (lua_next(L, t)) {
    lua_pop(L, 1);
    lua_Integer i = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : 0;
    if (i > largest) largest = i;
    if (i < 1 || ++n > PACKET_MAX) {
      lua_pop(L, 1);
      return -1;
    }
  }
  return n == largest ? n : -1;
}

/* Pushes the table t[i]. */
static int element(lua_State *L, const Place *place, int t, lua_Integer i) {
  luaL_checkstack(L, 12, "too many lists in lists");
  if (lua_rawgeti(L, t, i) != LUA_TTABLE)
    place_refuse(L, place, "table expected, got ", luaL_typename(L, -1));
  return lua_gettop(L);
}

static bool in_rows(const Field *rows, const char *key) {
  uint64_t offset;
  return rows && rows_find(rows, key, &offset);
}

/* What an element of a list may hold. */
typedef struct Keys {
  const char *const *words;  /* up to a NULL */
  const Field *head, *rows;
  const char *group, *tail;
} Keys;

static bool is_key(const Keys *keys, const char *key) {
  for (const char *const *word = keys->words; *word; word++)
    if (strcmp(*word, key) == 0) return true;
  return in_rows(keys->head, key) || in_rows(keys->rows, key) ||
         (keys->group && strcmp(keys->group, key) == 0) ||
         (keys->tail && strcmp(keys->tail, key) == 0);
}

static void offer_rows(Near *near, const Field *rows) {
  for (const Field *f = rows; f && f->name; f++) near_offer(near, f->name);
}

/* Raises: an element has no such key. */
static int refuse_key(lua_State *L, const Place *place, const Keys *keys) {
  Near near;
  near_begin(&near, place->name);
  for (const char *const *word = keys->words; *word; word++)
    near_offer(&near, *word);
  offer_rows(&near, keys->head);
  offer_rows(&near, keys->rows);
  if (keys->group) near_offer(&near, keys->group);
  return place_refuse(L, place, "no such field", near_push(L, &near));
}

static void check_keys(lua_State *L, const Place *in, int t,
                       const Keys *keys) {
  lua_pushnil(L);
  while (lua_next(L, t)) {
    lua_pop(L, 1);
    bool text = lua_type(L, -1) == LUA_TSTRING;
    if (text && is_key(keys, lua_tostring(L, -1))) continue;
    Place place = {in, text ? lua_tostring(L, -1) : luaL_typename(L, -1), 0};
    refuse_key(L, &place, keys);
  }
}

/*
** Adds one row, from the value on top of the stack (nil: its default), which it
** takes away. An integer may begin within a byte.
*/
static void add_row(Out *o, const Place *place, const Field *f,
                    uint64_t *offset, size_t begin) {
  lua_State *L = o->L;
  int arg = lua_gettop(L);
  Value v = {.number = field_preset(f), .bytes = f->presets,
             .size = f->width ? field_size(f) : (size_t)f->preset};
  uint8_t address[16];
  bool set = !lua_isnil(L, arg);
  if (f->kind == KIND_UINT) {
    if (set) v.number = value_number(L, place, f, arg);
  } else if (set && f->kind == KIND_ITEMS) {
    items_encode(L, place, f, arg);
    v.bytes = (const uint8_t *)lua_tolstring(L, -1, &v.size);
  } else if (set && f->kind < KIND_BYTES &&
             (v.bytes = raw_to(L, arg, &v.size)) != NULL) {
    if (v.size != field_size(f)) raw_refuse(L, place, f, v.size);
  } else if (set) {
    if (lua_type(L, arg) != LUA_TSTRING) value_refuse(L, place, f, arg);
    const char *text = lua_tolstring(L, arg, &v.size);
    v.bytes = (const uint8_t *)text;
    if (value_address(f->kind, text, v.size, address)) {
      v.bytes = address;
      v.size = field_size(f);
    } else if (f->kind < KIND_BYTES) value_refuse(L, place, f, arg);
    if (f->width > 0 && v.size != field_size(f))
      value_refuse(L, place, f, arg);
  }
  uint64_t width = f->kind == KIND_UINT ? f->width : (uint64_t)v.size * 8;
  size_t end = begin + (size_t)((*offset + width + 7) / 8);
  if (end > o->size) add_zeros(o, place, end - o->size);
  *offset = row_write(f, &v, o->bytes + begin, *offset, *offset + width);
  lua_settop(L, arg - 1);
}

/* Adds rows from the table at `t`; in a head, kind and length come later. */
static void add_rows(Out *o, const Place *in, const Field *rows, bool head,
                     int t) {
  uint64_t offset = 0;
  size_t begin = o->size;
  for (const Field *f = rows; f && f->name; f++) {
    Place place = {in, f->name, 0};
    lua_pushstring(o->L, f->name);
    if (!head || (strcmp(f->name, "kind") && strcmp(f->name, "length"))) {
      lua_rawget(o->L, t);
    } else {
      lua_pop(o->L, 1);
      lua_pushnil(o->L);
    }
    add_row(o, &place, f, &offset, begin);
  }
}

/* Adds the rows of an item's data that repeat, from the list t[group]. */
static void add_group(Out *o, const Place *in, const Item *item, int t) {
  static const char *const none[] = {NULL};
  lua_State *L = o->L;
  Place list = {in, item->group, 0};
  Keys keys = {none, item->each, NULL, NULL, NULL};
  lua_pushstring(L, item->group);
  int type = lua_rawget(L, t);
  int groups = lua_gettop(L);
  lua_Integer n = type == LUA_TTABLE ? list_size(L, groups) : 0;
  if (n < 0 || (type != LUA_TTABLE && type != LUA_TNIL))
    place_refuse(L, &list, "list of tables expected, got ",
                 luaL_typename(L, groups));
  for (lua_Integer i = 1; i <= n; i++) {
    Place place = {&list, NULL, i};
    int each = element(L, &place, groups, i);
    check_keys(L, &place, each, &keys);
    add_rows(o, &place, item->each, false, each);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

/* The kind that the string on top names, or NULL. */
static const Item *named(lua_State *L, const Items *items) {
  const char *name = lua_tostring(L, -1);
  return strlen(name) == lua_rawlen(L, -1) ? items_named(items, name) : NULL;
}

/* Raises: there is no kind of the name at the top. */
static int refuse_kind(lua_State *L, const Place *place, const Items *items) {
  Near near;
  const char *name = luaL_tolstring(L, -1, NULL);
  near_begin(&near, name);
  for (const Item *item = items->known; item && item->name; item++)
    near_offer(&near, item->name);
  return place_refuse(L, place, "no such kind: ",
                      lua_pushfstring(L, "%s%s", name, near_push(L, &near)));
}

/* The kind that the table at `t` names; false: it is bytes that make none. */
static bool find_kind(lua_State *L, const Items *items, const Place *in, int t,
                      uint64_t *kind) {
  uint64_t offset;
  const Field *f = rows_find(items->head, "kind", &offset);
  const Item *item = NULL;
  Place place = {in, "kind", 0};
  lua_pushliteral(L, "kind");
  int type = lua_rawget(L, t);
  if (type == LUA_TSTRING) item = named(L, items);
  if (item) *kind = item->kind;
  else if (type == LUA_TSTRING && !f->names)
    refuse_kind(L, &place, items);
  else if (type != LUA_TNIL) *kind = value_number(L, &place, f, lua_gettop(L));
  place.name = "name";
  lua_pushliteral(L, "name");
  int text = lua_rawget(L, t);
  if (text != LUA_TNIL) {
    item = text == LUA_TSTRING ? named(L, items) : NULL;
    if (!item) return refuse_kind(L, &place, items) != 0;
    if (type == LUA_TNIL) *kind = item->kind;
    else if (*kind != item->kind)
      place_refuse(L, &place, "not the name of that kind: ", item->name);
  }
  lua_pop(L, 2);
  return type != LUA_TNIL || text != LUA_TNIL;
}

/*
** Puts kind and length into the head at `begin`. A length that is unset counts,
** after zeros where it only counts units.
*/
static void settle_head(Out *o, const Items *items, const Place *in, int t,
                        size_t begin, uint64_t kind) {
  lua_State *L = o->L;
  uint64_t offset, head = (uint64_t)rows_size(items->head);
  Place place = {in, "length", 0};
  Value v = {.number = kind};
  const Field *f = rows_find(items->head, "kind", &offset);
  row_write(f, &v, o->bytes + begin, offset, head * 8);
  f = rows_find(items->head, "length", &offset);
  if (!f) return;
  lua_pushliteral(L, "length");
  if (lua_rawget(L, t) != LUA_TNIL) {
    v.number = value_number(L, &place, f, lua_gettop(L));
  } else {
    uint64_t size = o->size - begin - (items->whole ? 0 : head);
    unsigned scale = f->scale ? f->scale : 1;
    v.number = size < f->plus ? f->plus : size;
    v.number += (scale - (v.number - f->plus) % scale) % scale;
    if (v.number > field_largest(f)) place_toolarge(L, &place, f, v.number);
    add_zeros(o, in, (size_t)(v.number - size));
  }
  lua_pop(L, 1);
  row_write(f, &v, o->bytes + begin, offset, head * 8);
}

/*
** True when the table at `t` has its data as a string: where a row is called
** `data`, too, none of the others is there.
*/
static bool is_raw(lua_State *L, const Item *item, int t) {
  int top = lua_gettop(L);
  lua_pushliteral(L, "data");
  bool raw = lua_rawget(L, t) != LUA_TNIL;
  bool row = in_rows(item->fields, "data");
  for (const Field *f = item->fields; raw && row && f->name; f++) {
    lua_pushstring(L, f->name);
    if (lua_rawget(L, t) != LUA_TNIL && strcmp(f->name, "data") != 0)
      raw = false;
    lua_pop(L, 1);
  }
  lua_settop(L, top);
  return raw;
}

/* Adds what follows the data, and its size where that is unset. */
static void add_tail(Out *o, const Items *items, const Place *in, int t,
                     size_t begin) {
  lua_State *L = o->L;
  size_t size = o->size;
  uint64_t offset;
  const Field *f = rows_find(items->head, items->tail, &offset);
  unsigned scale = f->scale ? f->scale : 1;
  if (!add_string(o, in, t, items->tailname)) return;
  add_zeros(o, in, (scale - (o->size - size) % scale) % scale);
  lua_pushstring(L, items->tail);
  bool set = lua_rawget(L, t) != LUA_TNIL;
  lua_pop(L, 1);
  if (set) return;
  Value v = {.number = o->size - size};
  if (v.number > field_largest(f)) place_refuse(L, in, "too long", "");
  row_write(f, &v, o->bytes + begin, offset,
            (uint64_t)rows_size(items->head) * 8);
}

/* Adds the item at `t`. */
static void add_item(Out *o, const Items *items, const Place *in, int t) {
  static const char *const bytes[] = {"data", "padding", NULL};
  static const char *const bare[] = {"kind", "name", "padding", NULL};
  static const char *const whole[] = {"name", "data", "padding", NULL};
  static const char *const rows[] = {"name", "padding", NULL};
  lua_State *L = o->L;
  size_t begin = o->size;
  uint64_t kind = 0;
  if (!find_kind(L, items, in, t, &kind)) {
    if (!add_string(o, in, t, "data"))
      place_refuse(L, in, "kind, name or data expected", "");
    check_keys(L, in, t, &(Keys){.words = bytes});
    return;
  }
  if (items_bare(items, kind)) {
    check_keys(L, in, t, &(Keys){.words = bare});
    *add_zeros(o, in, 1) = (uint8_t)kind;
    return;
  }
  const Item *item = items_kind(items, (uint32_t)kind);
  bool raw = !item_has_rows(item) || is_raw(L, item, t);
  Keys keys = {raw ? whole : rows, items->head, raw ? NULL : item->fields,
               raw ? NULL : item->group, items->tailname};
  check_keys(L, in, t, &keys);
  add_rows(o, in, items->head, true, t);
  if (raw) {
    add_string(o, in, t, "data");
  } else {
    add_rows(o, in, item->fields, false, t);
    if (item->each) add_group(o, in, item, t);
  }
  settle_head(o, items, in, t, begin, kind);
  if (items->tail) add_tail(o, items, in, t, begin);
}

/* Adds the items of the list at `arg`, each at its multiple. */
static void add_list(Out *o, const Items *items, const Place *in, int arg,
                     lua_Integer n) {
  bool padded = false;
  for (lua_Integer i = 1; i <= n; i++) {
    Place place = {in, NULL, i};
    if (i > 1 && !padded)
      add_zeros(o, &place, items_aligned(items, o->size));
    int t = element(o->L, &place, arg, i);
    add_item(o, items, &place, t);
    padded = add_string(o, &place, t, "padding");
    lua_pop(o->L, 1);
  }
  if (!padded) add_zeros(o, in, items_padded(items, o->size));
}

void items_encode(lua_State *L, const Place *place, const Field *f, int arg) {
  Out o = {.L = L};
  int type = lua_type(L, arg);
  arg = lua_absindex(L, arg);
  luaL_checkstack(L, 12, "too many lists in lists");
  lua_Integer n = type == LUA_TTABLE ? list_size(L, arg) : -1;
  if (n < 0 && type != LUA_TSTRING) value_refuse(L, place, f, arg);
  o.room = 64;
  o.bytes = lua_newuserdatauv(L, o.room, 0);
  o.box = lua_gettop(L);
  if (type == LUA_TSTRING) {
    lua_pushvalue(L, arg);
    add_top(&o, place);
    add_zeros(&o, place, items_padded(f->items, o.size));
  } else {
    add_list(&o, f->items, place, arg, n);
  }
  lua_pushlstring(L, (const char *)o.bytes, o.size);
  lua_remove(L, o.box);
}
