/*
** source.c - the host's own source, and what a signal does to whoever waits
*/
#include <stdatomic.h>

#include "../host.h"
#include "session.h"

/* --- signals --- */

static int nothing(lua_State *L) { return (void)L, 0; }

void state_interrupt(lua_State *L, State *state) {
  lua_State *from = state->main;
  lua_Hook hook = state->seen = lua_gethook(from);
  if (!hook) return;
  if (L != from)
    lua_sethook(L, hook, lua_gethookmask(from), lua_gethookcount(from));
  lua_pushcfunction(L, nothing);
  lua_call(L, 0, 0);
}

void state_stop(State *state) {
  const atomic_bool *stopping = state->host->stopping;
  if (!stopping || !atomic_load(stopping)) return;
  for (Loop *loop = state->running; loop; loop = loop->outer) loop_stop(loop);
}

/* A hook that stays (a profiler's, a debugger's) is no reason not to wait. */
bool state_pending(void *context) {
  State *state = context;
  const Loop *loop = state->running;
  state_stop(state);
  lua_Hook hook = lua_gethook(state->main);
  return (hook && hook != state->seen) || (loop && loop->stopped);
}

void loop_begin(lua_State *L, State *state, Loop *loop) {
  memset(loop, 0, sizeof *loop);
  loop->L = L;
  loop->state = state;
  loop->outer = state->running;
  atomic_signal_fence(memory_order_seq_cst);
  state->running = loop;
}

void loop_end(Loop *loop) {
  loop->state->running = loop->outer;
  atomic_signal_fence(memory_order_seq_cst);
  while (loop->sessions) session_leave(loop, loop->sessions);
}

void loop_stop(Loop *loop) {
  loop->stopped = true;
  for (Session *s = loop->sessions; s; s = s->peer) capture_stop(s->capture);
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
  Loop *loop = state_of(L)->running;
  if (loop) loop_stop(loop);
  return 0;
}

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

void host_source(lua_State *L, int capture, long long count,
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

/* True when the host's source has handlers. */
static bool is_handled(lua_State *L) {
  lua_getfield(L, LUA_REGISTRYINDEX, HANDLERS_KEY);
  const Handlers *h = lua_touserdata(L, -1);
  lua_pop(L, 1);
  return h && h->any;
}

/*
** It is, if it has handlers; and if nothing else needs the loop, but for the
** timers beside a source that is open.
*/
bool source_push(lua_State *L) {
  const Scheduler *scheduler = state_of(L)->scheduler;
  int type = lua_getfield(L, LUA_REGISTRYINDEX, SOURCE_KEY);
  bool free = scheduler->spawned == 0 &&
              (type == LUA_TUSERDATA || scheduler->timers.count == 0);
  if (type == LUA_TNIL || !(free || is_handled(L))) {
    lua_pop(L, 1);
    return false;
  }
  if (type != LUA_TFUNCTION) return true;
  lua_pushnil(L);
  lua_call(L, 1, 1);
  return true;
}

void host_loop(lua_State *L) {
  push_function(L, module_loop);
  lua_call(L, 0, 0);
}

struct Capture *host_opened(lua_State *L) {
  lua_getfield(L, LUA_REGISTRYINDEX, SOURCE_KEY);
  const Session *s = luaL_testudata(L, -1, CAPTURE_CLASS);
  lua_pop(L, 1);
  return s ? s->capture : NULL;
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
  if (is_handled(L) && (!s || (s->capture && !s->used))) return true;
  return !scheduler->ran &&
         (scheduler->spawned > 0 || scheduler->timers.count > 0);
}

bool host_refused(lua_State *L, int error) {
  if (!lua_getmetatable(L, error)) return false;
  luaL_getmetatable(L, "pycap.error");
  lua_getfield(L, LUA_REGISTRYINDEX, SOURCE_KEY);
  const Session *s = luaL_testudata(L, -1, CAPTURE_CLASS);
  bool refused = s && s->refused && lua_rawequal(L, -2, -3);
  lua_pop(L, 3);
  return refused;
}

void host_opener(lua_State *L, lua_CFunction open) {
  if (open) lua_pushcfunction(L, open);
  else lua_pushnil(L);
  lua_setfield(L, LUA_REGISTRYINDEX, SOURCE_KEY);
}

void host_hook(State *state, lua_State *L, lua_Hook hook) {
  const int mask = LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT;
  lua_sethook(L, hook, mask, 1);
  for (Loop *loop = state->running; loop; loop = loop->outer)
    if (loop->thread) lua_sethook(loop->thread, hook, mask, 1);
}

bool host_interrupt(State *state) {
  bool any = false;
  for (Loop *loop = state->running; loop; loop = loop->outer) {
    loop_stop(loop);
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
