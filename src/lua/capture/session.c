/*
** session.c - a capture as Lua has it, and the loops that read it
*/
#include "session.h"

#include <stdatomic.h>
#include <string.h>

#include "../host.h"

void session_close(Session *s) {
  if (s->busy) {
    s->closing = true;
    return;
  }
  Capture *capture = s->capture;
  s->capture = NULL;
  if (capture) capture_close(capture);
}

void session_enter(Loop *loop, Session *s) {
  s->used = s->busy = true;
  s->idle = false;
  s->peer = loop->sessions;
  atomic_signal_fence(memory_order_seq_cst);
  loop->sessions = s;
}

void session_leave(Loop *loop, Session *s) {
  Session *volatile *at = &loop->sessions;
  while (*at != s) at = &(*at)->peer;
  *at = s->peer;
  atomic_signal_fence(memory_order_seq_cst);
  s->busy = false;
  if (s->closing) session_close(s);
}

void session_idle(Session *s) {
  s->idle = true;
  s->again = capture_again(s->capture);
}

int session_ready(Session *s, Fault *fault) {
  int n = capture_ready(s->capture, fault);
  if (n == 1) s->opened = true;
  s->refused = n == CAPTURE_FAULT && !s->opened;
  return n;
}

Session *session_check(lua_State *L, int arg) {
  Session *s = luaL_checkudata(L, arg, CAPTURE_CLASS);
  if (!s->capture || s->closing) luaL_error(L, "capture is closed");
  if (s->busy)
    fault_throw(L, "busy", "the capture is in use: next, loop and dispatch "
                "cannot be called from its own callback, nor while a "
                "coroutine waits for it");
  return s;
}

Session *session_checkopen(lua_State *L, int arg) {
  Session *s = luaL_checkudata(L, arg, CAPTURE_CLASS);
  if (!s->capture || s->closing) luaL_error(L, "capture is closed");
  return s;
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

/* --- what a signal does to whoever waits --- */

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

Session *session_checkready(lua_State *L) {
  Session *s = session_checkopen(L, 1);
  State *state = state_of(L);
  Fault fault;
  for (;;) {
    int n = session_ready(s, &fault);
    if (n == 1) return s;
    if (n == CAPTURE_FAULT) fault_raise(L, &fault);
    state_interrupt(L, state);
    session_checkopen(L, 1);
    capture_wait(s->capture, NO_DEADLINE, state_pending, state);
    if (capture_stopped(s->capture))
      fault_throw(L, "interrupted", "stopped while waiting");
  }
}
