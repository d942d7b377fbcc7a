/*
** unpack.c - side:unpack: what string.unpack gives of bytes that come
**
** How many bytes a format takes is known from the format and the lengths among
** the bytes. So string.unpack is called once, and no byte is looked at twice.
*/
#include "unpack.h"

#include <stddef.h>
#include <string.h>

#include "side.h"

#define INTEGER_MAX 16  /* bytes of an integer, as in lstrlib.c */

/* What is aligned most (LUAI_MAXALIGN), behind a byte. */
struct aligned {
  char byte;
  union { LUAI_MAXALIGN; } most;
};

/* --- formats, as string.pack has them --- */

typedef struct Format {
  const char *at;
  bool little;
  uint32_t align;  /* at most */
} Format;

/* An option. `kind` 0: string.unpack refuses it. */
typedef struct PackOption {
  char kind;
  uint32_t size, align;
} PackOption;

static bool is_little(void) {
  const uint16_t one = 1;
  return *(const uint8_t *)&one == 1;
}

/* A number that stands there; if none does, `usual`. */
static uint64_t take_number(Format *f, uint64_t usual) {
  uint64_t n = 0;
  if (*f->at < '0' || *f->at > '9') return usual;
  for (; *f->at >= '0' && *f->at <= '9'; f->at++)
    if (n < UINT32_MAX) n = n * 10 + (uint64_t)(*f->at - '0');
  return n < UINT32_MAX ? n : UINT32_MAX;
}

static uint32_t fixed_size(char kind) {
  switch (kind) {
    case 'b': case 'B': return 1;
    case 'h': case 'H': return sizeof(short);
    case 'l': case 'L': return sizeof(long);
    case 'j': case 'J': return sizeof(lua_Integer);
    case 'T': return sizeof(size_t);
    case 'f': return sizeof(float);
    case 'd': return sizeof(double);
    case 'n': return sizeof(lua_Number);
    default: return 0;
  }
}

/* The option that begins there. */
static PackOption next_option(Format *f) {
  char kind = *f->at++;
  PackOption o = {.kind = kind};
  switch (kind) {
    case 'i': case 'I':
      o.size = (uint32_t)take_number(f, sizeof(int));
      break;
    case 's': o.size = (uint32_t)take_number(f, sizeof(size_t)); break;
    case 'c':
      if (*f->at < '0' || *f->at > '9') return (PackOption){0};
      return (PackOption){kind, (uint32_t)take_number(f, 0), 0};
    case 'x': return (PackOption){kind, 1, 0};
    case 'z': case ' ': return o;
    case '<': f->little = true; return o;
    case '>': f->little = false; return o;
    case '=': f->little = is_little(); return o;
    case '!':
      o.size = (uint32_t)take_number(f, offsetof(struct aligned, most));
      if (o.size < 1 || o.size > INTEGER_MAX) return (PackOption){0};
      f->align = o.size;
      return (PackOption){.kind = kind};
    case 'X':
      if (!*f->at) return (PackOption){0};
      o = next_option(f);
      if (!o.kind || o.kind == 'c' || o.align == 0) return (PackOption){0};
      return (PackOption){kind, 0, o.align};
    default: o.size = fixed_size(kind); break;
  }
  if (o.size < 1 || o.size > INTEGER_MAX) return (PackOption){0};
  o.align = o.size;
  return o;
}

/* Bytes before an option at a place. */
static uint32_t padding(const Format *f, const PackOption *o, uint64_t place) {
  uint32_t align = o->align < f->align ? o->align : f->align;
  return align < 2 ? 0 : (align - (uint32_t)(place % align)) % align;
}

/* The length that stands before a string. False: Lua has no such numbers. */
static bool read_length(const Format *f, const uint8_t *bytes, uint32_t size,
                        uint64_t *length) {
  *length = 0;
  for (uint32_t i = 0; i < size; i++) {
    uint32_t at = f->little ? size - 1 - i : i;
    if (*length >> 56) return false;
    *length = *length << 8 | bytes[at];
  }
  if (*length > UINT32_MAX) *length = UINT32_MAX;
  return true;
}

