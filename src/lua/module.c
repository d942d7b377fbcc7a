/*
** module.c - the module: require "pycap"
*/
#include <string.h>

#include "base/error.h"
#include "base/state.h"
#include "capture/atend.h"
#include "capture/capture.h"
#include "capture/device.h"
#include "capture/filter.h"
#include "capture/internal.h"
#include "capture/job.h"
#include "capture/loop.h"
#include "capture/sched.h"
#include "capture/source.h"
#include "capture/stream.h"
#include "host.h"
#include "select/guard.h"
#include "select/handler.h"
#include "select/printing.h"
#include "select/tally.h"
#include "send/dump.h"
#include "send/inject.h"
#include "value/checksum.h"
#include "value/constants.h"
#include "value/declare.h"
#include "value/decode.h"
#include "value/header.h"
#include "value/json.h"
#include "value/packet.h"
#include "value/print.h"
#include "value/raw.h"
#include "value/rows.h"

static const char module_key[] = "pycap.module";

/* The parts of the module that are written in Lua (made from lua/pycap). */
typedef struct LuaPart {
  const char *name;
  const char *text;
} LuaPart;

static const LuaPart lua_parts[] = {
#include "parts.inc"
  {NULL, NULL}
};

/* --- opening --- */

/*
** The loader of a part, which is compiled when something asks for it: what
** require passes -> what the part returns
*/
static int load_part(lua_State *L) {
  const LuaPart *part = lua_touserdata(L, lua_upvalueindex(1));
  int count = lua_gettop(L);
  lua_pushfstring(L, "=%s", part->name);
  if (luaL_loadbufferx(L, part->text, strlen(part->text), lua_tostring(L, -1),
                       "t") != LUA_OK)
    return lua_error(L);
  lua_replace(L, -2);
  lua_insert(L, 1);
  lua_call(L, count, LUA_MULTRET);
  return lua_gettop(L);
}

/* Makes the Lua parts known to require, and functions of the module of some. */
static void preload_parts(lua_State *L) {
  static const char *const functions[] = {"hexdump", "code", "ask", NULL};
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
  for (const LuaPart *p = lua_parts; p->name; p++) {
    lua_pushlightuserdata(L, (void *)p);
    lua_pushcclosure(L, load_part, 1);
    lua_setfield(L, -2, p->name);
  }
  for (int i = 0; functions[i]; i++) {
    lua_pushfstring(L, "pycap.%s", functions[i]);
    lua_rawget(L, -2);
    lua_call(L, 0, 1);
    lua_setfield(L, -3, functions[i]);
  }
  lua_pop(L, 1);
}

PYCAP_EXPORT int luaopen_pycap(lua_State *L) {
  luaL_checkversion(L);
  /* opened before, and then dropped from package.loaded: the same again */
  if (lua_getfield(L, LUA_REGISTRYINDEX, module_key) != LUA_TNIL) return 1;
  lua_createtable(L, 0, 32);
  lua_pushliteral(L, "pycap " PYCAP_VERSION);
  lua_setfield(L, -2, "_VERSION");
  preload_parts(L);
  state_push(L, protocol_list);
  open_errors(L);
  open_packets(L);
  open_headers(L);
  open_decoding(L);
  open_printing(L);
  open_json(L);
  open_raw(L);
  open_scheduler(L);
  open_jobs(L);
  open_handlers(L);
  open_tallies(L);
  open_printing_sinks(L);
  open_guards(L);
  open_captures(L);
  open_loop(L);
  open_source(L);
  open_streams(L);
  open_atend(L);
  open_filters(L);
  open_devices(L);
  open_injectors(L);
  open_dumps(L);
  open_internal(L);
  open_constants(L);
  open_declarations(L);
  lua_pushvalue(L, -1);
  lua_pushcclosure(L, module_checksum, 1);
  lua_setfield(L, -3, "checksum");
  lua_pushcclosure(L, module_protocols, 1);
  lua_setfield(L, -2, "protocols");
  lua_pushvalue(L, -1);
  lua_setfield(L, LUA_REGISTRYINDEX, module_key);
  return 1;
}

State *host_open(lua_State *L, const Host *host) {
  luaL_requiref(L, "pycap", luaopen_pycap, 1);
  State *state = state_find(L);
  state->host = host;
  return state;
}
