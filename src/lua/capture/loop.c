/*
** loop.c - pycap.loop, capture:loop and capture:dispatch: packets into
** callbacks
*/
#include "loop.h"

#include <string.h>

#include "source.h"
#include "turn.h"

#define DISPATCH 65536  /* packets of one dispatch when no limit is given */

/* --- starting --- */

/* Readies a run over the capture at an index. */
static void begin_run(Reading *in, Run *run, Session *s, int index) {
  State *state = in->loop.state;
  run->L = in->loop.L;
  run->state = state;
  run->session = s;
  run->in = in;
  run->job = NULL;
  run->index = index;
  run->status = LUA_OK;
  run->passed = 0;
  run->over = false;
  run->newest = !in->waits && capture_timely(s->capture) ? clock_epoch()
                                                         : INT64_MAX;
  capture_stopped(s->capture);  /* one that came before is stale */
  session_enter(&in->loop, s);
  if (capture_filename(s->capture)) in->files = true;
  else in->devices = true;
}

/*
** Stack: callback or nil, captures that were checked. Runs them, each up to
** `count` packets (-1: all); pushes how many passed.
*/
static int run_lua(lua_State *L, Run *runs, int count, lua_Integer most,
                   bool waits) {
  Reading in;
  State *state = state_of(L);
  lua_Integer passed = 0;
  memset(&in, 0, sizeof in);
  in.scheduler = state->scheduler;
  in.scheduler->ran = true;
  in.runs = runs;
  in.count = in.left = count;
  in.waits = waits;
  lua_pushcfunction(L, reading_run);
  lua_pushlightuserdata(L, &in);
  for (int i = 1; i <= count + 1; i++) lua_pushvalue(L, i);
  for (int i = 0; i < count; i++) session_check(L, i + 2);
  loop_begin(L, state, &in.loop);
  bool live = in.scheduler->live;
  in.devices = in.loop.outer && live;
  for (int i = 0; i < count; i++) {
    runs[i].callback = !lua_isnil(L, 1);
    runs[i].count = most;
    begin_run(&in, &runs[i], lua_touserdata(L, i + 2), i + 3);
  }
  sched_live(in.scheduler, in.devices);
  int status = lua_pcall(L, count + 2, 0, 0);
  /* between dispatches it goes on: they are another loop's */
  if (waits) sched_live(in.scheduler, live);
  in.loop.L = L;
  for (int i = 0; i < count; i++) {
    run_finish(&runs[i]);
    passed += runs[i].passed;
    runs[i].in = NULL;
  }
  loop_end(&in.loop);
  if (status != LUA_OK) return lua_error(L);
  lua_pushinteger(L, passed);
  return 1;
}

/* The count at an argument; `preset` where there is none. */
static lua_Integer check_count(lua_State *L, int arg, lua_Integer preset) {
  if (lua_isnoneornil(L, arg)) return preset;
  lua_Integer n = luaL_checkinteger(L, arg);
  luaL_argcheck(L, n >= 0, arg, "count is negative");
  return n;
}

/* capture, callback, count */
static int run_one(lua_State *L, lua_Integer preset, bool waits) {
  Run run;
  lua_Integer most = check_count(L, 3, preset);
  session_check(L, 1);
  if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_settop(L, 2);
  lua_insert(L, 1);
  return run_lua(L, &run, 1, most, waits);
}

int capture_loop_lua(lua_State *L) { return run_one(L, -1, true); }

int capture_dispatch_lua(lua_State *L) { return run_one(L, DISPATCH, false); }

/* pycap.loop(captures...) -> packets that passed */
int module_loop(lua_State *L) {
  int count = lua_gettop(L);
  for (int i = 1; i <= count; i++) {
    session_check(L, i);
    for (int j = 1; j < i; j++)
      luaL_argcheck(L, !lua_rawequal(L, i, j), i, "the same capture twice");
  }
  if (count == 0 && source_push(L)) count = 1;
  luaL_checkstack(L, 2 * count + LUA_MINSTACK, "too many captures");
  lua_pushnil(L);
  lua_insert(L, 1);
  Run *runs = lua_newuserdatauv(L, (size_t)count * sizeof *runs + 1, 0);
  return run_lua(L, runs, count, -1, true);
}

/* Stack: module, state. */
void open_loop(lua_State *L) {
  lua_pushvalue(L, -1);
  lua_pushcclosure(L, module_loop, 1);
  lua_setfield(L, -3, "loop");
}
