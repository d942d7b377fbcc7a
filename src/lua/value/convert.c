/*
** convert.c - numbers, names and addresses that scripts write
*/
#include "convert.h"

#include <lauxlib.h>
#include <string.h>

#include "../../core/address.h"
#include "../../core/moment.h"
#include "../base/options.h"

static const char *const kind_names[] = {
  "integer", "hardware address", "IPv4 address", "IPv6 address", "string",
  "string", "domain name", "list of items or string"
};

const char *raw_hint(lua_State *L, Kind kind, int arg) {
  size_t size;
  if (kind >= KIND_BYTES || lua_type(L, arg) != LUA_TSTRING) return "";
  const char *text = lua_tolstring(L, arg, &size);
  return size == 0 || text_printable(text, size)
    ? "" : "; bytes are given as pycap.raw(bytes)";
}

int value_refuse(lua_State *L, const Place *place, const Field *f, int arg) {
  const char *got = value_describe(L, arg, f->kind == KIND_UINT);
  place_push(L, place);
  const char *name = lua_tostring(L, -1);
  if (f->time)
    return luaL_error(L, "%s: integer as on the wire, seconds or text "
                      "\"2026-11-28T07:25:37Z\" expected, got %s", name, got);
  if (f->kind == KIND_UINT) {
    LUAI_UACINT largest = (LUAI_UACINT)field_largest(f);
    if (f->scale)
      return luaL_error(L, "%s: multiple of %d from %d to %I expected, got %s",
                        name, f->scale, f->plus, largest, got);
    const char *names = f->bits ? " or names" : f->names ? " or a name" : "";
    return luaL_error(L, "%s: integer from %d to %I%s expected, got %s",
                      name, f->plus, largest, names, got);
  }
  if (f->kind == KIND_ITEMS && f->items->plain)
    return luaL_error(L, "%s: list of tables expected, got %s", name, got);
  if (f->kind == KIND_TEXT && f->ended)
    return luaL_error(L, "%s: string without the bytes that end it expected, "
                      "got %s", name, got);
  if (f->kind == KIND_TEXT && f->span)
    return luaL_error(L, "%s: string of its own bytes alone expected, got %s",
                      name, got);
  if (f->kind == KIND_TEXT && f->width && !f->sized)
    return luaL_error(L, "%s: string of at most %d bytes expected, got %s",
                      name, f->width / 8, got);
  if (f->kind == KIND_BYTES && f->width && !f->sized)
    return luaL_error(L, "%s: string of %d bytes expected, got %s", name,
                      f->width / 8, got);
  return luaL_error(L, "%s: %s expected, got %s%s", name, kind_names[f->kind],
                    got, raw_hint(L, f->kind, arg));
}

int raw_refuse(lua_State *L, const Place *place, const Field *f,
               size_t size) {
  place_push(L, place);
  if (f->sized)
    return luaL_error(L, "%s: raw bytes: no more than its length can say "
                      "expected, got %I", lua_tostring(L, -1),
                      (LUAI_UACINT)size);
  return luaL_error(L, "%s: raw bytes: %d expected, got %I",
                    lua_tostring(L, -1), f->width / 8, (LUAI_UACINT)size);
}

int name_refuse(lua_State *L, const Place *place, const Field *f, int arg) {
  Near near;
  const char *given = value_describe(L, arg, false), *first = f->names->name;
  near_begin(&near, lua_tostring(L, arg));
  for (const Name *n = f->names; n->name; n++) near_offer(&near, n->name);
  if (near.name) first = near.name;
  place_push(L, place);
  const char *name = lua_tostring(L, -1);
  if (f->bits) {
    const Name *other = f->names;
    if (other->name == first && other[1].name) other++;
    return luaL_error(L, "%s: no such name %s; names are written \"%s\", "
                      "\"%s, %s\"", name, given, first, first, other->name);
  }
  if (near.name)
    return luaL_error(L, "%s: no such name %s; did you mean \"%s\"?", name,
                      given, first);
  return luaL_error(L, "%s: no such name %s; a name is written \"%s\"", name,
                    given, first);
}

/* A time: the integer on the wire, seconds since 1970, or text. */
static uint64_t value_moment(lua_State *L, const Place *place, const Field *f,
                             int arg) {
  uint64_t n = 0;
  bool good = false;
  if (lua_isinteger(L, arg)) return (uint64_t)lua_tointeger(L, arg);
  if (lua_type(L, arg) == LUA_TNUMBER)
    good = moment_of(lua_tonumber(L, arg), &n);
  else if (lua_type(L, arg) == LUA_TSTRING)
    good = moment_parse(lua_tostring(L, arg), lua_rawlen(L, arg), &n);
  if (!good) value_refuse(L, place, f, arg);
  return n;
}

uint64_t value_number(lua_State *L, const Place *place, const Field *f,
                      int arg) {
  int integral = 0;
  uint64_t n = 0;
  if (f->time) return value_moment(L, place, f, arg);
  if (lua_type(L, arg) == LUA_TNUMBER) {
    lua_Integer given = lua_tointegerx(L, arg, &integral);
    n = (uint64_t)given;
    if (given < 0) integral = 0;
  } else if (lua_type(L, arg) == LUA_TSTRING) {
    const char *name = lua_tostring(L, arg);
    integral = strlen(name) == lua_rawlen(L, arg) &&
               (f->bits ? bits_value : name_value)(f->names, name, &n);
    if (!integral && f->names) name_refuse(L, place, f, arg);
  }
  if (!integral || !field_takes(f, n)) value_refuse(L, place, f, arg);
  return n;
}

/* True when the bytes that end a text are in it. */
static bool has_end(const char *text, size_t size, const void *end,
                    size_t endsize) {
  for (size_t i = 0; i + endsize <= size; i++)
    if (memcmp(text + i, end, endsize) == 0) return true;
  return false;
}

bool text_takes(const Field *f, const char *text, size_t size) {
  if (f->ended && has_end(text, size, f->ended, f->endsize)) return false;
  if (f->other && has_end(text, size, f->other, strlen(f->other)))
    return false;
  if (f->unless && strncmp(text, f->unless, strlen(f->unless)) == 0)
    return false;
  for (size_t i = 0; f->span && i < size; i++)
    if (!text[i] || !strchr(f->span, text[i])) return false;
  return !f->width || f->sized || size <= f->width / 8u;
}

void value_domainof(lua_State *L, const Place *place, const Field *f, int arg,
                    Value *v, uint8_t plain[DOMAIN_MAX]) {
  size_t size;
  const char *text = lua_type(L, arg) == LUA_TSTRING
    ? lua_tolstring(L, arg, &size) : NULL;
  if (!text || !domain_parse(text, size, plain, &v->size))
    value_refuse(L, place, f, arg);
  v->bytes = plain;
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
