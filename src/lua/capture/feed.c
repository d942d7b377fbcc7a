/*
** feed.c - packets of the host into the handlers of pycap.on
*/
#include <string.h>

#include "../host.h"
#include "../select/handler.h"
#include "../select/result.h"
#include "../value/reference.h"
#include "sched.h"
#include "source.h"

_Static_assert(HOST_BYTES_MAX == PACKET_MAX, "a frame is a packet");

static const char feed_key = 'f';  /* its address, in the registry: the Feed */

struct Feed {
  lua_State *L;
  State *state;
  const Host *host;
  Handlers *handlers;
  HandlerList *list;
  int list_ref;          /* references in the registry: the table of `list`, */
  int kept;              /* slots in use of the table Outcome.table */
  Job *job;              /* whose thread handlers run in; NULL: take one */
  Activity activity;
  Outcome outcome;
  bool anchored;         /* the scheduler's clock goes with packets' time, */
  int64_t shift;         /* by so much; */
  int64_t until;         /* what is due by then is to run */
  int linktype;          /* of the last packet, */
  unsigned root;         /* and the protocol it begins with, */
  unsigned version;      /* by this version of the protocols */
  Stack stack;
};

/* --- Lua's side --- */

/* Notes the handlers that there are now. */
static void take_list(lua_State *L, Feed *f) {
  lua_getfield(L, LUA_REGISTRYINDEX, HANDLERS_KEY);
  handlers_pushlist(L, -1);
  lua_rawseti(L, LUA_REGISTRYINDEX, f->list_ref);
  lua_pop(L, 1);
  f->list = f->handlers->list;
}

/* In the thread: feed -> nothing. It may yield. */
static int handle(lua_State *T) {
  Feed *f = lua_touserdata(T, 1);
  if (f->list != f->handlers->list) take_list(T, f);
  lua_rawgeti(T, LUA_REGISTRYINDEX, f->list_ref);
  return handlers_run(T, f->state, f->handlers, 0, &f->stack);
}

static int handled(lua_State *T, int status, lua_KContext context) {
  (void)context;
  return status > LUA_YIELD ? lua_error(T) : 0;
}

/*
** In the thread: trace, handle, feed -> nothing. What handlers have to close is
** closed here, where limits see it.
*/
static int deliver(lua_State *T) {
  return handled(T, lua_pcallk(T, 1, 0, 1, 0, handled), 0);
}

/* Protected: feed -> nothing */
static int take_job(lua_State *L) {
  Feed *f = lua_touserdata(L, 1);
  f->job = job_take(L, f->state);
  return 0;
}

/* Protected: feed -> nothing. Runs what is due, and what is ready. */
static int run_due(lua_State *L) {
  Feed *f = lua_touserdata(L, 1);
  Scheduler *scheduler = f->state->scheduler;
  f->activity.L = L;
  while (sched_due(scheduler, f->until)) {
    if (f->host->charge) f->host->charge(L, 100);
    sched_fire(&f->activity, f->until);
  }
  sched_advance(scheduler, f->until);
  sched_ready(&f->activity);
  return 0;
}

/* Calls a function in protected mode. False: the host was told why. */
static bool call(Feed *f, lua_CFunction function) {
  lua_State *L = f->L;
  int top = lua_gettop(L);
  lua_pushcfunction(L, f->host->trace);
  lua_pushcfunction(L, function);
  lua_pushlightuserdata(L, f);
  int status = lua_pcall(L, 1, 0, top + 1);
  if (status != LUA_OK) f->host->failed(f->host->context, L, status);
  lua_settop(L, top);
  return status == LUA_OK;
}

/* --- one packet --- */

static void begin(Feed *f) {
  activity_begin(f->L, f->state, &f->activity);
  f->activity.packets = true;
  f->activity.shift = f->shift;
}

static bool enter(Feed *f, bool counts);

/* Hands over the flows that were silent, and what waited for fragments, for too
** long. False: a handler has failed. */
static bool expire(Feed *f, int64_t time) {
  Conversations *c = f->handlers->conversations;
  if (!c) return true;
  conversations_advance(c, time);
  while (conversations_wait(c) && handlers_next(f->handlers, &f->stack))
    if (!enter(f, false)) return false;
  return true;
}

/* Runs timers and coroutines that are due. */
static HostVerdict run_timers(Feed *f, int64_t time) {
  Scheduler *scheduler = f->state->scheduler;
  if (!f->anchored) {
    f->shift = time_minus(scheduler->now, time);
    f->anchored = true;
  }
  f->until = time_plus(time, f->shift);
  if (!scheduler->ready && !sched_due(scheduler, f->until)) {
    sched_advance(scheduler, f->until);
    return HOST_ACCEPT;
  }
  begin(f);
  if (f->host->begin) f->host->begin(f->L);
  bool done = call(f, run_due);
  activity_end(&f->activity);
  return done ? HOST_ACCEPT : HOST_FAILED;
}

