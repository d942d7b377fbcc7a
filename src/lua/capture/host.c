/*
** host.c - what the program around the module asks of it
*/
#include "../host.h"

#include "../base/error.h"
#include "capture.h"
#include "loop.h"
#include "sched.h"
#include "source.h"

/* Pushes a function of the module, whatever the script made of its table. */
static void push_function(lua_State *L, lua_CFunction function) {
  lua_getfield(L, LUA_REGISTRYINDEX, STATE_KEY);
  lua_pushcclosure(L, function, 1);
}

void host_capture(lua_State *L) {
  push_function(L, module_capture);
  lua_insert(L, -2);
  lua_call(L, 1, 1);
}

void host_loop(lua_State *L) {
  push_function(L, module_loop);
  lua_call(L, 0, 0);
}

void host_close(lua_State *L) {
  push_function(L, capture_close_lua);
  lua_getfield(L, LUA_REGISTRYINDEX, SOURCE_KEY);
  lua_call(L, 1, 0);
}

bool host_waits(lua_State *L) {
  const Scheduler *scheduler = state_find(L)->scheduler;
  lua_getfield(L, LUA_REGISTRYINDEX, SOURCE_KEY);
  const Session *s = luaL_testudata(L, -1, CAPTURE_CLASS);
  lua_pop(L, 1);
  if (source_handled(L) && (!s || (s->capture && !s->used))) return true;
  return !scheduler->ran &&
         (scheduler->spawned > 0 || scheduler->timers.count > 0);
}

void host_hook(State *state, lua_State *L, lua_Hook hook) {
  const int mask = LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT;
  lua_sethook(L, hook, mask, 1);
  for (Activity *a = state->running; a; a = a->outer)
    if (a->thread) lua_sethook(a->thread, hook, mask, 1);
}

bool host_interrupt(State *state) {
  bool any = false;
  for (Activity *a = state->running; a; a = a->outer) {
    activity_stop(a);
    any = true;
  }
  return any;
}

bool host_refused(lua_State *L, int error) {
  if (!lua_getmetatable(L, error)) return false;
  luaL_getmetatable(L, ERROR_CLASS);
  lua_getfield(L, LUA_REGISTRYINDEX, SOURCE_KEY);
  const Session *s = luaL_testudata(L, -1, CAPTURE_CLASS);
  bool refused = s && s->refused && lua_rawequal(L, -2, -3);
  lua_pop(L, 3);
  return refused;
}

unsigned host_control(const char *text) { return fault_control(text); }
