/*
** follow.c - handlers of flows
*/
#include "follow.h"

#include <string.h>
#include <unistd.h>

#include "../../core/record.h"
#include "../base/error.h"
#include "../base/options.h"
#include "../host.h"
#include "owned.h"

#define FLOWS (1 << 20)
#define BYTES ((size_t)256 << 20)
#define SECONDS(n) ((n) * INT64_C(1000000000))
#define EVERY 60  /* seconds */
#define EVERY_MAX 1000000000

static const FlowsLimits usual = {
  .idle = {
    [IDLE_OPENING] = SECONDS(60),     [IDLE_OPEN] = SECONDS(600),
    [IDLE_CLOSED] = SECONDS(5),       [IDLE_UNANSWERED] = SECONDS(30),
    [IDLE_ANSWERED] = SECONDS(120),   [IDLE_OTHER] = SECONDS(60)
  },
  .flows = FLOWS, .bytes = BYTES
};

FlowsLimits follow_usual(const State *state) {
  FlowsLimits limits = usual;
  size_t quarter = state->host->memory / 4;
  if (quarter > 0 && quarter < BYTES) limits.bytes = quarter;
  return limits;
}

bool follow_named(lua_State *L, int arg) {
  return lua_type(L, arg) == LUA_TSTRING &&
         strcmp(lua_tostring(L, arg), "flow") == 0;
}

/* A condition on why a flow ended holds for none that goes on, or for all. */
static void refuse_reason(lua_State *L, const Handler *h) {
  const Select *s = &h->fields.select;
  for (unsigned i = 0; i < s->tests_count && h->at != EVENT_END; i++)
    if (strcmp(record_rows[s->tests[i].ref.field].name, "reason") == 0)
      luaL_error(L, "flow.reason is not known before a flow has ended");
}

void follow_options(lua_State *L, int arg, Handler *h) {
  static const char *const words[] = {"start", "every", "end", NULL};
  int at = 2;
  double every = 0;
  const Option options[] = {
    {OPTION("at", WORD, &at), .words = words},
    {OPTION("every", RATE, &every), .to = EVERY_MAX},
    {.key = NULL}
  };
  if (!lua_isnoneornil(L, arg)) {
    luaL_checktype(L, arg, LUA_TTABLE);
    options_take(L, arg, "on: flow", options);
  }
  h->at = (uint8_t)(EVENT_START << at);
  if (every > 0 && h->at != EVENT_EVERY)
    luaL_error(L, "on: flow: every: it goes with at = \"every\"");
  refuse_reason(L, h);
  h->every = (int64_t)((every > 0 ? every : EVERY) * 1e9);
  if (h->every == 0) h->every = 1;
}

void follow_begin(lua_State *L, State *state, Handlers *h,
                  const FlowsLimits *limits) {
  uint64_t secret[2];
  FlowsLimits preset = follow_usual(state);
  Conversations *c = handlers_conversations(L, state, h);
  if (c->flows && limits && flows_counts(c->flows).begun > 0)
    luaL_error(L, "pycap: flows: limits expected before the first packet");
  if (c->flows && !limits) return;
  if (getentropy(secret, sizeof secret) != 0)
    luaL_error(L, "flow: the system has no random numbers");
  Flows *flows = flows_new(&state->protocols, limits ? limits : &preset,
                           secret, &c->allocator);
  if (!flows) fault_throw(L, "memory", "no memory for flows");
  flows_free(c->flows);
  c->flows = flows;
}

void follow_count(Handlers *h, const Handler *each, unsigned by) {
  if (each->at == 0) return;
  h->flows += by;
  h->starts += each->at == EVENT_START ? by : 0;
  h->periods += each->at == EVENT_EVERY ? by : 0;
  h->ends += each->at == EVENT_END ? by : 0;
}

void follow_settle(Handlers *h) {
  h->owned->follows = h->flows + h->streams > 0;
  h->owned->ends = h->ends > 0;
}

void follow_interest(Handlers *h, const Protocols *all) {
  flow_interest(h->interest, all);
  for (unsigned i = 0; i < all->count; i++)
    if (all->known[i]->address) interest_add(h->interest, all, i);
}

/* True when a time that is a multiple of the handler's from the first packet on
** has come with the last packet. */
static bool is_time(const Handler *h, int64_t first, int64_t before,
                    int64_t last) {
  uint64_t from = (uint64_t)before - (uint64_t)first,
           to = (uint64_t)last - (uint64_t)first;
  return last > before && from / (uint64_t)h->every < to / (uint64_t)h->every;
}

void follow_report(const Handlers *h) {
  const Seen *seen = &h->owned->seen;
  bool any = false;
  if (!seen->flow) return;
  if (seen->began) {
    if (h->starts) conversations_report(h->owned, EVENT_START);
    return;
  }
  const HandlerList *list = h->list;
  for (unsigned i = 0; h->periods && i < list->count && !any; i++)
    any = list->all[i]->at == EVENT_EVERY && !list->all[i]->cancelled &&
          is_time(list->all[i], seen->flow->first, seen->before,
                  seen->flow->last);
  if (any) conversations_report(h->owned, EVENT_EVERY);
}

bool follow_wants(const Handler *h, const Delivery *d) {
  Record record;
  if (!d || d->event != h->at) return false;
  if (d->event != EVENT_EVERY) return true;
  memcpy(&record, d->bytes, sizeof record);
  return is_time(h, record.first, record.before, record.last);
}
