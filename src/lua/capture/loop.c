/*
** loop.c - pycap.loop, capture:loop and capture:dispatch: packets into
** callbacks
*/
#include "loop.h"

#include <string.h>

#include "../base/options.h"
#include "source.h"
#include "turn.h"

#define DISPATCH 65536  /* packets of one dispatch when no limit is given */

/* --- starting --- */

/* Readies an intake over the capture at an index. */
static void begin_intake(Loop *loop, Intake *intake, Session *s, int index) {
  State *state = loop->activity.state;
  intake->state = state;
  intake->session = s;
  intake->loop = loop;
  intake->job = NULL;
  intake->index = index;
  intake->status = LUA_OK;
  intake->passed = 0;
  intake->over = false;
  intake->pulls = capture_filename(s->capture) != NULL;
  intake->futile = 0;
  intake->newest = !loop->waits && capture_timely(s->capture)
    ? clock_epoch() : INT64_MAX;
  capture_stopped(s->capture);  /* one that came before is stale */
  s->intake = intake;
  s->changed = &loop->changed;
  session_enter(&loop->activity, s);
  if (capture_filename(s->capture)) loop->files = true;
  else loop->devices = true;
}

/*
** Stack: callback or nil, captures that were checked. Runs them, each up to
** `count` packets (-1: all); pushes how many passed.
*/
static int run_intakes(lua_State *L, Intake *intakes, int count,
                       lua_Integer most, bool waits) {
  Loop loop;
  State *state = state_of(L);
  lua_Integer passed = 0;
  memset(&loop, 0, sizeof loop);
  loop.scheduler = state->scheduler;
  loop.scheduler->ran = true;
  loop.intakes = intakes;
  loop.count = loop.left = count;
  loop.waits = waits;
  loop.changed = true;
  loop.peeked.allocator = state_memory(state);
  lua_pushcfunction(L, loop_turns);
  lua_pushlightuserdata(L, &loop);
  for (int i = 1; i <= count + 1; i++) lua_pushvalue(L, i);
  for (int i = 0; i < count; i++) session_check(L, i + 2);
  activity_begin(L, state, &loop.activity);
  bool live = loop.scheduler->live;
  loop.devices = loop.activity.outer && live;
  for (int i = 0; i < count; i++) {
    intakes[i].callback = !lua_isnil(L, 1);
    intakes[i].count = most;
    begin_intake(&loop, &intakes[i], lua_touserdata(L, i + 2), i + 3);
  }
  sched_live(loop.scheduler, loop.devices);
  int status = lua_pcall(L, count + 2, 0, 0);
  /* between dispatches it goes on: they are another loop's */
  if (waits) sched_live(loop.scheduler, live);
  loop.activity.L = L;
  for (int i = 0; i < count; i++) {
    intake_end(&intakes[i]);
    passed += intakes[i].passed;
    intakes[i].loop = NULL;
  }
  timers_free(&loop.peeked);
  activity_end(&loop.activity);
  if (status != LUA_OK) return lua_error(L);
  lua_pushinteger(L, passed);
  return 1;
}

/* capture, callback, count */
static int run_capture(lua_State *L, lua_Integer preset, bool waits) {
  Intake intake;
  lua_Integer most = count_check(L, 3, preset);
  session_check(L, 1);
  if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_settop(L, 2);
  lua_insert(L, 1);
  return run_intakes(L, &intake, 1, most, waits);
}

int capture_loop_lua(lua_State *L) { return run_capture(L, -1, true); }

int capture_dispatch_lua(lua_State *L) {
  return run_capture(L, DISPATCH, false);
}

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
  size_t size = (size_t)count * sizeof(Intake) + 1;
  Intake *intakes = lua_newuserdatauv(L, size, 0);
  return run_intakes(L, intakes, count, -1, true);
}

/* Stack: module, state. */
void open_loop(lua_State *L) {
  lua_pushvalue(L, -1);
  lua_pushcclosure(L, module_loop, 1);
  lua_setfield(L, -3, "loop");
}
