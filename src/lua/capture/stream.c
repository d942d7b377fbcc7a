/*
** stream.c - capture:stream and pycap.stream: whose bytes a function reads
*/
#include <string.h>

#include "../base/keep.h"
#include "../base/options.h"
#include "../host.h"
#include "../select/follow.h"
#include "session.h"
#include "source.h"
#include "stream.h"
#include "streams.h"

#define FOLLOWER_CLASS "pycap.follower"
#define STREAMS_CLASS "pycap.streams"

#define BUFFER (256 << 10)
#define EARLY (64 << 10)
#define MEMORY (256 << 20)
#define MATCH_MAX 1024

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

static void attach_nothing(lua_State *L, const State *state, int index,
                          Fields *fields) {
  (void)L, (void)state, (void)index, (void)fields;
}

static bool take_packet(Sink *sink, const Fields *fields, View *view) {
  (void)fields;
  return !streams_seen((Streams *)sink, view->stack);
}

static void run_streams(lua_State *L, Sink *sink) {
  int top = lua_gettop(L);
  kept_push(L, -1);
  streams_run(L, (Streams *)sink);
  lua_settop(L, top);
}

static const SinkClass sinks[] = {
  {"a stream", attach_nothing, take_packet, run_streams, true},
  {"a stream", attach_nothing, take_packet, run_streams, true}
};

/* The streams of Handlers, of TCP or UDP; NULL: there are none. */
static Streams *find_streams(const Handlers *h, bool udp) {
  for (unsigned i = 0; i < h->list->count; i++) {
    const Handler *each = h->list->all[i];
    if (!each->cancelled && each->sink && each->sink->class == &sinks[udp])
      return (Streams *)each->sink;
  }
  return NULL;
}

/* Pushes the streams of the Handlers at an index; makes them first, and a
** handler of theirs. */
static Streams *make_streams(lua_State *L, State *state, int handlers,
                             bool udp) {
  static const char *const names[] = {"tcp", "udp"};
  Handlers *h = lua_touserdata(L, handlers);
  int top = lua_gettop(L);
  follow_begin(L, state, h, NULL);
  h->owned->lose = streams_ended;
  lua_pushstring(L, names[udp]);
  Streams *s = lua_newuserdatauv(L, sizeof *s, 0);
  *s = (Streams){
    .sink = {&sinks[udp]}, .state = state, .handlers = h, .udp = udp,
    .protocol = (uint16_t)protocols_find(&state->protocols, names[udp])
  };
  s->ending_end = &s->ending;
  luaL_setmetatable(L, STREAMS_CLASS);
  lua_newtable(L);
  keep(L, -2);
  lua_pushnil(L);  /* no options */
  handlers_on(L, state, handlers, top + 1);
  lua_settop(L, top + 2);
  lua_remove(L, top + 1);
  return s;
}

/* Pushes the streams that a handler in the list of Handlers has. */
static void push_streams(lua_State *L, int handlers, const Streams *s) {
  handlers_pushlist(L, handlers);
  for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL &&
       lua_touserdata(L, -1) != s; i++)
    lua_pop(L, 1);
  lua_remove(L, -2);
}

static int streams_gc(lua_State *L) {
  Streams *s = lua_touserdata(L, 1);
  while (s->all) {
    if (s->all->flow) s->all->flow->streams = NULL;
    connection_free(L, s->all, 0);
  }
  for (Follower *f = s->followers; f; f = f->next) f->streams = NULL;
  s->ending = NULL;
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
  f->skips = gap && !f->pieces;  /* a piece's offset tells of gaps */
  f->raises = error;
}

/* Takes the string on top as first bytes; the table at `kept` keeps it. */
static void take_match(lua_State *L, int kept, const char *who, Follower *f) {
  size_t size = lua_type(L, -1) == LUA_TSTRING ? lua_rawlen(L, -1) : 0;
  if (size == 0 || size > MATCH_MAX || size > f->buffer)
    option_refuse(L, who, "match", "string of the first bytes, or a list of "
                  "them", -1);
  if (f->matches == MATCHES_MAX)
    luaL_error(L, "%s: match: up to %d strings expected", who, MATCHES_MAX);
  f->match[f->matches].bytes = (const uint8_t *)lua_tostring(L, -1);
  f->match[f->matches++].size = (uint32_t)size;
  luaL_ref(L, kept);
}

/* Reads the option `match`; the table on top keeps the strings. */
static void read_match(lua_State *L, int index, const char *who, Follower *f) {
  int kept = lua_gettop(L);
  if (!index || lua_getfield(L, index, "match") == LUA_TNIL) {
    lua_settop(L, kept);
    return;
  }
  if (lua_type(L, -1) != LUA_TTABLE) {
    take_match(L, kept, who, f);
    return;
  }
  for (lua_Integer i = 1; lua_geti(L, kept + 1, i) != LUA_TNIL; i++)
    take_match(L, kept, who, f);
  lua_settop(L, kept + 1);
  if (f->matches == 0)
    option_refuse(L, who, "match", "string of the first bytes, or a list of "
                  "them", -1);
  lua_settop(L, kept);
}

/* Raises: the argument at `arg`, which pycap.stream, whose stack begins with
** nil, counts from 1. */
static int refuse(lua_State *L, int arg, const char *expected) {
  lua_pushfstring(L, "%s expected, got %s", expected,
                  value_describe(L, arg, false));
  return luaL_argerror(L, lua_isnil(L, 1) ? arg - 1 : arg,
                       lua_tostring(L, -1));
}

