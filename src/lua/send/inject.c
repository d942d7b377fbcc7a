/*
** inject.c - pycap.inject: frames onto a device
*/
#include "inject.h"

#include <string.h>

#include "../base/error.h"
#include "../base/options.h"
#include "batch.h"
#include "replay.h"
#include "sender.h"

#define WHO "pycap.inject"
#define DEVICE "name of a device"

/* --- opening --- */

/*
** Reads the table form of the arguments; returns the device, and pushes what
** keeps that alive.
*/
static const char *read_options(lua_State *L, Sender *s) {
  static const char *const levels[] = {"link", "ip", NULL};
  static const char *const sends[] = {"send", NULL};
  const char *device = NULL;
  int level = 0, truncated = -1;
  const Option options[] = {
    {OPTION("device", TEXT, &device), .what = DEVICE, .bare = true},
    {OPTION("level", WORD, &level), .words = levels},
    {OPTION("pad", FLAG, &s->pad)},
    {OPTION("truncated", WORD, &truncated), .words = sends},
    {OPTION("checksum", FLAG, &s->checksum)},
    {.key = NULL}
  };
  options_take(L, 1, WHO, options);
  lua_pushstring(L, "device");
  lua_rawget(L, 1);
  if (!device) option_refuse(L, WHO, "device", DEVICE, -1);
  s->truncated = truncated == 0;
  if (level == 1) s->level = LEVEL_IP;
  if (s->pad && s->level == LEVEL_IP)
    luaL_error(L, WHO ": pad: only at level \"link\"");
  return device;
}

/* pycap.inject(device or options) -> injector */
static int module_inject(lua_State *L) {
  if (lua_istable(L, 2))
    luaL_error(L, "pycap.inject: options go into one table: "
               "pycap.inject{device = \"NAME\", ...}");
  lua_settop(L, 1);
  Sender *s = lua_newuserdatauv(L, sizeof *s, 0);
  const char *device;
  Fault fault;
  memset(s, 0, sizeof *s);
  luaL_setmetatable(L, INJECTOR_CLASS);
  if (lua_istable(L, 1)) {
    device = read_options(L, s);
  } else {
    device = lua_type(L, 1) == LUA_TSTRING ? lua_tostring(L, 1) : "";
    if (!*device || strlen(device) != lua_rawlen(L, 1))
      option_refuse(L, WHO, "device", DEVICE, 1);
  }
  s->injector = injector_open(device, s->level, &fault);
  if (!s->injector && fault_exhausted(&fault)) {
    lua_gc(L, LUA_GCCOLLECT);
    s->injector = injector_open(device, s->level, &fault);
  }
  if (!s->injector) return fault_raise(L, &fault);
  s->root = s->level == LEVEL_IP ? PROTOCOL_NONE
    : protocols_root(&state_of(L)->protocols, injector_datalink(s->injector));
  lua_settop(L, 2);
  return 1;
}

/* --- sending --- */

/* injector:inject(headers..., [payload] | packet | bytes) -> bytes sent */
static int injector_inject(lua_State *L) {
  Fault fault;
  size_t size;
  const Sender *s = sender_check(L);
  luaL_argcheck(L, !lua_isnoneornil(L, 2), 2,
                "headers, a packet or a string expected");
  const uint8_t *bytes = sender_frame(L, s, 2, &size);
  sender_check(L);  /* a finalizer may have closed it meanwhile */
  int sent = injector_send(s->injector, bytes, size, &fault);
  if (sent < 0) return fault_raise(L, &fault);
  lua_pushinteger(L, sent);
  return 1;
}

/* --- the rest --- */

/* injector:stats() -> frames sent, bytes sent, errors */
static int injector_stats_lua(lua_State *L) {
  InjectorStats stats = injector_stats(sender_check(L)->injector);
  lua_pushinteger(L, (lua_Integer)stats.packets);
  lua_pushinteger(L, (lua_Integer)stats.bytes);
  lua_pushinteger(L, (lua_Integer)stats.errors);
  return 3;
}

static int injector_close_lua(lua_State *L) {
  Sender *s = luaL_checkudata(L, 1, INJECTOR_CLASS);
  Injector *old = s->injector;
  s->injector = NULL;
  if (old) injector_close(old);
  return 0;
}

/* Members that are no methods; upvalue 2 holds the methods. */
static int injector_index(lua_State *L) {
  static const char *const members[] = {"device", "hardware", "protocol", NULL};
  const char *key = lua_tostring(L, 2);
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(2)) != LUA_TNIL || !key) return 1;
  if (strcmp(key, "device") == 0)
    lua_pushstring(L, injector_device(sender_check(L)->injector));
  else if (strcmp(key, "hardware") == 0)
    lua_pushstring(L, injector_hardware(sender_check(L)->injector));
  else if (strcmp(key, "protocol") == 0)
    lua_pushstring(L, injector_protocol(sender_check(L)->injector));
  else
    return member_refuse(L, "injector", 2, members);
  return 1;
}

static int injector_tostring(lua_State *L) {
  const Sender *s = luaL_checkudata(L, 1, INJECTOR_CLASS);
  lua_pushfstring(L, "injector (%s)",
                  s->injector ? injector_device(s->injector) : "closed");
  return 1;
}

static const luaL_Reg metamethods[] = {
  {"__gc", injector_close_lua}, {"__close", injector_close_lua},
  {"__tostring", injector_tostring}, {NULL, NULL}
};

static const luaL_Reg methods[] = {
  {"inject", injector_inject}, {"batch", injector_batch},
  {"replay", injector_replay}, {"stats", injector_stats_lua},
  {"close", injector_close_lua}, {NULL, NULL}
};

/* Stack: module, state. */
void open_injectors(lua_State *L) {
  state_class(L, INJECTOR_CLASS, metamethods, methods);
  state_classindex(L, injector_index);
  lua_pop(L, 1);
  lua_pushvalue(L, -1);
  lua_pushcclosure(L, module_inject, 1);
  lua_setfield(L, -3, "inject");
}