/*
** How many bytes a format takes, as far as the `size` bytes that are there say:
** at least. The first `searched` of them have no zero byte, if the option at
** `format` looks for one.
*/
static uint64_t needed(Connection *c, const char *format, const uint8_t *bytes,
                       uint32_t size, uint32_t searched) {
  Format f = {format, is_little(), 1};
  uint64_t at = c->place, length;
  bool there = bytes != NULL;
  while (f.at < format + c->format) next_option(&f);
  while (*f.at) {
    PackOption o = next_option(&f);
    if (!o.kind) break;
    at += padding(&f, &o, at) + o.size;
    if (o.kind == 'z' && there) {
      uint32_t from = at > searched ? (uint32_t)at : searched;
      const uint8_t *zero = from < size ? memchr(bytes + from, 0, size - from)
                                        : NULL;
      if (!zero) return (uint64_t)size + 1;
      at = (uint64_t)(zero - bytes);
    }
    at += o.kind == 'z';
    if (o.kind == 's' && there && at <= size) {
      if (!read_length(&f, bytes + (at - o.size), o.size, &length)) break;
      at += length;
    }
    searched = 0;
    there = there && at <= size;
    if (!there) continue;
    c->place = (uint32_t)at;
    c->format = (uint32_t)(f.at - format);
  }
  return at;
}

/* --- the method --- */

/* Gives what string.unpack gives of the first bytes of a side. */
static int unpack(lua_State *L, Connection *c, unsigned side, uint32_t size) {
  state_chargebytes(L, size);
  lua_settop(L, 2);
  lua_pushvalue(L, lua_upvalueindex(2));
  lua_pushvalue(L, 2);
  lua_pushlstring(L, size ? (const char *)unread_bytes(c->unread[side]) : "",
                  size);
  lua_call(L, 2, LUA_MULTRET);
  side_take(c, side, (uint32_t)lua_tointeger(L, -1) - 1);
  lua_pop(L, 1);
  return lua_gettop(L) - 2;
}

static int unpack_k(lua_State *L, int status, lua_KContext context) {
  (void)context;
  Handle *h;
  Connection *c = side_check(L, SIDE_CLASS, &h);
  const Unread *u = c->unread[h->kind];
  const char *format = luaL_checkstring(L, 2);
  uint32_t size = size_of(c, h->kind);
  uint32_t searched = status == LUA_YIELD ? c->need - 1 : 0;
  if (searched > size) searched = size;
  state_chargebytes(L, size - searched);
  uint64_t need = needed(c, format, u ? unread_bytes(u) : NULL, size, searched);
  if (need <= size) return unpack(L, c, h->kind, (uint32_t)need);
  if (!is_settled(c, h->kind))
    return side_wait(L, c, 1u << h->kind,
                     need < UINT32_MAX ? (uint32_t)need : UINT32_MAX, 0,
                     unpack_k);
  const Mark *mark = mark_of(c, h->kind);
  bool told = mark ? mark->kind != MARK_DATAGRAM : c->ended[h->kind];
  side_take(c, h->kind, size);  /* too few for the format */
  if (told) return side_tell(L, c, h->kind, true);
  lua_pushnil(L);
  lua_pushliteral(L, "gap");
  lua_pushinteger(L, size);
  lua_pushliteral(L, "buffer");
  return 4;
}

int side_unpack(lua_State *L) {
  Handle *h;
  Connection *c = side_check(L, SIDE_CLASS, &h);
  const char *format = luaL_checkstring(L, 2);
  c->format = c->place = 0;
  uint64_t least = needed(c, format, NULL, 0, 0);
  if (least > c->follower->buffer)
    luaL_argerror(L, 2, lua_pushfstring(
        L, "a format of at most %I bytes expected (the option buffer), got %I",
        (LUAI_UACINT)c->follower->buffer, (LUAI_UACINT)least));
  return unpack_k(L, LUA_OK, 0);
}
