/*
** reading.c - what the functions of capture:stream read
**
** A read gives what is there, or has its coroutine wait. It never reaches over
** a mark (unread.h): where one, or the end, comes first it gives less, and the
** next read tells of it.
*/
#include "side.h"
#include "unpack.h"

/* Pushes the first bytes of a side, and takes them away. */
static int give(lua_State *L, Connection *c, unsigned side, uint32_t size) {
  const Unread *u = c->unread[side];
  state_chargebytes(L, size);
  lua_pushlstring(L, u ? (const char *)unread_bytes(u) : "", size);
  side_take(c, side, size);
  return 1;
}

/* True when a datagram without bytes is there. */
static bool is_empty(const Connection *c, unsigned side) {
  const Mark *mark = mark_of(c, side);
  return mark && mark->kind == MARK_DATAGRAM && size_of(c, side) == 0;
}

/* A number of bytes at argument 2; 0: none is given. */
static uint32_t check_size(lua_State *L, const Connection *c, bool needed) {
  if (!needed && lua_isnoneornil(L, 2)) return 0;
  lua_Integer n = luaL_checkinteger(L, 2), most = c->follower->buffer;
  if (n < 1 || n > most)
    luaL_argerror(L, 2, lua_pushfstring(
        L, "from 1 to %I bytes expected (the option buffer), got %I",
        (LUAI_UACINT)most, (LUAI_UACINT)n));
  return (uint32_t)n;
}

/* --- reading one side --- */

/* side:read([n]) -> bytes, n of them or what has come */
static int read_k(lua_State *L, int status, lua_KContext context) {
  (void)status, (void)context;
  Handle *h;
  Connection *c = side_check(L, SIDE_CLASS, &h);
  uint32_t n = check_size(L, c, false), size = size_of(c, h->kind);
  if (size < (n ? n : 1) && !is_settled(c, h->kind))
    return side_wait(L, c, 1u << h->kind, n ? n : 1, 0, read_k);
  if (size == 0 && !is_empty(c, h->kind))
    return side_tell(L, c, h->kind, true);
  return give(L, c, h->kind, n && n < size ? n : size);
}

static int side_read(lua_State *L) { return read_k(L, LUA_OK, 0); }

/* side:peek(n) -> the next n bytes, which stay there */
static int peek_k(lua_State *L, int status, lua_KContext context) {
  (void)status, (void)context;
  Handle *h;
  Connection *c = side_check(L, SIDE_CLASS, &h);
  uint32_t n = check_size(L, c, true), size = size_of(c, h->kind);
  if (size < n && !is_settled(c, h->kind))
    return side_wait(L, c, 1u << h->kind, n, 0, peek_k);
  if (size == 0 && !is_empty(c, h->kind))
    return side_tell(L, c, h->kind, false);
  if (size > n) size = n;
  lua_pushlstring(L, size ? (const char *)unread_bytes(c->unread[h->kind]) : "",
                  size);
  return 1;
}

static int side_peek(lua_State *L) { return peek_k(L, LUA_OK, 0); }

/* side:rest() -> all up to the end, a gap, or as much as there is room for */
static int rest_k(lua_State *L, int status, lua_KContext context) {
  (void)status, (void)context;
  Handle *h;
  Connection *c = side_check(L, SIDE_CLASS, &h);
  if (!is_settled(c, h->kind))
    return side_wait(L, c, 1u << h->kind, UINT32_MAX, 0, rest_k);
  uint32_t size = size_of(c, h->kind);
  if (size == 0 && !is_empty(c, h->kind))
    return side_tell(L, c, h->kind, true);
  return give(L, c, h->kind, size);
}

static int side_rest(lua_State *L) { return rest_k(L, LUA_OK, 0); }

/* side:skip(n) -> n; passes over bytes and gaps. `left`: what is to be passed
** over yet. */
static int skip_k(lua_State *L, int status, lua_KContext left) {
  (void)status;
  Handle *h;
  Connection *c = side_check(L, SIDE_CLASS, &h);
  while (left > 0) {
    Unread *u = c->unread[h->kind];
    uint32_t size = u ? unread_size(u) : 0;
    const Mark *mark = u ? unread_mark(u) : NULL;
    if (size > 0) {
      if (size > left) size = (uint32_t)left;
      side_take(c, h->kind, size);
      left -= size;
    } else if (mark) {
      uint64_t missing = mark->size < (uint64_t)left ? mark->size
                                                     : (uint64_t)left;
      unread_pass(u, missing == mark->size ? UINT64_MAX : missing);
      left -= (lua_KContext)missing;
      connection_release(c, h->kind);
    } else if (c->ended[h->kind]) {
      return side_tell(L, c, h->kind, true);
    } else {
      return side_wait(L, c, 1u << h->kind, 1, left, skip_k);
    }
  }
  lua_settop(L, 2);
  return 1;
}

static int side_skip(lua_State *L) {
  lua_Integer n = luaL_checkinteger(L, 2);
  luaL_argcheck(L, n >= 0 && n <= INTPTR_MAX, 2,
                "number of bytes must not be negative");
  return skip_k(L, LUA_OK, (lua_KContext)n);
}

