/*
** internal.c - what the parts in Lua need of C: clocks, interfaces, errors
*/
#include "internal.h"

#include <arpa/inet.h>
#include <errno.h>
#include <lauxlib.h>
#include <net/if_arp.h>
#include <string.h>

#include "../../io/link.h"
#include "../../io/wait.h"
#include "../base/error.h"
#include "../base/options.h"
#include "../host.h"
#include "../select/conditions.h"
#include "../select/guard.h"
#include "../select/printing.h"
#include "../value/code.h"
#include "listing.h"
#include "next.h"

/* now() -> integer nanoseconds of a clock that only goes forward */
static int internal_now(lua_State *L) {
  lua_pushinteger(L, clock_now());
  return 1;
}

/* epoch() -> integer nanoseconds, on the clock of packet.timestamp */
static int internal_epoch(lua_State *L) {
  lua_pushinteger(L, clock_epoch());
  return 1;
}

/* raise(code, message): a pycap.error */
static int internal_raise(lua_State *L) {
  static const char *const codes[] = {"timeout", "device", "unsupported",
                                      NULL};
  return fault_throw(L, codes[luaL_checkoption(L, 1, NULL, codes)], "%s",
                     luaL_checkstring(L, 2));
}

static void set_address(lua_State *L, const char *key, struct in_addr address) {
  char text[INET_ADDRSTRLEN];
  inet_ntop(AF_INET, &address, text, sizeof text);
  lua_pushstring(L, text);
  lua_setfield(L, -2, key);
}

/*
** link(name) -> the interface of any of its names: index, name (its own),
** ethernet (whether it is one), address and netmask (IPv4, that name's; nil:
** none)
*/
static int internal_link(lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  Link link;
  struct in_addr address, mask;
  int error = link_find(name, &link);
  if (error != 0)
    return fault_throw(L, "device", "%s: %s", name, error == ENODEV ||
                       error == EADDRNOTAVAIL ? "no such device"
                                              : strerror(error));
  lua_createtable(L, 0, 5);
  lua_pushinteger(L, link.index);
  lua_setfield(L, -2, "index");
  lua_pushstring(L, link.name);
  lua_setfield(L, -2, "name");
  lua_pushboolean(L, link.type == ARPHRD_ETHER);
  lua_setfield(L, -2, "ethernet");
  if (link_address(link.index, name, &address, &mask) == 0) {
    set_address(L, "address", address);
    set_address(L, "netmask", mask);
  }
  return 1;
}

/*
** options(who, given, rows): looks at the options of a call; a row is name and
** range of an integer, name and largest number over 0, or a name
*/
static int internal_options(lua_State *L) {
  enum { MOST = 15 };
  Option options[MOST + 1] = {{.key = NULL}};
  lua_Integer integer;
  double number;
  const char *who = luaL_checkstring(L, 1);
  if (!lua_istable(L, 2))
    return luaL_error(L, "%s: table of options expected, got %s", who,
                      luaL_typename(L, 2));
  for (int i = 0; i < MOST && lua_rawgeti(L, 3, i + 1) == LUA_TTABLE; i++) {
    Option *o = &options[i];
    lua_rawgeti(L, -1, 1);
    lua_rawgeti(L, -2, 2);
    bool ranged = lua_rawgeti(L, -3, 3) == LUA_TNUMBER;
    o->key = lua_tostring(L, -3);
    o->type = ranged ? OPTION_COUNT
                     : lua_isnil(L, -2) ? OPTION_OTHER : OPTION_RATE;
    o->target = ranged ? (void *)&integer : (void *)&number;
    o->from = lua_tointeger(L, -2);
    o->to = ranged ? lua_tointeger(L, -1) : o->from;
    lua_settop(L, 3);
  }
  options_take(L, 2, who, options);
  return 0;
}

/* describe(value) -> how a message says what came */
static int internal_describe(lua_State *L) {
  luaL_checkany(L, 1);
  value_describe(L, 1, true);
  return 1;
}

/* refuse(who, key, expected, value): raises for an option's value */
static int internal_refuse(lua_State *L) {
  return option_refuse(L, luaL_checkstring(L, 1), luaL_checkstring(L, 2),
                       luaL_checkstring(L, 3), 4);
}

/* taken() -> packets that the host's source has given */
static int internal_taken(lua_State *L) {
  HostProgress progress;
  host_progress(L, &progress);
  lua_pushinteger(L, (lua_Integer)progress.packets);
  return 1;
}

static const luaL_Reg functions[] = {
  {"now", internal_now}, {"epoch", internal_epoch}, {"raise", internal_raise},
  {"receive", capture_receive}, {"link", internal_link},
  {"options", internal_options},
  {"refuse", internal_refuse}, {"describe", internal_describe},
  {"datalinks", internal_datalinks},
  {"timestamps", internal_timestamps}, {"program", internal_program},
  {"printer", printing_new}, {"code", internal_code},
  {"taken", internal_taken}, {"guard", guard_new},
  {"constant", condition_constant}, {NULL, NULL}
};

/* The loader: require "pycap.internal.base" */
static int open_table(lua_State *L) {
  luaL_newlibtable(L, functions);
  lua_pushvalue(L, lua_upvalueindex(1));
  luaL_setfuncs(L, functions, 1);
  return 1;
}

/* Stack: module, state. */
void open_internal(lua_State *L) {
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
  lua_pushvalue(L, -2);
  lua_pushcclosure(L, open_table, 1);
  lua_setfield(L, -2, "pycap.internal.base");
  lua_pop(L, 1);
}
