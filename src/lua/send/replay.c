/*
** replay.c - injector:replay: a capture file onto a device, in its time
*/
#include "replay.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../../io/datalink.h"
#include "../../io/replay.h"
#include "../base/options.h"
#include "../capture/session.h"
#include "sender.h"

#define SPIN INT64_C(150000)        /* ns: closer than this is not slept, */
#define EARLY INT64_C(80000)        /* and so much before a sleep ends */
#define SHOWN INT64_C(250000000)    /* ns between two looks at the progress */

typedef struct ReplayRun {
  Replay replay;
  State *state;
  Session *session;
  const Sender *sender;
  Activity activity;
  lua_Integer times;  /* how often the file is still to be read */
  bool shows;         /* progress, on a terminal */
  int64_t shown;
} ReplayRun;

/* --- options --- */

/* Reads the options at 3. */
static void read_options(lua_State *L, ReplayRun *play) {
  Replay *r = &play->replay;
  int given = 0;
  r->pace = PACE_SPEED;
  r->rate = 1;
  play->times = 1;
  if (lua_isnoneornil(L, 3)) return;
  luaL_checktype(L, 3, LUA_TTABLE);
  double speed = 0, pps = 0, bps = 0;
  bool top = false;
  const Option options[] = {
    {OPTION("speed", RATE, &speed)},
    {OPTION("pps", RATE, &pps)},
    {OPTION("bps", RATE, &bps)},
    {OPTION("top", FLAG, &top)},
    {OPTION("loop", COUNT, &play->times), RANGE(1, LUA_MAXINTEGER)},
    {.key = NULL}
  };
  options_take(L, 3, "replay", options);
  if (speed > 0) given++, r->rate = speed;
  if (pps > 0) given++, r->pace = PACE_PACKETS, r->rate = pps;
  if (bps > 0) given++, r->pace = PACE_BITS, r->rate = bps;
  if (top) given++, r->pace = PACE_TOP;
  if (given > 1)
    luaL_error(L, "replay: speed, pps, bps and top exclude each other");
}

/* --- progress --- */

static void show(ReplayRun *play, int64_t now) {
  const Replay *r = &play->replay;
  if (now < play->shown + SHOWN) return;
  play->shown = now;
  fprintf(stderr, "\r%llu packets, %.1f MB, %.1f s\033[K",
          (unsigned long long)r->packets, (double)r->bytes / 1e6,
          r->start ? (double)(now - r->start) / 1e9 : 0);
  fflush(stderr);
}

static void clear(const ReplayRun *play) {
  if (play->shown == 0) return;
  fputs("\r\033[K", stderr);
  fflush(stderr);
}

/* --- the run --- */

static void wait_due(ReplayRun *play) {
  int64_t due = play->replay.due, now = clock_now();
  int64_t until = due - EARLY;
  if (due - now > SPIN) {
    if (play->shows && until > now + SHOWN) until = now + SHOWN;
    wait_poll(NULL, 0, until, state_pending, play->state);
    return;
  }
  while (clock_now() < due) {}
}

/* Raises when what is to be sent does not fit to where. */
static void check_datalink(lua_State *L, const ReplayRun *play) {
  int has = capture_datalink(play->session->capture);
  int takes = injector_datalink(play->sender->injector);
  bool ip = takes == DATALINK_RAW &&
            (has == datalink_number("IPV4") || has == datalink_number("IPV6"));
  if (takes < 0 || has == takes || ip) return;
  const char *name = datalink_name(has);
  fault_throw(L, "unsupported", "%s: the capture's link type is %s, and %s "
              "takes %s", injector_device(play->sender->injector),
              name ? name : "unknown",
              takes == DATALINK_RAW ? "level \"ip\"" : "the device",
              datalink_name(takes));
}

/* Waits for the header of a stream; false: it was stopped. */
static bool make_ready(lua_State *L, ReplayRun *play) {
  Fault fault;
  int n;
  while ((n = session_ready(play->session, &fault)) == 0) {
    state_interrupt(L, play->state);
    if (play->activity.stopped) return false;
    capture_wait(play->session->capture, NO_DEADLINE, state_pending,
                 play->state);
    if (capture_stopped(play->session->capture)) return false;
  }
  if (n == CAPTURE_FAULT) fault_raise(L, &fault);
  check_datalink(L, play);
  return true;
}

