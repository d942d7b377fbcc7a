/*
** lloop.c - capture:loop and capture:dispatch: packets into callbacks
**
** libpcap is never unwound by an error: each packet is delivered by a protected
** call in a thread of the capture's own, and the error is raised when libpcap
** has returned.
*/
#include "session.h"

#define BATCH 1024       /* packets between two looks at the signals */
#define DISPATCH 65536   /* packets of one dispatch when no limit is given */

typedef struct Run {
  lua_State *L;
  lua_State *thread;    /* callbacks run here; [1] deliver [2] callback */
  State *state;         /*                     [3] the Handlers */
  Session *session;
  bool callback;
  int status;           /* not LUA_OK: the error is on top of the thread */
  lua_Integer passed, count;
  Stack stack;
} Run;

/* Runs in the thread: run, callback, handlers -> nothing. */
static int deliver(lua_State *L) {
  Run *run = lua_touserdata(L, 1);
  if (!run->callback)
    return handlers_run(L, run->state, 3, 0, &run->stack);
  packet_push(L, run->state, &run->stack);
  lua_pushvalue(L, 2);
  lua_pushvalue(L, 4);
  lua_call(L, 1, 0);
  return handlers_run(L, run->state, 3, 4, NULL);
}

/* Delivers the frame in run->stack. False: an error. */
static bool enter_lua(Run *run) {
  lua_State *T = run->thread;
  int results;
  for (int i = 1; i <= 3; i++) {
    lua_pushvalue(T, i);
    if (i == 1) lua_pushlightuserdata(T, run);
  }
  run->status = lua_resume(T, run->L, 3, &results);
  run->state->current.packet = NULL;
  if (run->status != LUA_OK) return false;
  lua_settop(T, 3);
  return true;
}

/* True when no callback wants the frame; else it is in run->stack. */
static inline bool unwanted(Run *run, const Frame *frame) {
  const Protocols *all = &run->state->protocols;
  const Session *s = run->session;
  Handlers *h = s->handlers;
  bool none = !h->any || frame_unwanted(all, s->root, frame, h->interest);
  if (none && !run->callback) return true;
  stack_begin(&run->stack, all, s->root, frame);
  return (none || !handlers_want(h, &run->stack)) && !run->callback;
}

static bool sink(void *context, const Frame *frame) {
  Run *run = context;
  Session *s = run->session;
  run->passed++;
  if (s->left > 0) s->left--;
  if (!unwanted(run, frame) && !enter_lua(run)) return false;
  return run->passed != run->count && s->left != 0 && !s->closing;
}

/* The capture's thread, made ready: pushes it on L. */
static lua_State *thread_of(lua_State *L, int callback) {
  lua_State *T;
  if (lua_getiuservalue(L, 1, 2) == LUA_TTHREAD) {
    T = lua_tothread(L, -1);
  } else {
    lua_pop(L, 1);
    T = lua_newthread(L);
    lua_pushvalue(L, -1);
    lua_setiuservalue(L, 1, 2);
  }
  lua_resetthread(T);
  lua_sethook(T, lua_gethook(L), lua_gethookmask(L), lua_gethookcount(L));
  lua_pushcfunction(T, deliver);
  lua_pushvalue(L, callback);
  lua_getiuservalue(L, 1, 1);
  lua_xmove(L, T, 2);
  return T;
}

/* Raises what stopped the thread. */
static int raise_of_thread(lua_State *L, Run *run) {
  error_trace(L, run->thread);
  lua_resetthread(run->thread);  /* closes its variables */
  return lua_error(L);
}

/* What is left of the count, for one dispatch. */
static int batch_of(const Run *run) {
  lua_Integer n = BATCH;
  if (run->count > 0 && run->count - run->passed < n)
    n = run->count - run->passed;
  if (run->session->left > 0 && run->session->left < n)
    n = run->session->left;
  return (int)n;
}

/* Protected: run, whether to wait. Returns at the end or a stop. */
static int run_all(lua_State *L) {
  Run *run = lua_touserdata(L, 1);
  Session *s = run->session;
  int64_t deadline = lua_toboolean(L, 2) ? NO_DEADLINE : 0;
  Fault fault;
  for (;;) {
    int n = session_ready(s, &fault);
    if (n == 1) {
      s->root = protocols_root(&run->state->protocols,
                               capture_datalink(s->capture));
      n = capture_dispatch(s->capture, batch_of(run), sink, run, &fault);
    }
    if (run->status != LUA_OK) return raise_of_thread(L, run);
    if (capture_stopped(s->capture) || s->closing || n == CAPTURE_END ||
        run->passed == run->count || s->left == 0)
      return 0;
    if (n == CAPTURE_FAULT) return fault_raise(L, &fault);
    session_interrupt(L, s);
    if (n == 0 && capture_wait(s->capture, deadline, session_pending, s) ==
                    WAIT_TIMEOUT)
      return 0;
  }
}

static int run_lua(lua_State *L, lua_Integer count, bool wait) {
  Run run;
  int status = LUA_OK;
  run.session = session_check(L, 1);
  if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_settop(L, 2);
  run.L = L;
  run.state = state_of(L);
  run.callback = !lua_isnil(L, 2);
  run.status = LUA_OK;
  run.passed = 0;
  run.count = count;
  run.thread = thread_of(L, 2);
  lua_pushcfunction(L, run_all);
  lua_pushlightuserdata(L, &run);
  lua_pushboolean(L, wait);
  session_check(L, 1);  /* a finalizer may have closed it meanwhile */
  run.session->thread = run.thread;
  capture_stopped(run.session->capture);  /* one that came before is stale */
  session_enter(run.state, run.session);
  if (count != 0 && run.session->left != 0) status = lua_pcall(L, 2, 0, 0);
  capture_stopped(run.session->capture);  /* so is one that an error overtook */
  session_leave(run.state, run.session);
  if (status != LUA_OK) return lua_error(L);
  lua_settop(run.thread, 0);
  lua_pushinteger(L, run.passed);
  return 1;
}

/* The count at an argument; `preset` where there is none. */
static lua_Integer check_count(lua_State *L, int arg, lua_Integer preset) {
  if (lua_isnoneornil(L, arg)) return preset;
  lua_Integer n = luaL_checkinteger(L, arg);
  luaL_argcheck(L, n >= 0, arg, "count is negative");
  return n;
}

int capture_loop_lua(lua_State *L) {
  return run_lua(L, check_count(L, 3, -1), true);
}

int capture_dispatch_lua(lua_State *L) {
  return run_lua(L, check_count(L, 3, DISPATCH), false);
}
