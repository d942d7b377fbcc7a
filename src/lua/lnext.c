/*
** lnext.c - capture:next, capture:packets, receive: one packet, waited for
**
** In a coroutine that a loop runs they yield to the loop; anywhere else, a
** coroutine of the user's own included, they block.
*/
#include "session.h"

/* Who wants the packet. */
typedef enum Reader {
  READ_NEXT,     /* next: its headers; a fault at the deadline */
  READ_PACKETS,  /* packets: no deadline; a stop is an end */
  READ_RECEIVE   /* receive: its own deadline, which is an end */
} Reader;

/* What a protected call reads. */
typedef struct Next {
  State *state;
  Session *session;
  Reader reader;
  int64_t patience;  /* ns that it may wait; NO_DEADLINE: any */
  bool waits;    /* it blocks; else `late` says that this is the last try */
  bool late;
  bool found;    /* a packet, or the end */
} Next;

/* What to do when nothing is there: true, wait. Raises when it is too late. */
static bool go_on(lua_State *L, Next *next) {
  Session *s = next->session;
  if (capture_stopped(s->capture)) {
    if (next->reader == READ_PACKETS) return false;
    fault_throw(L, "interrupted", "stopped while waiting");
  }
  if (next->late && next->reader == READ_RECEIVE) return false;
  if (next->late)
    fault_throw(L, "timeout", "no packet within %d ms", (int)s->timeout);
  return true;
}

/*
** Takes a frame: 1; or 0 at the end of the file, at a stop, or when nothing is
** there and it is not to block. Raises otherwise.
*/
static int take_frame(lua_State *L, Next *next, Frame *frame,
                      int64_t deadline) {
  Session *s = next->session;
  Fault fault;
  for (;;) {
    int n = session_ready(s, &fault);
    if (n == 1) n = capture_next(s->capture, frame, &fault);
    next->found = n == 1 || n == CAPTURE_END;
    if (next->found) return n == 1;
    if (n == CAPTURE_FAULT) return fault_raise(L, &fault);
    if (!next->waits || next->late) {
      next->found = !go_on(L, next);
      return 0;
    }
    state_interrupt(L, next->state);
    Wait wait = capture_wait(s->capture, deadline, state_pending, next->state);
    next->late = wait == WAIT_TIMEOUT;
    if (!next->late && !go_on(L, next)) {
      next->found = true;
      return 0;
    }
  }
}

/* Protected: next -> packet or nil */
static int next_packet(lua_State *L) {
  Next *next = lua_touserdata(L, 1);
  Session *s = next->session;
  Frame frame;
  Stack stack;
  int64_t deadline = NO_DEADLINE;
  if (next->waits) {
    deadline = next->patience;
    if (deadline != NO_DEADLINE) deadline = time_plus(deadline, loop_now());
  }
  next->found = true;
  if (s->left == 0 || !take_frame(L, next, &frame, deadline)) return 0;
  if (s->left > 0) s->left--;
  stack_begin(&stack, &next->state->protocols,
              protocols_root(&next->state->protocols,
                             capture_datalink(s->capture)), &frame);
  packet_push(L, next->state, &stack);
  return 1;
}

/* Pushes the packet, or nil. */
static void push_next(lua_State *L, Next *next) {
  Loop loop;
  lua_pushcfunction(L, next_packet);
  lua_pushlightuserdata(L, next);
  session_check(L, 1);  /* a finalizer may have closed it meanwhile */
  loop_begin(L, next->state, &loop);
  session_enter(&loop, next->session);
  int status = lua_pcall(L, 1, 1, 0);
  loop_end(&loop);
  if (status != LUA_OK) lua_error(L);
}

/* What a reader gets of the packet on top. */
static int results(lua_State *L, Reader reader) {
  if (reader != READ_NEXT || lua_isnil(L, -1)) return 1;
  return packet_unpack(L, state_of(L), -1);
}

/* Stack: capture, of receive how long to wait. */
static Next begin_next(lua_State *L, Reader reader) {
  Session *s = luaL_checkudata(L, 1, CAPTURE_CLASS);
  Next next = {.state = state_of(L), .session = s, .reader = reader,
               .patience = NO_DEADLINE};
  lua_settop(L, 2);
  if (reader == READ_PACKETS || !s->capture || capture_filename(s->capture))
    return next;
  if (reader == READ_RECEIVE) next.patience = luaL_checkinteger(L, 2);
  else if (s->timeout > 0) next.patience = s->timeout * 1000000;
  return next;
}

/* After the loop has run: a frame may be there. Waits for the next one else. */
static int resumed(lua_State *L, int status, lua_KContext reader) {
  Next next = begin_next(L, (Reader)reader);
  Session *s = next.session;
  Scheduler *scheduler = next.state->scheduler;
  Job *job = scheduler->current;
  if (status == LUA_YIELD) {
    if (reader == READ_PACKETS && !s->capture) return 0;
    next.late = job->expired;
    push_next(L, &next);
    if (next.found) return results(L, next.reader);
    lua_pop(L, 1);
  }
  int64_t due = next.patience;
  job->expired = false;
  if (due != NO_DEADLINE) {
    due = status == LUA_YIELD ? job->timer.due
                              : time_plus(sched_now(scheduler), due);
    job_arm(L, scheduler, job, due);
  }
  job_await(scheduler, job, s);
  return lua_yieldk(L, 0, reader, resumed);
}

static int read_next(lua_State *L, Reader reader) {
  session_check(L, 1);
  Next next = begin_next(L, reader);
  Job *job = job_yielding(L, next.state);
  next.waits = !job;
  /* what is there now, unless the packets' clock says whose turn it is */
  if (!job || (next.state->scheduler->live && job->share-- > 0)) {
    push_next(L, &next);
    if (next.found) return results(L, reader);
    lua_pop(L, 1);
  }
  return resumed(L, LUA_OK, reader);
}

/* capture:next() -> headers..., remaining data, time; nil at the end */
int capture_next_lua(lua_State *L) { return read_next(L, READ_NEXT); }

/* Iterator of capture:packets. */
static int next_of_packets(lua_State *L) {
  const Session *s = luaL_checkudata(L, 1, CAPTURE_CLASS);
  return s->capture ? read_next(L, READ_PACKETS) : 0;
}

/* capture:packets() -> iterator, capture */
int capture_packets(lua_State *L) {
  session_check(L, 1);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_pushcclosure(L, next_of_packets, 1);
  lua_pushvalue(L, 1);
  return 2;
}

/* receive(capture, nanoseconds) -> packet; nil when the time is over */
int capture_receive(lua_State *L) { return read_next(L, READ_RECEIVE); }
