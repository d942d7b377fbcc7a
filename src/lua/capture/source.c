/*
** source.c - the host's source: what a bare pycap() opens and pycap.on handles
*/
#include "source.h"

#include "../base/error.h"
#include "../base/keep.h"
#include "../host.h"
#include "fragments.h"
#include "sched.h"

/* pycap.on: capture:on on the host's source */
static int module_on(lua_State *L) {
  state_needhost(L, state_of(L), "pycap.on: nothing feeds packets to it here: "
                 "run the script in pcaplua, or open a capture and use "
                 "capture:on and capture:loop");
  lua_settop(L, 4);
  lua_getfield(L, LUA_REGISTRYINDEX, HANDLERS_KEY);
  return handlers_on(L, state_of(L), 5, 1);
}

/* pycap.stop(): ends the loop that is running, if any is */
static int module_stop(lua_State *L) {
  Activity *activity = state_of(L)->running;
  if (activity) activity_stop(activity);
  return 0;
}

/* Has Handlers get fragments as others do. */
static void move_fragments(lua_State *L, const Handlers *from, Handlers *to) {
  const Conversations *c = from->owned;
  FragmentsAsked asked = {.wanted = c && c->fragments};
  if (asked.wanted) asked.limits = *fragments_limits(c->fragments);
  fragments_ask(L, to, &asked);
}

void host_source(lua_State *L, int capture, const HostSource *source) {
  Session *s = luaL_checkudata(L, capture, CAPTURE_CLASS);
  Fault fault;
  if (source->filter &&
      capture_bound(s->capture, source->filter, &fault) < 0)
    fault_raise(L, &fault);
  if (source->own && capture_filter(s->capture, source->own, &fault) < 0)
    fault_raise(L, &fault);
  if (source->count >= 0) s->left = source->count;
  lua_getfield(L, LUA_REGISTRYINDEX, HANDLERS_KEY);
  move_fragments(L, s->handlers, lua_touserdata(L, -1));
  s->handlers = lua_touserdata(L, -1);
  keep(L, capture);
  lua_pushvalue(L, capture);
  lua_setfield(L, LUA_REGISTRYINDEX, SOURCE_KEY);
  session_watch(s, state_find(L));
}

void host_watch(lua_State *L, const HostWatch *watch) {
  state_find(L)->watch = watch;
}

void host_unwatch(State *state) {
  if (state->watched) session_unwatch(state->watched);
}

bool source_handled(lua_State *L) {
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
  if (type == LUA_TNIL || !(free || source_handled(L))) {
    lua_pop(L, 1);
    return false;
  }
  if (type != LUA_TFUNCTION) return true;
  lua_pushnil(L);
  lua_call(L, 1, 1);
  return true;
}

bool source_take(lua_State *L, lua_Integer timeout, const char *filter) {
  FragmentsAsked fragments;
  Fault fault;
  int type = lua_getfield(L, LUA_REGISTRYINDEX, SOURCE_KEY);
  if (type == LUA_TNIL) {
    lua_pop(L, 1);
    return false;
  }
  if (type == LUA_TFUNCTION) {
    lua_pushvalue(L, 1);
    lua_call(L, 1, 1);
    return true;
  }
  Session *s = luaL_checkudata(L, -1, CAPTURE_CLASS);
  if (!s->capture) luaL_error(L, "capture is closed");
  if (lua_getfield(L, 1, "timeout") != LUA_TNIL) s->timeout = timeout;
  lua_pop(L, 1);
  if (fragments_read(L, 1, &fragments))
    fragments_ask(L, s->handlers, &fragments);
  if (filter && capture_filter(s->capture, filter, &fault) < 0)
    fault_raise(L, &fault);
  return true;
}

/* The source's session, NULL: none was opened. */
static Session *session_of(lua_State *L) {
  lua_getfield(L, LUA_REGISTRYINDEX, SOURCE_KEY);
  Session *s = luaL_testudata(L, -1, CAPTURE_CLASS);
  lua_pop(L, 1);
  return s;
}

struct Capture *host_opened(lua_State *L) {
  const Session *s = session_of(L);
  return s ? s->capture : NULL;
}

void host_share(lua_State *L, Share *share, unsigned count, unsigned number) {
  Session *s = session_of(L);
  share_init(share, &state_find(L)->protocols, count, number);
  if (s) s->share = share;
}

void host_fragments(lua_State *L) {
  lua_getfield(L, LUA_REGISTRYINDEX, HANDLERS_KEY);
  const FragmentsAsked usual = {true, fragments_usual(state_find(L))};
  fragments_ask(L, lua_touserdata(L, -1), &usual);
  lua_pop(L, 1);
}

void host_opener(lua_State *L, lua_CFunction open) {
  if (open) lua_pushcfunction(L, open);
  else lua_pushnil(L);
  lua_setfield(L, LUA_REGISTRYINDEX, SOURCE_KEY);
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
