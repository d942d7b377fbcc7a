/*
** next.c - capture:next, capture:packets, capture:fields, receive: one packet,
** waited for
**
** In a coroutine that a loop runs they yield to the loop; anywhere else, a
** coroutine of the user's own included, they block.
*/
#include "next.h"

#include "../base/keep.h"
#include <string.h>

#include "../select/fields.h"
#include "../value/packet.h"
#include "sched.h"

/* What an iterator over fields looks for. */
typedef struct Wanted {
  Fields fields;
  unsigned version;  /* of the protocols that this is right for */
  uint8_t interest[PROTOCOLS_MAX];
} Wanted;

static void refresh(Wanted *w) {
  memset(w->interest, 0, sizeof w->interest);
  select_interest(&w->fields.select, w->interest);
  w->version = w->fields.select.all->version;
}

/* True for a packet that the iterator gives; decodes as far as needed. */
static bool wanted_here(Wanted *w, Stack *stack, View *view) {
  bool every = w->fields.select.protocols[0] == PROTOCOL_NONE;
  if (w->version != stack->all->version) refresh(w);
  return (stack_decode(stack, w->interest) || every) &&
         select_view(&w->fields.select, stack, view) &&
         select_holds(&w->fields.select, view);
}

/* What a protected call reads. */
typedef struct Request {
  State *state;
  Session *session;
  bool stops;    /* a stop is an end; there is no deadline */
  bool ends;     /* the deadline is an end */
  int64_t patience;  /* ns that it may wait; NO_DEADLINE: any */
  bool waits;    /* it blocks; else `late` says that this is the last try */
  bool late;
  bool found;    /* a packet, or the end */
  Wanted *wanted;  /* NULL: every packet is */
} Request;

#define PATIENCE 1024  /* packets between two looks at the signals */

/* What the continuation has to know: one of these, or a Wanted. */
enum { NEXT, PACKETS, RECEIVE };

/* What to do when nothing is there: true, wait. Raises when it is too late. */
static bool retry_or_raise(lua_State *L, Request *request) {
  Session *s = request->session;
  if (capture_stopped(s->capture)) {
    if (request->stops) return false;
    fault_throw(L, "interrupted", "stopped while waiting");
  }
  if (request->late && request->ends) return false;
  if (request->late)
    fault_throw(L, "timeout", "no packet within %d ms", (int)s->timeout);
  return true;
}

/*
** Takes a frame: 1; or 0 at the end of the file, at a stop, or when nothing is
** there and it is not to block. Raises otherwise.
*/
static int take_frame(lua_State *L, Request *request, Frame *frame,
                      int64_t deadline) {
  Session *s = request->session;
  Fault fault;
  for (;;) {
    int n = session_ready(s, &fault);
    if (n == 1) n = capture_next(s->capture, frame, &fault);
    request->found = n == 1 || n == CAPTURE_END;
    if (request->found) return n == 1;
    if (n == CAPTURE_FAULT) return fault_raise(L, &fault);
    if (!request->waits || request->late) {
      request->found = !retry_or_raise(L, request);
      return 0;
    }
    state_interrupt(L, request->state);
    Wait wait = capture_wait(s->capture, deadline, state_pending,
                             request->state);
    request->late = wait == WAIT_TIMEOUT;
    if (!request->late && !retry_or_raise(L, request)) {
      request->found = true;
      return 0;
    }
  }
}

/* True when a look at the scheduler or at the signals is due, and not more. */
static bool needs_yield(lua_State *L, Request *request, int passed) {
  if (!request->waits) {
    request->found = request->state->scheduler->live && passed % SHARE != 0;
    return !request->found;
  }
  if (passed % PATIENCE != 0) return false;
  state_interrupt(L, request->state);
  return capture_stopped(request->session->capture);
}

/* Takes a frame that is wanted, in `stack`. False: there is none. */
static bool take_wanted(lua_State *L, Request *request, int64_t deadline,
                        Stack *stack, View *view) {
  const Protocols *all = &request->state->protocols;
  Session *s = request->session;
  Frame frame;
  for (int passed = 1;; passed++) {
    request->found = true;
    if (s->left == 0 || !take_frame(L, request, &frame, deadline)) return false;
    s->taken++;
    if (s->left > 0) s->left--;
    stack_begin(stack, all, protocols_root(all, frame.link), &frame);
    if (!request->wanted || wanted_here(request->wanted, stack, view))
      return true;
    if (needs_yield(L, request, passed)) return false;
  }
}

/* Protected: request -> packet, fields or nothing */
static int answer(lua_State *L) {
  Request *request = lua_touserdata(L, 1);
  Stack stack;
  View view;
  int64_t deadline = NO_DEADLINE;
  view.work = 0;
  if (request->waits) {
    deadline = request->patience;
    if (deadline != NO_DEADLINE) deadline = time_plus(deadline, clock_now());
  }
  if (!take_wanted(L, request, deadline, &stack, &view)) return 0;
  if (!request->wanted) {
    packet_push(L, request->state, &stack);
    return 1;
  }
  const Fields *fields = &request->wanted->fields;
  fields_charge(L, &view);
  luaL_checkstack(L, (int)fields->count + LUA_MINSTACK, NULL);
  lua_rawgeti(L, LUA_REGISTRYINDEX, request->state->texts.table);
  fields_push(L, request->state, fields, &view, lua_gettop(L));
  return (int)fields->count;
}