/* --- lines --- */

/*
** side:line([end]) -> a line without its end, which is "\n" or "\r\n" unless
** one is given. `seen`: bytes that were searched.
*/
static int line_k(lua_State *L, int status, lua_KContext seen) {
  (void)status;
  Handle *h;
  Connection *c = side_check(L, SIDE_CLASS, &h);
  size_t length;
  bool plain = lua_isnoneornil(L, 2);
  luaL_argexpected(L, plain || lua_type(L, 2) == LUA_TSTRING, 2, "string");
  const char *end = luaL_optlstring(L, 2, "\n", &length);
  luaL_argcheck(L, length > 0, 2, "end of a line expected, got \"\"");
  uint32_t size = size_of(c, h->kind), cut = 0;
  state_chargebytes(L, size - (size_t)seen);
  int64_t at = size == 0 ? -1 : unread_find(c->unread[h->kind], (uint32_t)seen,
                                            end, length);
  if (at < 0 && !is_settled(c, h->kind))
    return side_wait(L, c, 1u << h->kind, size + 1, size, line_k);
  if (at < 0 && size == 0 && !is_empty(c, h->kind))
    return side_tell(L, c, h->kind, true);
  if (at < 0) return give(L, c, h->kind, size);
  const uint8_t *bytes = unread_bytes(c->unread[h->kind]);
  if (plain && at > 0 && bytes[at - 1] == '\r') cut = 1;
  lua_pushlstring(L, (const char *)bytes, (size_t)at - cut);
  side_take(c, h->kind, (uint32_t)at + (uint32_t)length);
  return 1;
}

static int side_line(lua_State *L) { return line_k(L, LUA_OK, 0); }

/* What lines gives: upvalues side, end */
static int next_line(lua_State *L) {
  lua_settop(L, 0);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_pushvalue(L, lua_upvalueindex(2));
  return line_k(L, LUA_OK, 0);
}

/* side:lines([end]) -> an iterator over lines, up to a gap or the end */
static int side_lines(lua_State *L) {
  luaL_checkudata(L, 1, SIDE_CLASS);
  luaL_optstring(L, 2, NULL);
  lua_settop(L, 2);
  lua_pushcclosure(L, next_line, 2);
  return 1;
}

/* --- reading both sides --- */

/* The side in which something came first; -1: nothing is there. */
static int first_side(const Connection *c) {
  bool there[2];
  for (unsigned i = 0; i < 2; i++)
    there[i] = size_of(c, i) > 0 || mark_of(c, i);
  if (there[0] && there[1])
    return (int32_t)(c->stamps[1] - c->stamps[0]) < 0;
  return there[0] ? 0 : there[1] ? 1 : -1;
}

/* flow:read() -> "client" or "server", bytes: whichever speaks next */
static int both_k(lua_State *L, int status, lua_KContext context) {
  (void)status, (void)context;
  Handle *h;
  Connection *c = side_check(L, FLOW_CLASS, &h);
  int side = first_side(c);
  unsigned open = (c->ended[0] ? 0u : 1u) | (c->ended[1] ? 0u : 2u);
  if (side < 0 && open) return side_wait(L, c, open, 1, 0, both_k);
  if (side < 0) return side_tell(L, c, c->ended[0] == REASON_FIN, true);
  const char *name = side == CLIENT ? "client" : "server";
  if (size_of(c, (unsigned)side) == 0 && !is_empty(c, (unsigned)side)) {
    side_tell(L, c, (unsigned)side, true);
    lua_pop(L, 1);
    lua_pushstring(L, name);
    return 4;
  }
  lua_pushstring(L, name);
  return 1 + give(L, c, (unsigned)side, size_of(c, (unsigned)side));
}

static int flow_read_lua(lua_State *L) { return both_k(L, LUA_OK, 0); }

/* --- the classes --- */

static const luaL_Reg metamethods[] = {
  {"__gc", connection_collect}, {"__tostring", connection_tostring},
  {NULL, NULL}
};

static const luaL_Reg methods[] = {
  {"read", side_read},   {"peek", side_peek},   {"skip", side_skip},
  {"line", side_line},   {"lines", side_lines}, {"rest", side_rest},
  {NULL, NULL}
};

/* Adds a function that uses string.unpack to the methods in the class on top.
** Stack: state, class. */
static void add_unpack(lua_State *L) {
  lua_getfield(L, -1, "__index");
  lua_pushvalue(L, -3);
  lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  lua_getfield(L, -1, "string");
  lua_getfield(L, -1, "unpack");
  lua_remove(L, -2);
  lua_remove(L, -2);
  lua_pushcclosure(L, side_unpack, 2);
  lua_setfield(L, -2, "unpack");
  lua_pop(L, 1);
}

void open_reading(lua_State *L) {
  static const luaL_Reg reads[] = {{"read", flow_read_lua}, {NULL, NULL}};
  state_class(L, SIDE_CLASS, metamethods, methods);
  add_unpack(L);
  lua_pop(L, 1);
  state_class(L, FLOW_CLASS, metamethods, reads);
  state_classindex(L, connection_field);
  lua_pop(L, 1);
}