/* Does what a step asks for; false: the end. */
static bool carry_out(lua_State *L, ReplayRun *play, ReplayStep step,
                      Fault *fault) {
  Replay *r = &play->replay;
  switch (step) {
    case STEP_MORE:
      return true;
    case STEP_BUSY:
      burst_wait(r->injector, state_pending, play->state);
      return true;
    case STEP_EARLY:
      wait_due(play);
      return true;
    case STEP_STARVED:
      capture_wait(r->capture, NO_DEADLINE, state_pending, play->state);
      return true;
    case STEP_END:
      if (r->limit == 0 || --play->times == 0) return false;
      if (replay_again(r, fault) == 0) return true;
      break;
    case STEP_FAULT:
      break;
  }
  sender_raise(L, fault, (lua_Integer)r->packets);
  return false;
}

/* Protected: play */
static int run_replay(lua_State *L) {
  ReplayRun *play = lua_touserdata(L, 1);
  Session *s = play->session;
  Fault fault;
  if (!make_ready(L, play)) return 0;
  do {
    state_interrupt(L, play->state);
    if (!play->sender->injector) luaL_error(L, "injector is closed");
    if (play->activity.stopped || s->closing || capture_stopped(s->capture))
      break;
    if (play->shows) show(play, clock_now());
  } while (carry_out(L, play, replay_step(&play->replay, &fault), &fault));
  return 0;
}

static void push_figure(lua_State *L, const char *name, uint64_t n) {
  lua_pushinteger(L, (lua_Integer)n);
  lua_setfield(L, -2, name);
}

static void push_figures(lua_State *L, const Replay *r, int64_t now) {
  lua_createtable(L, 0, 5);
  push_figure(L, "packets", r->packets);
  push_figure(L, "bytes", r->bytes);
  push_figure(L, "failed", r->failed);
  push_figure(L, "skipped", r->skipped);
  lua_pushnumber(L, r->start ? (double)(now - r->start) / 1e9 : 0);
  lua_setfield(L, -2, "seconds");
}

/* The capture at 2: a file, and one to be read so often. */
static Session *check_capture(lua_State *L, lua_Integer times) {
  Session *s = session_check(L, 2);
  const Capture *capture = s->capture;
  if (!capture_filename(capture))
    luaL_error(L, "replay: capture file expected, got device %s",
               capture_device(capture));
  if (times > 1 && !capture_rewinds(capture))
    luaL_error(L, "replay: loop: %s cannot be read more than once",
               capture_filename(capture));
  return s;
}

/*
** Opens what has to be closed again and runs it protected; the status, and with
** an error that on top.
*/
static int run(lua_State *L, ReplayRun *play) {
  Fault fault;
  Replay *r = &play->replay;
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_pushcclosure(L, run_replay, 1);
  lua_pushlightuserdata(L, play);
  play->sender = sender_check(L);
  play->session = check_capture(L, play->times);
  r->capture = play->session->capture;
  r->injector = play->sender->injector;
  r->truncated = play->sender->truncated;
  r->limit = play->session->left;
  if (replay_open(r, &fault) < 0) fault_raise(L, &fault);
  capture_stopped(r->capture);  /* one that came before is stale */
  activity_begin(L, play->state, &play->activity);
  session_enter(&play->activity, play->session);
  int status = lua_pcall(L, 1, 0, 0);
  play->session->left = r->limit;
  capture_stopped(r->capture);
  activity_end(&play->activity);
  replay_close(r);
  clear(play);
  return status;
}

/* injector:replay(capture [, options]) -> figures */
int injector_replay(lua_State *L) {
  ReplayRun play;
  sender_check(L);
  session_check(L, 2);
  lua_settop(L, 3);
  memset(&play, 0, sizeof play);
  read_options(L, &play);
  play.state = state_of(L);
  play.shows = isatty(STDERR_FILENO);
  if (run(L, &play) != LUA_OK) return lua_error(L);
  push_figures(L, &play.replay, clock_now());
  return 1;
}
