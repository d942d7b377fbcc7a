/*
** decode.c - pycap.decode: a packet of bytes in hand
*/
#include "decode.h"

#include "../base/options.h"
#include "../base/unknown.h"
#include "packet.h"

#define SECONDS_MAX 9223372036.0  /* of 63 bits of nanoseconds */

/*
** The protocol that the bytes begin with: argument 2 is its name, or a link
** type. PROTOCOL_NONE: none begins frames of that.
*/
static unsigned check_root(lua_State *L, const Protocols *all) {
  int type = lua_type(L, 2);
  if (type == LUA_TNUMBER) {
    lua_Integer n = lua_isinteger(L, 2) ? lua_tointeger(L, 2) : -1;
    if (n < 0 || n > INT32_MAX)
      luaL_error(L, "decode: link type: integer from 0 to 2147483647 expected, "
                 "got %s", luaL_tolstring(L, 2, NULL));
    return protocols_root(all, (int)n);
  }
  if (type != LUA_TSTRING)
    luaL_error(L, "decode: name of a protocol or number of a link type "
               "expected, got %s", luaL_typename(L, 2));
  unsigned protocol = protocols_find(all, lua_tostring(L, 2));
  if (protocol == PROTOCOL_NONE)
    luaL_error(L, "decode: %s", protocol_unknown(L, all, 2, NULL));
  return protocol;
}

/* The option `time` on top, in nanoseconds. */
static int64_t read_seconds(lua_State *L) {
  lua_Number seconds = lua_tonumber(L, -1);
  if (lua_type(L, -1) != LUA_TNUMBER)
    option_refuse(L, "decode", "time", "number of seconds", -1);
  if (!(seconds > -SECONDS_MAX && seconds < SECONDS_MAX))
    luaL_error(L, "decode: time: seconds since the epoch expected, got %s; "
               "nanoseconds are given as timestamp", luaL_tolstring(L, -1,
                                                                    NULL));
  int64_t whole = (int64_t)seconds;
  return whole * 1000000000 +
         (int64_t)((seconds - (lua_Number)whole) * 1e9);
}

/* Reads the options at 3 into the frame. */
static void read_options(lua_State *L, Frame *frame) {
  lua_Integer length = frame->caplen, timestamp = 0;
  const Option options[] = {
    {.key = "time", .type = OPTION_OTHER},
    {OPTION("timestamp", COUNT, &timestamp),
     RANGE(LUA_MININTEGER, LUA_MAXINTEGER)},
    {OPTION("length", COUNT, &length), RANGE(frame->caplen, UINT32_MAX)},
    {.key = NULL}
  };
  if (lua_isnoneornil(L, 3)) return;
  luaL_checktype(L, 3, LUA_TTABLE);
  options_take(L, 3, "decode", options);
  frame->length = (uint32_t)length;
  frame->time = timestamp;
  lua_pushliteral(L, "timestamp");
  bool stamped = lua_rawget(L, 3) != LUA_TNIL;
  lua_pushliteral(L, "time");
  if (lua_rawget(L, 3) == LUA_TNIL) return;
  if (stamped)
    luaL_error(L, "decode: time and timestamp exclude each other");
  frame->time = read_seconds(L);
}

/* pycap.decode(bytes, what [, options]) -> packet */
static int module_decode(lua_State *L) {
  const State *state = state_of(L);
  size_t size;
  Stack stack;
  if (lua_type(L, 1) != LUA_TSTRING)
    return luaL_error(L, "decode: string of bytes expected, got %s",
                      luaL_typename(L, 1));
  lua_settop(L, 3);
  unsigned root = check_root(L, &state->protocols);
  const char *bytes = lua_tolstring(L, 1, &size);
  if (size > PACKET_MAX)
    return luaL_error(L, "decode: at most %d bytes expected, got %I",
                      (int)PACKET_MAX, (LUAI_UACINT)size);
  Frame frame = {.bytes = (const uint8_t *)bytes, .caplen = (uint32_t)size,
                 .length = (uint32_t)size};
  read_options(L, &frame);
  state_charge(L, size / 64);
  stack_begin(&stack, &state->protocols, root, &frame);
  packet_push(L, state, &stack);
  return 1;
}

void open_decoding(lua_State *L) {
  lua_pushvalue(L, -1);
  lua_pushcclosure(L, module_decode, 1);
  lua_setfield(L, -3, "decode");
}
