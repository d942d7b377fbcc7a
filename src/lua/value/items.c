/*
** items.c - lists of options and their like: Lua tables to bytes
*/
#include "items.h"

#include <lauxlib.h>
#include <string.h>

#include "../../core/items.h"
#include "../base/options.h"
#include "fill.h"
#include "push.h"
#include "reference.h"

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
  luaL_checkstack(L, 12, "lists nested too deep");
  if (lua_rawgeti(L, t, i) != LUA_TTABLE)
    place_refuse(L, place, "table expected, got ", luaL_typename(L, -1));
  return lua_gettop(L);
}

static bool in_rows(const Field *rows, const char *key) {
  return rows_find(rows, key) != NULL;
}

/* What an element of a list may hold. */
typedef struct Keys {
  const char *const *words;  /* up to a NULL */
  const Field *head, *rows;
  const char *group, *tail;
  bool joins;  /* "joined" is what others say, too */
} Keys;

static bool is_key(const Keys *keys, const char *key) {
  for (const char *const *word = keys->words; *word; word++)
    if (strcmp(*word, key) == 0) return true;
  return in_rows(keys->head, key) || in_rows(keys->rows, key) ||
         (keys->group && strcmp(keys->group, key) == 0) ||
         (keys->joins && strcmp(key, "joined") == 0) ||
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

/* Adds the rows of an item's data that repeat, from the list t[group]. */
static void add_group(Wire *o, const Place *in, const Item *item, int t) {
  static const char *const none[] = {NULL};
  lua_State *L = o->L;
  Place list = {in, item->group, 0};
  Keys keys = {none, item->each, NULL, NULL, NULL, false};
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
    EntryDraft draft = {.rows = item->each};
    add_rows(o, &place, &draft, 0, each);
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
                      lua_pushfstring(L, "%s%s", name_shown(L, name),
                                      near_push(L, &near)));
}

/* The kind that the table at `t` names; false: it is bytes that make none. */
static bool find_kind(lua_State *L, const Items *items, const Place *in, int t,
                      uint64_t *kind) {
  const Field *f = rows_find(items->head, "kind");
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
      place_refuse(L, &place, "the name of another kind: ", item->name);
  }
  lua_pop(L, 2);
  return type != LUA_TNIL || text != LUA_TNIL;
}

/*
** Puts the length into a head that was written. One that is unset counts, after
** zeros where it only counts units.
*/
static void settle_head(Wire *o, const Items *items, const Place *in, int t,
                        EntryDraft *head) {
  lua_State *L = o->L;
  uint64_t bytes = head->offset / 8, number;
  Place place = {in, "length", 0};
  const Field *f = rows_find(items->head, "length");
  lua_pushliteral(L, "length");
  if (lua_rawget(L, t) != LUA_TNIL) {
    number = value_number(L, &place, f, lua_gettop(L));
  } else {
    uint64_t size = o->size - head->begin - (items->whole ? 0 : bytes);
    unsigned scale = f->scale ? f->scale : 1;
    number = size < f->plus ? f->plus : size;
    number += (scale - (number - f->plus) % scale) % scale;
    if (number > field_largest(f)) place_toolarge(L, &place, f, number);
    add_zeros(o, in, (size_t)(number - size));
  }
  lua_pop(L, 1);
  fill_number(o, head, "length", number);
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
static void add_tail(Wire *o, const Items *items, const Place *in, int t,
                     EntryDraft *head) {
  lua_State *L = o->L;
  size_t size = o->size;
  const Field *f = rows_find(items->head, items->tail);
  unsigned scale = f->scale ? f->scale : 1;
  if (!add_string(o, in, t, items->tailname)) return;
  add_zeros(o, in, (scale - (o->size - size) % scale) % scale);
  lua_pushstring(L, items->tail);
  bool set = lua_rawget(L, t) != LUA_TNIL;
  lua_pop(L, 1);
  if (!set && !fill_number(o, head, items->tail, o->size - size))
    place_refuse(L, in, "too long", "");
}

/* Adds the row that repeats at `t`, or bytes that make none. */
static void add_entry(Wire *o, const Items *items, const Place *in, int t) {
  static const char *const bytes[] = {"data", NULL}, *const none[] = {NULL};
  EntryDraft draft = {.rows = items->head};
  lua_pushliteral(o->L, "data");
  bool raw = lua_rawget(o->L, t) != LUA_TNIL && !in_rows(items->head, "data");
  lua_pop(o->L, 1);
  check_keys(o->L, in, t, &(Keys){.words = raw ? bytes : none,
                                  .head = raw ? NULL : items->head});
  if (raw) add_string(o, in, t, "data");
  else add_rows(o, in, &draft, 0, t);
}

/* Adds the item at `t`. */
static void add_item(Wire *o, const Items *items, const Place *in, int t) {
  static const char *const bytes[] = {"data", "padding", NULL};
  static const char *const bare[] = {"kind", "name", "padding", NULL};
  static const char *const whole[] = {"name", "data", "padding", NULL};
  static const char *const rows[] = {"name", "padding", NULL};
  lua_State *L = o->L;
  EntryDraft head = {.rows = items->head, .head = items};
  uint64_t kind = 0;
  if (items->plain) {
    add_entry(o, items, in, t);
    return;
  }
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
               raw ? NULL : item->group, items->tailname, items->joins};
  check_keys(L, in, t, &keys);
  add_rows(o, in, &head, kind, t);
  if (raw) {
    add_string(o, in, t, "data");
  } else {
    EntryDraft data = {.rows = item->fields};
    add_rows(o, in, &data, 0, t);
    if (item->each) add_group(o, in, item, t);
  }
  settle_head(o, items, in, t, &head);
  if (items->tail) add_tail(o, items, in, t, &head);
}

/* Adds the items of the list at `arg`, each at its multiple. */
static void add_list(Wire *o, const Items *items, const Place *in, int arg,
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
  Wire o = {.L = L};
  int type = lua_type(L, arg);
  arg = lua_absindex(L, arg);
  luaL_checkstack(L, 12, "lists nested too deep");
  lua_Integer n = type == LUA_TTABLE ? list_size(L, arg) : -1;
  if (n < 0 && (type != LUA_TSTRING || f->items->plain))
    value_refuse(L, place, f, arg);
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
  state_chargebytes(L, o.size);
  lua_pushlstring(L, (const char *)o.bytes, o.size);
  lua_remove(L, o.box);
}
