/*
** feed.c - packets into handlers: the host's own, and those of captures
*/
#include "engine.h"

#include <string.h>

/* --- Lua's side --- */

/* In the thread: script -> nothing. It may yield. */
static int handle(lua_State *T) {
  Script *s = lua_touserdata(T, 1);
  lua_rawgeti(T, LUA_REGISTRYINDEX, s->handlers_ref);
  return handlers_run(T, s->state, 2, 0, &s->stack);
}

static int handled(lua_State *T, int status, lua_KContext context) {
  (void)context;
  return status > LUA_YIELD ? lua_error(T) : 0;
}

/* error -> the same; a string has the traceback */
static int trace(lua_State *T) {
  if (lua_type(T, 1) == LUA_TSTRING)
    luaL_traceback(T, T, lua_tostring(T, 1), 1);
  return 1;
}

/*
** In the thread: script -> nothing. What handlers have to close is closed here,
** where the limits see it (limits.c).
*/
static int deliver(lua_State *T) {
  lua_pushcfunction(T, trace);
  lua_pushcfunction(T, handle);
  lua_pushvalue(T, 1);
  return handled(T, lua_pcallk(T, 1, 0, 2, 0, handled), 0);
}

/* Protected: script -> nothing */
static int take_job(lua_State *L) {
  Script *s = lua_touserdata(L, 1);
  s->job = job_take(L, s->state);
  return 0;
}

/* Protected: script -> nothing. Runs what is due, and what is ready. */
static int tick(lua_State *L) {
  Script *s = lua_touserdata(L, 1);
  Scheduler *scheduler = s->state->scheduler;
  s->loop.L = L;
  while (sched_due(scheduler, s->until)) {
    limits_charge(L, 100);
    sched_fire(&s->loop, s->until);
  }
  sched_advance(scheduler, s->until);
  sched_ready(&s->loop);
  return 0;
}

/* --- one packet --- */

static void begin(Script *s) {
  loop_begin(s->L, s->state, &s->loop);
  s->loop.packets = true;
  s->loop.shift = s->shift;
}

/* Moves the clock to a time of packets, and runs what that makes due. */
static int advance(Script *s, int64_t time) {
  Scheduler *scheduler = s->state->scheduler;
  if (!s->anchored) {
    s->shift = time_minus(scheduler->now, time);
    s->anchored = true;
  }
  s->until = time_plus(time, s->shift);
  if (!scheduler->ready && !sched_due(scheduler, s->until)) {
    sched_advance(scheduler, s->until);
    return PYCAP_OK;
  }
  begin(s);
  limits_begin(s, s->L);
  int code = script_call(s, tick, s);
  loop_end(&s->loop);
  return code;
}

/* What the handlers that returned so far want. */
static int verdict_of(const Script *s) {
  return s->verdict.dropped ? PYCAP_DROP
       : s->verdict.replaced ? PYCAP_REPLACE : PYCAP_ACCEPT;
}

/* Calls the handlers that want the frame in s->stack: the verdict or a code. */
static int enter(Script *s, const Frame *frame) {
  int code = s->job ? PYCAP_OK : script_call(s, take_job, s);
  if (code) return code;
  lua_State *T = s->job->thread;
  lua_pushcfunction(T, deliver);
  lua_pushlightuserdata(T, s);
  begin(s);
  s->verdict.thread = T;
  s->verdict.frame = frame;
  s->verdict.table = s->kept_ref;
  s->verdict.slot = s->kept + 1;
  s->verdict.dropped = s->verdict.replaced = false;
  s->state->verdict = &s->verdict;
  limits_begin(s, T);
  int status = job_resume(&s->loop, s->job, 1);
  s->state->verdict = NULL;
  loop_end(&s->loop);
  if (status == LUA_YIELD) {  /* the thread is the scheduler's now */
    s->job = NULL;
    return verdict_of(s);
  }
  if (status == LUA_OK) code = limits_over(s);
  if (status == LUA_OK && !code) {
    lua_settop(T, 0);
    return verdict_of(s);
  }
  if (status != LUA_OK) code = script_fail(s, T, status);
  else engine_fail(s->engine, code, "a limit was reached");
  job_give(s->L, s->state, s->job);
  s->job = NULL;
  return code;
}

static int feed(Script *s, int linktype, const Frame *frame) {
  const Protocols *all = &s->state->protocols;
  Handlers *h = s->handlers;
  int code = advance(s, frame->time);
  if (code) return code;
  if (linktype != s->linktype) {
    s->linktype = linktype;
    s->root = protocols_root(all, linktype);
  }
  if (!h->any || frame_unwanted(all, s->root, frame, h->interest))
    return PYCAP_ACCEPT;
  stack_begin(&s->stack, all, s->root, frame);
  if (!handlers_want(h, &s->stack)) return PYCAP_ACCEPT;
  s->engine->stats.entered++;
  return enter(s, frame);
}

/* Counts a verdict, and keeps what replaces the packet. */
static void count(pycap_engine *e, int verdict) {
  Script *s = e->script;
  e->stats.packets++;
  e->stats.dropped += verdict == PYCAP_DROP;
  e->stats.replaced += verdict == PYCAP_REPLACE;
  e->stats.failed += verdict < 0;
  e->stats.limited += verdict == PYCAP_INSTRUCTIONS || verdict == PYCAP_MEMORY;
  if (verdict != PYCAP_REPLACE) return;
  s->kept++;
  lua_rawgeti(s->L, LUA_REGISTRYINDEX, s->kept_ref);
  lua_rawgeti(s->L, -1, s->kept);
  e->bytes = lua_tolstring(s->L, -1, &e->size);
  lua_pop(s->L, 2);
}

