/*
** flows.c - the flows of a capture: limits and counts
*/
#include "flows.h"

#include "../base/options.h"
#include "../select/follow.h"
#include "session.h"

#define SECONDS_MAX 1000000000

/* Reads the option `idle`: one number, or a table of them by kind. */
static void read_idle(lua_State *L, int table, FlowsLimits *limits) {
  double seconds[IDLE_COUNT] = {0};
  const Option options[] = {
    {OPTION("opening", RATE, &seconds[IDLE_OPENING]), .to = SECONDS_MAX},
    {OPTION("tcp", RATE, &seconds[IDLE_OPEN]), .to = SECONDS_MAX},
    {OPTION("closed", RATE, &seconds[IDLE_CLOSED]), .to = SECONDS_MAX},
    {OPTION("unanswered", RATE, &seconds[IDLE_UNANSWERED]), .to = SECONDS_MAX},
    {OPTION("udp", RATE, &seconds[IDLE_ANSWERED]), .to = SECONDS_MAX},
    {OPTION("other", RATE, &seconds[IDLE_OTHER]), .to = SECONDS_MAX},
    {.key = NULL}
  };
  int type = lua_getfield(L, table, "idle");
  double all = type == LUA_TNUMBER ? lua_tonumber(L, -1) : 0;
  if (type == LUA_TTABLE) options_take(L, -1, "pycap: flows: idle", options);
  else if (type != LUA_TNIL && !(all > 0 && all <= SECONDS_MAX))
    option_refuse(L, "pycap: flows", "idle", "seconds, or a table of them", -1);
  for (unsigned i = 0; i < IDLE_COUNT; i++) {
    double given = all > 0 ? all : seconds[i];
    if (given > 0) limits->idle[i] = (int64_t)(given * 1e9);
  }
  lua_pop(L, 1);
}

static void read_limits(lua_State *L, FlowsLimits *limits) {
  static const char *const policies[] = {"oldest", "refuse", NULL};
  int full = limits->refuse;
  lua_Integer flows = limits->flows, bytes = (lua_Integer)limits->bytes;
  const Option options[] = {
    {OPTION("limit", COUNT, &flows), RANGE(1, INT32_MAX)},
    {OPTION("bytes", BYTES, &bytes), RANGE(1, LUA_MAXINTEGER)},
    {OPTION("full", WORD, &full), .words = policies},
    {OPTION("idle", OTHER, NULL)},
    {.key = NULL}
  };
  options_take(L, -1, "pycap: flows", options);
  limits->flows = (uint32_t)flows;
  limits->bytes = (size_t)bytes;
  limits->refuse = full;
  read_idle(L, lua_gettop(L), limits);
}

void flows_read(lua_State *L, int index, Handlers *handlers) {
  FlowsLimits limits = follow_usual(state_find(L));
  int type = lua_getfield(L, index, "flows");
  if (type == LUA_TTABLE) {
    read_limits(L, &limits);
    follow_begin(L, state_find(L), handlers, &limits);
  } else if (type != LUA_TNIL) {
    option_refuse(L, "pycap", "flows", "table", -1);
  }
  lua_pop(L, 1);
}

static void set(lua_State *L, const char *name, uint64_t count) {
  lua_pushinteger(L, (lua_Integer)count);
  lua_setfield(L, -2, name);
}

/*
** capture:flows() -> counts: {open =, begun =, fin =, rst =, idle =, new =,
** full =, ["end"] =, refused =, untold =, bytes =}; nil: none are followed
*/
int capture_flows(lua_State *L) {
  static const char *const names[] = {
    [REASON_FIN] = "fin",   [REASON_RST] = "rst",   [REASON_IDLE] = "idle",
    [REASON_NEW] = "new", [REASON_FULL] = "full", [REASON_END] = "end"
  };
  const Conversations *c = session_checkopen(L, 1)->handlers->owned;
  if (!c || !c->flows) return 0;
  FlowsCounts counts = flows_counts(c->flows);
  lua_createtable(L, 0, REASON_END + 5);
  for (unsigned i = REASON_FIN; i <= REASON_END; i++)
    set(L, names[i], counts.ended[i]);
  set(L, "open", flows_size(c->flows));
  set(L, "begun", counts.begun);
  set(L, "refused", counts.refused);
  set(L, "untold", c->untold);
  set(L, "bytes", flows_bytes(c->flows));
  return 1;
}
