/*
** filter.c - pycap.filter: an expression for packets that are already here
*/
#include "filter.h"

#include <string.h>

#include "../../io/datalink.h"
#include "../../io/filter.h"
#include "../base/error.h"
#include "../base/options.h"
#include "../value/compose.h"

#define ETHERNET 1

static const char filter_class[] = "pycap.filter";

void filter_charge(lua_State *L, const char *expression) {
  uint64_t n = strnlen(expression, 1 << 20);
  state_charge(L, n * n / 400 + n * n * n / 100000);
}

/* pycap.filter(expression [, datalink]) -> filter */
static int module_filter(lua_State *L) {
  Fault fault;
  const char *expression = text_check(L, 1);
  lua_Integer datalink = lua_type(L, 2) == LUA_TSTRING
                           ? datalink_number(lua_tostring(L, 2))
                           : luaL_optinteger(L, 2, ETHERNET);
  if (datalink < 0 || datalink > INT32_MAX) {
    const char *got = value_describe(L, 2, true);
    luaL_argerror(L, 2, lua_pushfstring(L, "link type expected, got %s", got));
  }
  filter_charge(L, expression);
  Filter **f = lua_newuserdatauv(L, sizeof *f, 0);
  *f = NULL;
  luaL_setmetatable(L, filter_class);
  *f = filter_compile(NULL, expression, (int)datalink, &fault);
  return *f ? 1 : fault_raise(L, &fault);
}

static Filter **check(lua_State *L) {
  return luaL_checkudata(L, 1, filter_class);
}

/* filter:match(packet or string) -> boolean */
static int filter_match_lua(lua_State *L) {
  const State *state = state_of(L);
  Frame frame = {0};
  size_t size;
  Packet *p = packet_to(L, state, 2);
  if (p) {
    packet_wire(L, state, 2, -1);
    lua_replace(L, 2);
  }
  frame.bytes = (const uint8_t *)luaL_checklstring(L, 2, &size);
  frame.caplen = (uint32_t)size;
  frame.length = p && !p->touched ? p->length : frame.caplen;
  const Filter *f = *check(L);
  luaL_argcheck(L, f, 1, "filter is closed");
  lua_pushboolean(L, filter_match(f, &frame));
  return 1;
}

static int filter_gc(lua_State *L) {
  Filter **f = check(L), *old = *f;
  *f = NULL;
  if (old) filter_free(old);
  return 0;
}

static const luaL_Reg metamethods[] = {
  {"__gc", filter_gc}, {"__close", filter_gc}, {NULL, NULL}
};

static const luaL_Reg methods[] = {
  {"match", filter_match_lua}, {NULL, NULL}
};

/* Stack: module, state. */
void open_filters(lua_State *L) {
  state_class(L, filter_class, metamethods, methods);
  lua_pop(L, 1);
  lua_pushvalue(L, -1);
  lua_pushcclosure(L, module_filter, 1);
  lua_setfield(L, -3, "filter");
}
