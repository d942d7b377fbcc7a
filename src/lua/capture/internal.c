/*
** internal.c - what the parts in Lua need of C: clocks, interfaces, errors
*/
#include "internal.h"

#include <arpa/inet.h>
#include <errno.h>
#include <lauxlib.h>
#include <net/if_arp.h>
#include <string.h>

#include "../../core/near.h"
#include "../../io/link.h"
#include "../../io/wait.h"
#include "../base/error.h"
#include "../host.h"
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

/* near(text, names) -> the key of the table that is near to the text, or nil */
static int internal_near(lua_State *L) {
  Near near;
  near_begin(&near, luaL_checkstring(L, 1));
  luaL_checktype(L, 2, LUA_TTABLE);
  for (lua_pushnil(L); lua_next(L, 2); lua_pop(L, 1))
    if (lua_type(L, -2) == LUA_TSTRING) near_offer(&near, lua_tostring(L, -2));
  lua_pushstring(L, near.name);
  return 1;
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
  {"near", internal_near}, {"datalinks", internal_datalinks},
  {"timestamps", internal_timestamps}, {"program", internal_program},
  {"printer", printing_new}, {"code", internal_code},
  {"taken", internal_taken}, {NULL, NULL}
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