HostVerdict host_advance(Feed *f, int64_t time) {
  HostVerdict verdict = run_timers(f, time);
  return verdict == HOST_ACCEPT && !expire(f, time) ? HOST_FAILED : verdict;
}

/* What the handlers that returned so far want. */
static HostVerdict verdict_of(Feed *f) {
  if (f->outcome.dropped) return HOST_DROP;
  if (!f->outcome.replaced) return HOST_ACCEPT;
  f->kept++;
  return HOST_REPLACE;
}

/*
** Calls the handlers that want the frame in f->stack. `counts`: what they
** return decides on the packet that was fed. False: they failed.
*/
static bool enter(Feed *f, bool counts) {
  if (!f->job && !call(f, take_job)) return false;
  lua_State *T = f->job->thread;
  lua_pushcfunction(T, deliver);
  lua_pushcfunction(T, f->host->trace);
  lua_pushcfunction(T, handle);
  lua_pushlightuserdata(T, f);
  begin(f);
  f->outcome.thread = T;
  f->state->outcome = counts ? &f->outcome : NULL;
  if (f->host->begin) f->host->begin(T);
  int status = job_resume(&f->activity, f->job, 3);
  f->state->outcome = NULL;
  activity_end(&f->activity);
  if (status == LUA_OK) lua_settop(T, 0);
  if (status == LUA_YIELD) f->job = NULL;  /* the thread is the scheduler's */
  if (status == LUA_OK || status == LUA_YIELD) return true;
  f->host->failed(f->host->context, T, status);
  job_give(f->L, f->state, f->job);
  f->job = NULL;
  return false;
}

/* Calls the handlers that want a frame, and what it completes. */
static HostVerdict enter_all(Feed *f, const Frame *frame, uint64_t *entered) {
  Handlers *h = f->handlers;
  bool more = h->more, any = !more || h->due;
  f->outcome.frame = frame;
  f->outcome.slot = f->kept + 1;
  f->outcome.dropped = f->outcome.replaced = false;
  bool done = !any || enter(f, true);
  while (more && done && handlers_next(h, &f->stack)) {
    any = true;
    done = enter(f, h->delivery->parts > 0);
  }
  *entered += any;
  return done ? verdict_of(f) : HOST_FAILED;
}

HostVerdict host_feed(Feed *f, int linktype, int64_t time, const void *bytes,
                  uint32_t caplen, uint32_t length,
                      uint64_t *entered) {
  const Protocols *all = &f->state->protocols;
  Handlers *h = f->handlers;
  Frame frame = {.bytes = bytes ? bytes : "", .caplen = caplen,
                 .length = length, .time = time};
  if (host_advance(f, time) == HOST_FAILED) return HOST_FAILED;
  if (linktype != f->linktype || f->version != all->version) {
    f->linktype = linktype;
    f->root = protocols_root(all, linktype);
    f->version = all->version;
    if (h->version != all->version) handlers_refresh(h, all);
  }
  if (!h->any || frame_unwanted(all, f->root, &frame, h->interest))
    return HOST_ACCEPT;
  stack_begin(&f->stack, all, f->root, &frame);
  if (!handlers_want(h, &f->stack)) return HOST_ACCEPT;
  return enter_all(f, &frame, entered);
}

/* --- the bytes that replace packets --- */

const void *host_bytes(const Feed *f, size_t *size) {
  lua_rawgeti(f->L, LUA_REGISTRYINDEX, f->outcome.table);
  lua_rawgeti(f->L, -1, f->kept);
  const char *bytes = lua_tolstring(f->L, -1, size);
  lua_pop(f->L, 2);
  return bytes;
}

void host_forget(Feed *f) {
  if (f->kept == 0) return;
  lua_rawgeti(f->L, LUA_REGISTRYINDEX, f->outcome.table);
  for (; f->kept > 0; f->kept--) {
    lua_pushnil(f->L);
    lua_rawseti(f->L, -2, f->kept);
  }
  lua_pop(f->L, 1);
}

/* --- making --- */

Feed *host_feeder(lua_State *L) {
  Feed *f = lua_newuserdatauv(L, sizeof *f, 0);
  memset(f, 0, sizeof *f);
  f->state = state_find(L);
  f->L = f->state->main;
  f->host = f->state->host;
  f->linktype = -1;
  f->root = PROTOCOL_NONE;
  lua_newtable(L);
  f->outcome.table = luaL_ref(L, LUA_REGISTRYINDEX);
  lua_getfield(L, LUA_REGISTRYINDEX, HANDLERS_KEY);
  f->handlers = lua_touserdata(L, -1);
  lua_pop(L, 1);
  lua_newtable(L);
  f->list_ref = luaL_ref(L, LUA_REGISTRYINDEX);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &feed_key);
  return f;
}
