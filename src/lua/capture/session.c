/*
** session.c - a capture as Lua has it, and the loops that read it
*/
#include "session.h"

#include <stdatomic.h>
#include <string.h>

#include "../../io/datalink.h"
#include "../host.h"
#include "source.h"

/* What is to be told of a device. */
static HostDevice device_describe(const Session *s) {
  Capture *capture = s->capture;
  HostDevice device = {
    .name = capture_device(capture), .datalink = capture_datalink(capture),
    .snaplen = capture_snaplen(capture), .captured = s->taken
  };
  CaptureStats stats;
  Fault fault;
  device.link = datalink_name(device.datalink);
  device.meaning = datalink_meaning(device.datalink);
  if (capture_stats(capture, &stats, &fault) == 0) {
    device.received = stats.received;
    device.dropped = stats.dropped;
    device.ifdropped = stats.ifdropped;
  }
  return device;
}

void session_watch(Session *s, State *state) {
  if (!state->watch || !capture_device(s->capture)) return;
  HostDevice device = device_describe(s);
  s->state = state;
  state->watched = s;
  state->watch->opened(state->watch->context, &device);
}

void session_unwatch(Session *s) {
  State *state = s->state;
  if (!state) return;
  HostDevice device = device_describe(s);
  s->state = NULL;
  state->watched = NULL;
  state->watch->closed(state->watch->context, &device);
}

bool host_progress(lua_State *L, HostProgress *progress) {
  lua_getfield(L, LUA_REGISTRYINDEX, SOURCE_KEY);
  const Session *s = luaL_testudata(L, -1, CAPTURE_CLASS);
  lua_pop(L, 1);
  *progress = (HostProgress){0};
  if (!s || !s->capture) return false;
  progress->packets = s->taken;
  if (capture_device(s->capture)) progress->device = device_describe(s);
  else capture_place(s->capture, &progress->done, &progress->size);
  return true;
}

void session_close(Session *s) {
  if (s->busy) {
    s->closing = true;
    session_change(s);
    return;
  }
  session_unwatch(s);
  Capture *capture = s->capture;
  s->capture = NULL;
  if (capture) capture_close(capture);
}

void session_enter(Activity *activity, Session *s) {
  s->used = s->busy = true;
  s->idle = false;
  s->peer = activity->sessions;
  atomic_signal_fence(memory_order_seq_cst);
  activity->sessions = s;
}

void session_leave(Activity *activity, Session *s) {
  Session *volatile *at = &activity->sessions;
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

bool session_reads(const State *state, const char *filename) {
  const Host *host = state->host;
  return (host->reads && host->reads(host->context, filename)) ||
         captures_read(state->files, filename);
}

void session_refuse(lua_State *L, const Session *s) {
  if (!s->capture || s->closing) luaL_error(L, "capture is closed");
  fault_throw(L, "busy", "the capture is in use: next, loop and dispatch "
              "cannot be called from its own callback, nor while a "
              "coroutine waits for it");
}

Session *session_check(lua_State *L, int arg) {
  Session *s = luaL_checkudata(L, arg, CAPTURE_CLASS);
  if (!session_isfree(s)) session_refuse(L, s);
  return s;
}

Session *session_checkopen(lua_State *L, int arg) {
  Session *s = luaL_checkudata(L, arg, CAPTURE_CLASS);
  if (!s->capture || s->closing) luaL_error(L, "capture is closed");
  return s;
}

void activity_begin(lua_State *L, State *state, Activity *activity) {
  memset(activity, 0, sizeof *activity);
  activity->L = L;
  activity->state = state;
  activity->outer = state->running;
  atomic_signal_fence(memory_order_seq_cst);
  state->running = activity;
}

void activity_end(Activity *activity) {
  activity->state->running = activity->outer;
  atomic_signal_fence(memory_order_seq_cst);
  while (activity->sessions) session_leave(activity, activity->sessions);
}

void activity_stop(Activity *activity) {
  activity->stopped = true;
  for (Session *s = activity->sessions; s; s = s->peer)
    capture_stop(s->capture);
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
  state->seen = lua_gethook(from);  /* one that has gone may come again */
}

void state_stop(State *state) {
  const atomic_bool *stopping = state->host->stopping;
  if (!stopping || !atomic_load(stopping)) return;
  for (Activity *a = state->running; a; a = a->outer) activity_stop(a);
}

/* A hook that stays (a profiler's, a debugger's) is no reason not to wait. */
bool state_pending(void *context) {
  State *state = context;
  const Activity *activity = state->running;
  state_stop(state);
  lua_Hook hook = lua_gethook(state->main);
  return (hook && hook != state->seen) || (activity && activity->stopped);
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