/* Pushes the packet, the fields or nothing above the capture. */
static void push_answer(lua_State *L, Request *request) {
  Activity activity;
  lua_settop(L, 1);
  lua_pushcfunction(L, answer);
  lua_pushlightuserdata(L, request);
  if (!session_isfree(request->session))  /* a finalizer may have closed it */
    session_refuse(L, request->session);
  activity_begin(L, request->state, &activity);
  session_enter(&activity, request->session);
  int status = lua_pcall(L, 1, LUA_MULTRET, 0);
  activity_end(&activity);
  if (status != LUA_OK) lua_error(L);
}

/* What is returned of what push_answer has pushed. */
static int results(lua_State *L, lua_KContext how) {
  int count = lua_gettop(L) - 1;
  if (how == NEXT && count > 0) return packet_unpack(L, state_of(L), -1);
  if (how == NEXT) {
    lua_pushnil(L);
    return 1;
  }
  if (count > 0 && lua_isnil(L, 2)) {  /* nil would end the loop */
    lua_pushboolean(L, 0);
    lua_replace(L, 2);
  }
  return count;
}

/* Stack: capture, of receive how long it waits. */
static Request make_request(lua_State *L, Session *s, lua_KContext how) {
  Request request = {.state = state_of(L), .session = s,
                     .patience = NO_DEADLINE};
  request.ends = how == RECEIVE;
  request.stops = how != NEXT && how != RECEIVE;
  if (request.stops && how != PACKETS) request.wanted = (Wanted *)how;
  if (request.stops || !s->capture || capture_filename(s->capture))
    return request;
  if (request.ends) request.patience = lua_tointeger(L, 2);
  else if (s->timeout > 0) request.patience = s->timeout * 1000000;
  return request;
}

static int resumed(lua_State *L, int status, lua_KContext how);

/* Has the job wait for a frame until `due`. */
static int yield_until(lua_State *L, const Request *request, int64_t due,
                       lua_KContext how) {
  Scheduler *scheduler = request->state->scheduler;
  Job *job = scheduler->current;
  job->expired = false;
  if (due != NO_DEADLINE) job_arm(L, scheduler, job, due);
  job_await(scheduler, job, request->session);
  return lua_yieldk(L, 0, how, resumed);
}

/* After the loop has run: a frame may be there. Waits for the next one else. */
static int resumed(lua_State *L, int status, lua_KContext how) {
  Request request = make_request(L, lua_touserdata(L, 1), how);
  const Job *job = request.state->scheduler->current;
  (void)status;
  if (request.stops && !request.session->capture) return 0;
  request.late = job->expired;
  push_answer(L, &request);
  if (request.found) return results(L, how);
  return yield_until(L, &request, request.patience == NO_DEADLINE
    ? NO_DEADLINE : job->timer.due, how);
}

static int read_next(lua_State *L, Session *s, lua_KContext how) {
  Request request = make_request(L, s, how);
  Scheduler *scheduler = request.state->scheduler;
  Job *job = job_yielding(L, request.state);
  if (!session_isfree(s)) session_refuse(L, s);
  request.waits = !job;
  /* what is there now, unless the packets' clock says whose turn it is */
  if (!job || (scheduler->live && job->share-- > 0)) {
    push_answer(L, &request);
    if (request.found) return results(L, how);
  }
  return yield_until(L, &request, request.patience == NO_DEADLINE
    ? NO_DEADLINE : time_plus(sched_now(scheduler), request.patience), how);
}

/* capture:next() -> headers..., remaining data, time; nil at the end */
int capture_next_lua(lua_State *L) {
  return read_next(L, session_check(L, 1), NEXT);
}

/* The capture at 1 of an iterator, whose upvalue 2 is the one it was made for:
** what is looked up by name is another one alone. */
static Session *iterated(lua_State *L) {
  Session *s = lua_touserdata(L, lua_upvalueindex(2));
  return lua_touserdata(L, 1) == s ? s
                                   : luaL_checkudata(L, 1, CAPTURE_CLASS);
}

/* Iterator of capture:packets. */
static int next_of_packets(lua_State *L) {
  Session *s = iterated(L);
  return s->capture ? read_next(L, s, PACKETS) : 0;
}

/* capture:packets() -> iterator, capture */
int capture_packets(lua_State *L) {
  session_check(L, 1);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_pushvalue(L, 1);
  lua_pushcclosure(L, next_of_packets, 2);
  lua_pushvalue(L, 1);
  return 2;
}

/* Iterator of capture:fields; upvalue 3: the Wanted. */
static int next_of_fields(lua_State *L) {
  const Wanted *wanted = lua_touserdata(L, lua_upvalueindex(3));
  Session *s = iterated(L);
  return s->capture ? read_next(L, s, (lua_KContext)wanted) : 0;
}

/*
** capture:fields(protocol, names and conditions) -> iterator, capture: it gives
** what is listed of each packet that has the protocol; false where the first is
** absent.
*/
int capture_fields_lua(lua_State *L) {
  const State *state = state_of(L);
  session_check(L, 1);
  unsigned protocol = protocol_check(L, state, 2);
  luaL_checktype(L, 3, LUA_TTABLE);
  lua_settop(L, 3);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_pushvalue(L, 1);
  Wanted *wanted = lua_newuserdatauv(L, sizeof *wanted, 0);
  fields_compile(L, state, &wanted->fields, protocol, 3);
  luaL_argcheck(L, wanted->fields.count > 0, 3, "no fields are listed");
  keep(L, -2);
  refresh(wanted);
  lua_pushcclosure(L, next_of_fields, 3);
  lua_pushvalue(L, 1);
  return 2;
}

int capture_receive(lua_State *L) {
  return read_next(L, session_check(L, 1), RECEIVE);
}
