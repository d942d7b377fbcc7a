/*
** lsource.c - the host's own source, and what a signal does to whoever waits
*/
#include "lpycap.h"
#include "session.h"

/* --- signals --- */

static int nothing(lua_State *L) { return (void)L, 0; }

void session_interrupt(lua_State *L, Session *s) {
  lua_Hook hook = s->seen = lua_gethook(s->main);
  if (!hook) return;
  int mask = lua_gethookmask(s->main), count = lua_gethookcount(s->main);
  if (L != s->main) lua_sethook(L, hook, mask, count);
  if (s->thread) lua_sethook(s->thread, hook, mask, count);
  lua_pushcfunction(L, nothing);
  lua_call(L, 0, 0);
}

/* A hook that stays (a profiler's, a debugger's) is no reason not to wait. */
bool session_pending(void *session) {
  const Session *s = session;
  lua_Hook hook = lua_gethook(s->main);
  return hook && hook != s->seen;
}

/* --- the host's own source --- */

/* pycap.on: capture:on on the host's source */
static int module_on(lua_State *L) {
  lua_settop(L, 3);
  lua_getfield(L, LUA_REGISTRYINDEX, HANDLERS_KEY);
  return handlers_on(L, state_of(L), 4, 1);
}

/* pycap.stop(): ends the loop that is running, if any is */
static int module_stop(lua_State *L) {
  Session *s = state_of(L)->running;
  if (s) capture_stop(s->capture);
  return 0;
}

void pycap_source(lua_State *L, int capture, long long count,
                  const char *filter) {
  Session *s = luaL_checkudata(L, capture, CAPTURE_CLASS);
  if (count >= 0) s->left = count;
  lua_getfield(L, LUA_REGISTRYINDEX, HANDLERS_KEY);
  s->handlers = lua_touserdata(L, -1);
  lua_setiuservalue(L, capture, 1);
  lua_pushstring(L, filter);
  lua_setfield(L, LUA_REGISTRYINDEX, FILTER_KEY);
  lua_pushvalue(L, capture);
  lua_setfield(L, LUA_REGISTRYINDEX, SOURCE_KEY);
}

bool pycap_waits(lua_State *L) {
  lua_getfield(L, LUA_REGISTRYINDEX, HANDLERS_KEY);
  const Handlers *h = lua_touserdata(L, -1);
  lua_getfield(L, LUA_REGISTRYINDEX, SOURCE_KEY);
  const Session *s = luaL_testudata(L, -1, CAPTURE_CLASS);
  lua_pop(L, 2);
  return h && h->any && (!s || (s->capture && !s->used));
}

bool pycap_refused(lua_State *L, int error) {
  if (!lua_getmetatable(L, error)) return false;
  luaL_getmetatable(L, "pycap.error");
  lua_getfield(L, LUA_REGISTRYINDEX, SOURCE_KEY);
  const Session *s = luaL_testudata(L, -1, CAPTURE_CLASS);
  bool refused = s && s->refused && lua_rawequal(L, -2, -3);
  lua_pop(L, 3);
  return refused;
}

void pycap_opener(lua_State *L, lua_CFunction open) {
  if (open) lua_pushcfunction(L, open);
  else lua_pushnil(L);
  lua_setfield(L, LUA_REGISTRYINDEX, SOURCE_KEY);
}

void pycap_hook(State *state, lua_State *L, lua_Hook hook) {
  const int mask = LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT;
  lua_sethook(L, hook, mask, 1);
  for (Session *s = state->running; s; s = s->outer)
    if (s->thread) lua_sethook(s->thread, hook, mask, 1);
}

bool pycap_interrupt(State *state) {
  bool any = false;
  for (Session *s = state->running; s; s = s->outer) {
    capture_stop(s->capture);
    any = true;
  }
  return any;
}

/* Stack: module, state. */
void open_source(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"on", module_on}, {"stop", module_stop}, {NULL, NULL}
  };
  handlers_new(L);
  lua_setfield(L, LUA_REGISTRYINDEX, HANDLERS_KEY);
  lua_pushvalue(L, -2);
  lua_pushvalue(L, -2);
  luaL_setfuncs(L, functions, 1);
  lua_pop(L, 1);
}