/* The protocol at `arg`; true: it is UDP. Raises. */
static bool check_protocol(lua_State *L, int arg) {
  const char *name = lua_type(L, arg) == LUA_TSTRING ? lua_tostring(L, arg)
                                                     : "";
  bool udp = strcmp(name, "udp") == 0;
  if (!udp && strcmp(name, "tcp") != 0)
    refuse(L, arg, "\"tcp\" or \"udp\"");
  return udp;
}

/* A table of conditions holds nothing else: no names of fields. */
static void refuse_names(lua_State *L, const Follower *f, const char *who) {
  if (f->fields.count > 0)
    luaL_error(L, "%s: conditions expected, with a name each; a name alone "
               "lists a field, and the function gets none", who);
}

/* Conditions on what is not known when a connection begins would hold for none,
** or for all. */
static void refuse_later(lua_State *L, const Follower *f, const char *who) {
  static const char *const later[] = {
    "packets", "backpackets", "bytes", "backbytes", "last", "seconds",
    "reason", "handshake", "retransmissions", "disorder", "gaps", NULL
  };
  const Select *s = &f->fields.select;
  for (unsigned i = 0; i < s->tests_count; i++) {
    const Ref *ref = &s->tests[i].ref;
    if (strcmp(record_rows[ref->field].name, "protocol") == 0)
      luaL_error(L, "%s: the protocol of a stream is the first argument", who);
    for (unsigned n = 0; later[n]; n++)
      if (strcmp(record_rows[ref->field].name, later[n]) == 0)
        luaL_error(L, "%s: flow.%s is not known when a connection begins", who,
                   later[n]);
  }
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
  if (!lua_isfunction(L, function))
    refuse(L, function, table ? "function" : "table of conditions or function");
  if (options && !lua_istable(L, options)) refuse(L, options, "table");
  if (lua_type(L, function + 2) > LUA_TNIL && function + 2 < handlers)
    luaL_error(L, "%s: nothing expected behind the options", who);
  Follower *f = lua_newuserdatauv(L, sizeof *f, 0);
  *f = (Follower){.memory = state_memory(state)};
  luaL_setmetatable(L, FOLLOWER_CLASS);
  int at = lua_gettop(L);
  read_options(L, options, who, f);
  lua_newtable(L);
  read_match(L, options, who, f);
  fields_compile(L, state, &f->fields, PROTOCOL_FLOW, table);
  luaL_ref(L, -2);
  keep(L, at);
  refuse_names(L, f, who);
  refuse_later(L, f, who);
  Streams *s = find_streams(lua_touserdata(L, handlers), udp);
  if (!s) {
    make_streams(L, state, handlers, udp);
    lua_pop(L, 1);
    s = find_streams(lua_touserdata(L, handlers), udp);  /* a finalizer's */
  }
  push_streams(L, handlers, s);
  kept_push(L, -1);
  f->streams = s;
  f->udp = udp;
  f->rules.allocator = (Allocator){purse_move, f};
  f->rules.counts = &s->counts.order;
  lua_pushvalue(L, function);
  f->function = luaL_ref(L, -2);
  lua_pushvalue(L, at);
  luaL_ref(L, -2);
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

/* Adds a count to the member of the table on top. */
static void add(lua_State *L, const char *name, uint64_t count) {
  lua_getfield(L, -1, name);
  lua_pushinteger(L, lua_tointeger(L, -1) + (lua_Integer)count);
  lua_setfield(L, -3, name);
  lua_pop(L, 1);
}

static void add_counts(lua_State *L, const StreamsCounts *c) {
  add(L, "connections", c->connections);
  add(L, "unmatched", c->unmatched);
  add(L, "bytes", c->order.bytes);
  add(L, "gaps", c->order.gaps);
  add(L, "missing", c->order.missing);
  add(L, "repeated", c->order.repeated);
  add(L, "conflicts", c->order.conflicts);
  add(L, "early", c->order.early);
  add(L, "full", c->full);
  add(L, "deep", c->deep);
  add(L, "refused", c->refused);
  add(L, "errors", c->errors);
}

/* capture:streams() -> what there was of streams, counted; nil: none is read */
int capture_streams(lua_State *L) {
  const Handlers *h = session_checkopen(L, 1)->handlers;
  const Streams *tcp = find_streams(h, false), *udp = find_streams(h, true);
  if (!tcp && !udp) return 0;
  lua_createtable(L, 0, 12);
  if (tcp) add_counts(L, &tcp->counts);
  if (udp) add_counts(L, &udp->counts);
  return 1;
}

/* --- the object --- */

/* handler:cancel(): the function is not called any more; those of connections
** that wait are closed */
static int follower_cancel(lua_State *L) {
  Follower *f = luaL_checkudata(L, 1, FOLLOWER_CLASS);
  if (f->cancelled) return 0;
  f->cancelled = true;
  if (!f->streams) return 0;  /* the capture has gone */
  Follower **at = &f->streams->followers;
  while (*at != f) at = &(*at)->next;
  *at = f->next;
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
  sink_mark(L);
  lua_pop(L, 1);
  state_class(L, FOLLOWER_CLASS, shown, methods);
  lua_pop(L, 1);
  open_reading(L);
  lua_pushvalue(L, -1);
  lua_pushcclosure(L, module_stream, 1);
  lua_setfield(L, -3, "stream");
}
