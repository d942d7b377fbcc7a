/*
** stream.c - capture:stream and pycap.stream: whose bytes a function reads
*/
#include <string.h>

#include "../base/error.h"
#include "../base/keep.h"
#include "../base/options.h"
#include "../host.h"
#include "../select/handler.h"
#include "session.h"
#include "source.h"
#include "streams.h"

#define FOLLOWER_CLASS "pycap.follower"
#define STREAMS_CLASS "pycap.streams"

#define BUFFER (256 << 10)
#define EARLY (64 << 10)
#define MEMORY (256 << 20)
#define MATCH_MAX 1024

static const char streams_key = 's';  /* its address: of a table from Handlers
                                         to their Streams */

/* --- memory --- */

/* An Allocator: the state's, up to the limit of a follower. */
static void *purse_move(void *context, void *block, size_t old, size_t size) {
  Follower *f = context;
  if (size > old && size - old > f->most - f->taken) return NULL;
  void *taken = allocator_move(&f->memory, block, old, size);
  if (taken || size == 0) f->taken += size - old;
  return taken;
}

/* --- the streams of Handlers --- */

static bool following_seen(Following *following, const Stack *stack,
                           const Seen *seen) {
  return streams_seen((Streams *)following, stack, seen);
}

static void following_ended(Following *following, Conversation *flow) {
  streams_ended((Streams *)following, flow);
}

static void following_run(lua_State *L, Following *following) {
  streams_run(L, (Streams *)following);
}

/* Pushes the Streams of the Handlers at an index; made where there are none. */
static Streams *take_streams(lua_State *L, State *state, int handlers) {
  Handlers *h = lua_touserdata(L, handlers);
  weak_push(L, &streams_key);
  lua_pushvalue(L, handlers);
  if (lua_rawget(L, -2) == LUA_TUSERDATA) {
    lua_remove(L, -2);
    return lua_touserdata(L, -1);
  }
  lua_pop(L, 1);
  Streams *s = lua_newuserdatauv(L, sizeof *s, 0);
  *s = (Streams){
    .following = {following_seen, following_ended, following_run, false},
    .state = state, .handlers = h,
    .tcp = (uint16_t)protocols_find(&state->protocols, "tcp"),
    .udp = (uint16_t)protocols_find(&state->protocols, "udp"),
    .table = LUA_NOREF
  };
  s->ending_end = &s->ending;
  luaL_setmetatable(L, STREAMS_CLASS);
  lua_newtable(L);
  s->table = luaL_ref(L, LUA_REGISTRYINDEX);
  lua_pushvalue(L, handlers);
  lua_pushvalue(L, -2);
  lua_rawset(L, -4);
  lua_remove(L, -2);
  handlers_follow(L, state, h, &s->following);
  return s;
}

static int streams_gc(lua_State *L) {
  Streams *s = lua_touserdata(L, 1);
  if (s->handlers) s->handlers->following = NULL;
  s->handlers = NULL;
  while (s->all) {
    Connection *c = s->all;
    if (c->flow) c->flow->streams = NULL;
    c->dead = true;  /* its thread is garbage, too */
    connection_free(L, c);
  }
  luaL_unref(L, LUA_REGISTRYINDEX, s->table);
  s->table = LUA_NOREF;
  return 0;
}

/* --- the call --- */

static void read_options(lua_State *L, int index, const char *who,
                         Follower *f) {
  static const char *const overlaps[] = {"first", "last", NULL};
  static const char *const gaps[] = {"tell", "skip", NULL};
  static const char *const errors[] = {"warn", "raise", NULL};
  lua_Integer depth = LUA_MAXINTEGER, buffer = BUFFER, early = EARLY,
              memory = MEMORY;
  int overlap = 0, gap = 0, error = 0;
  const Option options[] = {
    {OPTION("match", OTHER, NULL)},
    {OPTION("depth", BYTES, &depth), RANGE(1, LUA_MAXINTEGER)},
    {OPTION("buffer", BYTES, &buffer), RANGE(1, 1 << 30)},
    {OPTION("early", BYTES, &early), RANGE(0, 1 << 30)},
    {OPTION("memory", BYTES, &memory), RANGE(1, LUA_MAXINTEGER)},
    {OPTION("overlap", WORD, &overlap), .words = overlaps},
    {OPTION("gap", WORD, &gap), .words = gaps},
    {OPTION("errors", WORD, &error), .words = errors},
    {OPTION("pieces", FLAG, &f->pieces)},
    {.key = NULL}
  };
  if (index) options_take(L, index, who, options);
  f->depth = (uint64_t)depth;
  f->buffer = (uint32_t)buffer;
  f->rules.early = (uint32_t)early;
  f->rules.overlap = overlap ? OVERLAP_LAST : OVERLAP_FIRST;
  f->most = (size_t)memory;
  f->skips = gap;
  f->raises = error;
}

/* Reads the option `match`, whose bytes are kept by the table on top. */
static void read_match(lua_State *L, int index, const char *who, Follower *f) {
  size_t size;
  if (!index || lua_getfield(L, index, "match") == LUA_TNIL) {
    if (index) lua_pop(L, 1);
    return;
  }
  if (lua_type(L, -1) != LUA_TSTRING || lua_rawlen(L, -1) == 0 ||
      lua_rawlen(L, -1) > MATCH_MAX || lua_rawlen(L, -1) > f->buffer)
    option_refuse(L, who, "match", "string of the first bytes", -1);
  f->match = (const uint8_t *)lua_tolstring(L, -1, &size);
  f->match_size = (uint32_t)size;
  lua_rawseti(L, -2, 2);
}