static int feed_one(pycap_engine *e, int linktype, int64_t time,
                    const void *bytes, size_t caplen, size_t length) {
  int verdict = PYCAP_ACCEPT;
  e->bytes = NULL;
  e->size = 0;
  if (caplen > length || length > UINT32_MAX || caplen > PACKET_MAX ||
      (!bytes && caplen > 0)) {
    verdict = engine_fail(e, PYCAP_ARGUMENT, "feed: caplen %zu, length %zu",
                          caplen, length);
  } else if (e->script) {
    Frame frame = {bytes ? bytes : "", (uint32_t)caplen, (uint32_t)length,
                   time};
    verdict = feed(e->script, linktype, &frame);
  }
  count(e, verdict);
  return verdict;
}

/* Forgets the bytes that were handed out last. */
static void forget(Script *s) {
  if (!s || s->kept == 0) return;
  lua_rawgeti(s->L, LUA_REGISTRYINDEX, s->kept_ref);
  for (; s->kept > 0; s->kept--) {
    lua_pushnil(s->L);
    lua_rawseti(s->L, -2, s->kept);
  }
  lua_pop(s->L, 1);
}

PYCAP_API int pycap_engine_feed(pycap_engine *e, int linktype,
                                int64_t timestamp_ns, const void *bytes,
                                size_t caplen, size_t length) {
  int code = engine_enter(e, false);
  if (code) return code;
  forget(e->script);
  e->busy = true;
  code = feed_one(e, linktype, timestamp_ns, bytes, caplen, length);
  if (code == PYCAP_STOPPED) engine_stopped(e);
  e->busy = false;
  return code;
}

PYCAP_API const void *pycap_engine_bytes(const pycap_engine *e, size_t *size) {
  if (size) *size = e->size;
  return e->bytes;
}

PYCAP_API int pycap_engine_feed_batch(pycap_engine *e, pycap_frame *frames,
                                      int count_) {
  int code = engine_enter(e, false), i;
  if (code) return code;
  if (count_ < 0 || (count_ > 0 && !frames))
    return engine_fail(e, PYCAP_ARGUMENT, "feed_batch: %d frames", count_);
  forget(e->script);
  e->busy = true;
  for (i = 0; i < count_ && !engine_stopped(e); i++) {
    pycap_frame *f = &frames[i];
    f->verdict = feed_one(e, f->linktype, f->timestamp_ns, f->bytes, f->caplen,
                          f->length);
    f->replaced = e->bytes;
    f->size = e->size;
  }
  if (i > 0 && frames[i - 1].verdict == PYCAP_STOPPED) engine_stopped(e);
  e->busy = false;
  return i;
}

PYCAP_API int pycap_engine_tick(pycap_engine *e, int64_t timestamp_ns) {
  int code = engine_enter(e, true);
  if (code) return code;
  e->busy = true;
  code = advance(e->script, timestamp_ns);
  if (code == PYCAP_STOPPED) engine_stopped(e);
  e->busy = false;
  return code;
}

/* --- the engine's own captures --- */

static void set_text(lua_State *L, const char *key, const char *text) {
  lua_pushstring(L, text);
  lua_setfield(L, -2, key);
}

/* Protected: script -> nothing */
static int open_own(lua_State *L) {
  const Script *s = lua_touserdata(L, 1);
  const pycap_source *source = &s->engine->source;
  pycap_opener(L, NULL);  /* not the one before */
  lua_rawgeti(L, LUA_REGISTRYINDEX, s->capture_ref);
  lua_createtable(L, 0, 7);
  set_text(L, "device", source->device);
  set_text(L, "filename", source->filename);
  set_text(L, "filter", source->filter);
  lua_pushinteger(L, source->snaplen ? source->snaplen : 262144);
  lua_setfield(L, -2, "snaplen");
  lua_pushinteger(L, source->buffer);
  lua_setfield(L, -2, "buffer");
  lua_pushboolean(L, source->promiscuous);
  lua_setfield(L, -2, "promisc");
  lua_pushboolean(L, source->immediate);
  lua_setfield(L, -2, "immediate");
  lua_call(L, 1, 1);
  pycap_source_set(L, lua_gettop(L), -1, source->filter);
  return 0;
}

/* Protected: script -> nothing */
static int run(lua_State *L) {
  const Script *s = lua_touserdata(L, 1);
  lua_rawgeti(L, LUA_REGISTRYINDEX, s->loop_ref);
  lua_call(L, 0, 0);
  return 0;
}

int engine_open(pycap_engine *e) {
  Script *s = e->script;
  if (!e->has_source || s->opened) return PYCAP_OK;
  int code = script_call(s, open_own, s);
  s->opened = code == PYCAP_OK;
  return code;
}

PYCAP_API int pycap_engine_run(pycap_engine *e) {
  int code = engine_enter(e, true);
  if (code) return code;
  Script *s = e->script;
  e->busy = true;
  limits_begin(s, s->L);
  code = engine_open(e);
  /* what woke nobody is not to wake this; a stop that comes now is seen */
  if (!atomic_load(&e->stopping)) waker_drain(e->wakefd);
  s->state->fed = false;
  s->state->begin = limits_turn;
  if (code == PYCAP_OK && !atomic_load(&e->stopping))
    code = script_call(s, run, s);
  s->state->begin = NULL;
  s->state->fed = true;
  if (engine_stopped(e) && code == PYCAP_STOPPED) code = PYCAP_OK;
  e->busy = false;
  return code;
}
