/*
** fill.c - the tables that a script writes to bytes: the rows of an item
*/
#include "fill.h"

#include <lauxlib.h>
#include <string.h>

#include "../../core/items.h"
#include "items.h"
#include "raw.h"
#include "reference.h"

uint8_t *add_zeros(Wire *o, const Place *place, size_t size) {
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

void add_top(Wire *o, const Place *place) {
  size_t size;
  const char *bytes = lua_tolstring(o->L, -1, &size);
  uint8_t *at = add_zeros(o, place, size);
  if (size > 0) memcpy(at, bytes, size);
  lua_pop(o->L, 1);
}

bool add_string(Wire *o, const Place *in, int t, const char *key) {
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


/* --- rows --- */

static int row_named(const EntryDraft *r, const char *name) {
  for (int i = 0; name && r->rows[i].name; i++)
    if (strcmp(r->rows[i].name, name) == 0) return i;
  return -1;
}

bool fill_number(Wire *o, EntryDraft *r, const char *name, uint64_t number) {
  int i = row_named(r, name);
  if (i < 0 || !(r->there >> i & 1)) return true;
  const Field *f = &r->rows[i];
  const Value v = {.number = number};
  if (!field_takes(f, number)) return false;
  r->numbers[i] = number;
  row_write(f, &v, o->bytes + r->begin, r->places[i],
            r->places[i] + f->width);
  return true;
}

/* True for a row that is there by what those before it hold. */
static bool is_there(const EntryDraft *r, const Field *f, bool given) {
  int when = row_named(r, f->when.field);
  if (when >= 0)
    return r->there >> when & 1 && condition_met(&f->when, r->numbers[when]);
  return given || !f->optional;
}

/* True for an optional row that another one needs, which table `t` gives. */
static bool is_needed(lua_State *L, const Field *f, int t) {
  bool needed = false;
  for (const Field *g = f; f->optional && g->name && !needed; g++) {
    if (!g->when.field || strcmp(g->when.field, f->name) != 0) continue;
    lua_pushstring(L, g->name);
    needed = lua_rawget(L, t) != LUA_TNIL;
    lua_pop(L, 1);
  }
  return needed;
}

/* The bytes of an address, or string, at `arg`. */
static void read_string(Wire *o, const Place *place, const Field *f, int arg,
                        uint8_t address[16], Value *v) {
  lua_State *L = o->L;
  if (f->kind < KIND_BYTES && (v->bytes = raw_to(L, arg, &v->size)) != NULL) {
    if (v->size != field_size(f) && !f->sized) raw_refuse(L, place, f, v->size);
    return;
  }
  if (lua_type(L, arg) != LUA_TSTRING) value_refuse(L, place, f, arg);
  const char *text = lua_tolstring(L, arg, &v->size);
  v->bytes = (const uint8_t *)text;
  if (value_address(f->kind, text, v->size, address)) {
    v->bytes = address;
    v->size = field_size(f);
  } else if (f->kind < KIND_BYTES) {
    value_refuse(L, place, f, arg);
  }
  if (f->kind == KIND_TEXT ? !text_takes(f, text, v->size)
                           : f->width > 0 && !f->sized &&
                             v->size != field_size(f))
    value_refuse(L, place, f, arg);
}

/* The default of a row, of the size that another has for it. */
static void read_default(const EntryDraft *r, const Field *f, Value *v) {
  int sized = row_named(r, f->sized);
  field_default(f, v);
  if (sized < 0 || r->numbers[sized] == v->size) return;
  v->bytes = NULL;
  v->size = (size_t)r->numbers[sized];
}

/*
** Adds row `i`, from the value on top of the stack (nil: its default), which it
** takes away. An integer may begin within a byte.
*/
static void add_row(Wire *o, const Place *place, EntryDraft *r, int i) {
  lua_State *L = o->L;
  const Field *f = &r->rows[i];
  int arg = lua_gettop(L);
  uint8_t address[16], plain[DOMAIN_MAX];
  Value v;
  read_default(r, f, &v);
  if (lua_isnil(L, arg)) {
    if (v.size > PACKET_MAX) place_refuse(L, place, "too long for any packet",
                                          "");
  } else if (f->kind == KIND_UINT) {
    v.number = value_number(L, place, f, arg);
  } else if (f->kind == KIND_ITEMS) {
    items_encode(L, place, f, arg);
    v.bytes = (const uint8_t *)lua_tolstring(L, -1, &v.size);
  } else if (f->kind == KIND_NAME) {
    value_domainof(L, place, f, arg, &v, plain);
  } else {
    read_string(o, place, f, arg, address, &v);
  }
  uint64_t width =
      f->kind == KIND_UINT ? f->width : (uint64_t)row_size(f, &v) * 8;
  size_t end = r->begin + (size_t)((r->offset + width + 7) / 8);
  if (end > o->size) add_zeros(o, place, end - o->size);
  r->numbers[i] = v.number;
  r->places[i] = r->offset;
  r->there |= BIT(i);
  if (!lua_isnil(L, arg)) r->set |= BIT(i);
  r->offset = row_write(f, &v, o->bytes + r->begin, r->offset,
                        r->offset + width);
  lua_settop(L, arg);
}

/* Lets length and count of row `i`, which is given, follow if they are not. */
static void settle_row(Wire *o, const Place *place, EntryDraft *r, int i) {
  const Field *f = &r->rows[i];
  size_t at = r->begin + (size_t)(r->places[i] / 8);
  Value v = {.bytes = o->bytes + at, .size = o->size - at - f->endsize};
  int sized = row_named(r, f->sized), counted = row_named(r, f->counted);
  if (sized >= 0 && !(r->set >> sized & 1) &&
      !fill_number(o, r, f->sized, v.size))
    place_toolarge(o->L, place, &r->rows[sized], v.size);
  if (counted >= 0 && !(r->set >> counted & 1) &&
      !fill_number(o, r, f->counted, field_count(f, &v)))
    place_refuse(o->L, place, "too many for the field that counts them", "");
}

void add_rows(Wire *o, const Place *in, EntryDraft *r, uint64_t kind, int t) {
  lua_State *L = o->L;
  r->begin = o->size;
  for (int i = 0; r->rows && r->rows[i].name; i++) {
    const Field *f = &r->rows[i];
    Place place = {in, f->name, 0};
    bool later = r->head && (strcmp(f->name, "kind") == 0 ||
                             strcmp(f->name, "length") == 0);
    lua_pushstring(L, f->name);
    lua_rawget(L, t);
    bool given = !lua_isnil(L, -1);
    if (!is_there(r, f, given || is_needed(L, f, t))) {
      if (given)
        place_refuse(L, &place, "cannot be given: its presence depends on ",
                     f->when.field);
    } else {
      if (later) {
        lua_pop(L, 1);
        lua_pushnil(L);
      }
      add_row(o, &place, r, i);
      if (later && *f->name == 'k') fill_number(o, r, "kind", kind);
      if (given && !later) settle_row(o, &place, r, i);
    }
    lua_pop(L, 1);
  }
}
