/*
** fragments.c - the fragments of a capture, put together: options and counts
*/
#include "fragments.h"

#include <unistd.h>

#include "../base/error.h"
#include "../base/options.h"
#include "../host.h"
#include "../select/owned.h"
#include "session.h"

#define TIMEOUT 30         /* seconds (RFC 791: up to 255; RFC 8200: 60) */
#define DATAGRAMS 4096
#define BYTES (16 << 20)
#define SECONDS_MAX 1000000000

FragmentsLimits fragments_usual(const State *state) {
  size_t quarter = state->host->memory / 4;
  return (FragmentsLimits){
    INT64_C(1000000000) * TIMEOUT, DATAGRAMS,
    quarter > 0 && quarter < BYTES ? quarter : BYTES, OVERLAP_FIRST
  };
}

void fragments_ask(lua_State *L, Handlers *handlers,
                   const FragmentsAsked *asked) {
  uint64_t secret[2];
  State *state = state_find(L);
  if (!asked->wanted && !handlers->owned) return;
  Conversations *c = handlers_conversations(L, state, handlers);
  fragments_free(c->fragments);
  c->fragments = NULL;
  if (asked->wanted) {
    if (getentropy(secret, sizeof secret) != 0)
      luaL_error(L, "fragments: the system has no random numbers");
    c->fragments = fragments_new(&state->protocols, &asked->limits, secret,
                                 &c->queue);
    if (!c->fragments) fault_throw(L, "memory", "no memory for fragments");
  }
  handlers_refresh(handlers, &state->protocols);
}

/* Reads the table of options on top. */
static void read_limits(lua_State *L, FragmentsLimits *limits) {
  static const char *const overlaps[] = {"first", "last", NULL};
  double timeout = TIMEOUT;
  lua_Integer datagrams = DATAGRAMS, bytes = (lua_Integer)limits->bytes;
  int overlap = 0;
  const Option options[] = {
    {OPTION("timeout", RATE, &timeout), .to = SECONDS_MAX},
    {OPTION("datagrams", COUNT, &datagrams), RANGE(1, UINT32_MAX)},
    {OPTION("bytes", BYTES, &bytes), RANGE(1, LUA_MAXINTEGER)},
    {OPTION("overlap", WORD, &overlap), .words = overlaps},
    {.key = NULL}
  };
  options_take(L, -1, "pycap: fragments", options);
  limits->timeout = (int64_t)(timeout * 1e9);
  limits->datagrams = (uint32_t)datagrams;
  limits->bytes = (size_t)bytes;
  limits->overlap = overlap ? OVERLAP_LAST : OVERLAP_FIRST;
}

bool fragments_read(lua_State *L, int index, FragmentsAsked *asked) {
  int type = lua_getfield(L, index, "fragments");
  if (type != LUA_TNIL)
    *asked = (FragmentsAsked){lua_toboolean(L, -1),
                              fragments_usual(state_find(L))};
  if (type == LUA_TTABLE) read_limits(L, &asked->limits);
  else if (type != LUA_TNIL && type != LUA_TBOOLEAN)
    option_refuse(L, "pycap", "fragments", "boolean or table", -1);
  lua_pop(L, 1);
  return type != LUA_TNIL;
}

/*
** capture:fragments() -> {whole =, dropped =, timedout =}: how many datagrams;
** nil: they are not put together
*/
int capture_fragments(lua_State *L) {
  const Handlers *h = session_checkopen(L, 1)->handlers;
  if (!h->owned || !h->owned->fragments) {
    lua_pushnil(L);
    return 1;
  }
  FragmentsCounts counts = fragments_counts(h->owned->fragments);
  lua_createtable(L, 0, 3);
  lua_pushinteger(L, (lua_Integer)counts.whole);
  lua_setfield(L, -2, "whole");
  lua_pushinteger(L, (lua_Integer)counts.dropped);
  lua_setfield(L, -2, "dropped");
  lua_pushinteger(L, (lua_Integer)counts.timedout);
  lua_setfield(L, -2, "timedout");
  return 1;
}