/* The protocol at `arg`; true: it is UDP. Raises. */
static bool check_protocol(lua_State *L, int arg) {
  const char *name = luaL_checkstring(L, arg);
  bool udp = strcmp(name, "udp") == 0;
  if (!udp && strcmp(name, "tcp") != 0)
    luaL_argerror(L, arg, lua_pushfstring(L, "\"tcp\" or \"udp\" expected, got "
                                          "%s", value_describe(L, arg, false)));
  return udp;
}

/* A table of conditions holds nothing else: no names of fields. */
static void refuse_names(lua_State *L, const Follower *f, const char *who) {
  if (f->fields.count > 0)
    luaL_error(L, "%s: conditions expected, with a name each; a name alone "
               "lists a field, and the function gets none", who);
}

/*
** The arguments from 2 on: protocol [, conditions], function [, options], for
** the Handlers at index `handlers`, behind them -> a handler
*/
static int stream_on(lua_State *L, State *state, int handlers,
                     const char *who) {
  bool udp = check_protocol(L, 2);
  int table = lua_istable(L, 3) ? 3 : 0, function = table ? 4 : 3;
  int options = lua_isnoneornil(L, function + 1) ? 0 : function + 1;
  luaL_checktype(L, function, LUA_TFUNCTION);
  if (options) luaL_checktype(L, options, LUA_TTABLE);
  if (lua_type(L, function + 2) > LUA_TNIL && function + 2 < handlers)
    luaL_error(L, "%s: nothing expected behind the options", who);
  Follower *f = lua_newuserdatauv(L, sizeof *f, 0);
  *f = (Follower){.udp = udp, .memory = state_memory(state)};
  luaL_setmetatable(L, FOLLOWER_CLASS);
  int at = lua_gettop(L);
  read_options(L, options, who, f);
  lua_createtable(L, 2, 0);
  read_match(L, options, who, f);
  fields_compile(L, state, &f->fields, PROTOCOL_FLOW, table);
  lua_rawseti(L, -2, 1);
  keep(L, at);
  refuse_names(L, f, who);
  Streams *s = take_streams(L, state, handlers);
  f->rules.allocator = (Allocator){purse_move, f};
  f->rules.counts = &s->counts.order;
  lua_rawgeti(L, LUA_REGISTRYINDEX, s->table);
  lua_pushvalue(L, function);
  f->function = luaL_ref(L, -2);
  lua_pushvalue(L, at);
  luaL_ref(L, -2);
  f->streams = s;
  Follower **end = &s->followers;
  while (*end) end = &(*end)->next;
  *end = f;
  lua_settop(L, at);
  return 1;
}

int capture_stream(lua_State *L) {
  session_checkopen(L, 1);
  lua_settop(L, 6);
  kept_push(L, 1);
  return stream_on(L, state_of(L), 7, "capture:stream");
}

/* pycap.stream: capture:stream on the host's source */
static int module_stream(lua_State *L) {
  state_needhost(L, state_of(L), "pycap.stream: nothing feeds packets to it "
                 "here: run the script in pcaplua, or open a capture and use "
                 "capture:stream and capture:loop");
  lua_settop(L, 5);
  lua_pushnil(L);
  lua_insert(L, 1);
  lua_getfield(L, LUA_REGISTRYINDEX, HANDLERS_KEY);
  return stream_on(L, state_of(L), 7, "pycap.stream");
}

/* --- counts --- */

/* capture:streams() -> what there was of streams, counted; nil: none is read */
int capture_streams(lua_State *L) {
  session_checkopen(L, 1);
  weak_push(L, &streams_key);
  kept_push(L, 1);
  if (lua_rawget(L, -2) != LUA_TUSERDATA) return 0;
  const Streams *s = lua_touserdata(L, -1);
  const StreamsCounts *c = &s->counts;
  const struct { const char *name; uint64_t count; } all[] = {
    {"connections", c->connections}, {"unmatched", c->unmatched},
    {"bytes", c->order.bytes}, {"gaps", c->order.gaps},
    {"missing", c->order.missing}, {"repeated", c->order.repeated},
    {"conflicts", c->order.conflicts}, {"early", c->order.early},
    {"full", c->full}, {"deep", c->deep}, {"refused", c->refused},
    {"errors", c->errors}
  };
  lua_createtable(L, 0, sizeof all / sizeof all[0]);
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    lua_pushinteger(L, (lua_Integer)all[i].count);
    lua_setfield(L, -2, all[i].name);
  }
  return 1;
}

/* --- the object --- */

/* handler:cancel(): the function is not called any more; those of connections
** that wait are closed */
static int follower_cancel(lua_State *L) {
  Follower *f = luaL_checkudata(L, 1, FOLLOWER_CLASS);
  f->cancelled = true;
  return 0;
}

static int follower_tostring(lua_State *L) {
  const Follower *f = luaL_checkudata(L, 1, FOLLOWER_CLASS);
  lua_pushfstring(L, "stream (%s%s)", f->udp ? "udp" : "tcp",
                  f->cancelled ? ", cancelled" : "");
  return 1;
}

/* Stack: module, state. */
void open_streams(lua_State *L) {
  static const luaL_Reg collected[] = {{"__gc", streams_gc}, {NULL, NULL}};
  static const luaL_Reg shown[] = {
    {"__tostring", follower_tostring}, {NULL, NULL}
  };
  static const luaL_Reg methods[] = {{"cancel", follower_cancel}, {NULL, NULL}};
  state_class(L, STREAMS_CLASS, collected, &collected[1]);
  lua_pop(L, 1);
  state_class(L, FOLLOWER_CLASS, shown, methods);
  lua_pop(L, 1);
  open_reading(L);
  lua_pushvalue(L, -1);
  lua_pushcclosure(L, module_stream, 1);
  lua_setfield(L, -3, "stream");
}
