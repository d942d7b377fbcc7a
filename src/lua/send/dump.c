/*
** dump.c - pycap.dump: capture files, written
*/
#include "dump.h"

#include <string.h>

#include "../../io/datalink.h"
#include "../../io/dump.h"
#include "../base/options.h"
#include "../capture/session.h"
#include "../select/sink.h"
#include "../value/compose.h"
#include "begins.h"

static const char dump_class[] = "pycap.dump";

#define ETHERNET 1
#define SNAPLEN 262144

/* A file that is written. */
typedef struct Writer {
  Sink sink;       /* of a handler: it writes frames as they came */
  Dump *dump;      /* NULL: closed */
  unsigned root;   /* the protocol that its frames begin with */
  Fault fault;     /* of a sink's last write, if it failed */
} Writer;

static Writer *check(lua_State *L) {
  Writer *w = luaL_checkudata(L, 1, dump_class);
  if (!w->dump) luaL_error(L, "dump is closed");
  return w;
}

/* --- as a sink --- */

static void attach(lua_State *L, const State *state, int index, Fields *f) {
  (void)state;
  (void)index;
  if (f->count > 0) luaL_error(L, "on: a dump takes conditions alone");
}

/* Writes a frame; a dump that was closed takes no more. */
static bool take(Sink *sink, const Fields *fields, View *view) {
  Writer *w = (Writer *)sink;
  const Stack *s = view->stack;
  (void)fields;
  if (!w->dump) return true;
  if (s->root != w->root)
    return fault_set(&w->fault, "write", "%s: the packet is of another link "
                     "type than the file", dump_filename(w->dump)) == 0;
  return dump_write(w->dump, &s->frame, &w->fault) == 0;
}

static int raise(lua_State *L, Sink *sink) {
  return fault_raise(L, &((Writer *)sink)->fault);
}

static const SinkClass writing = {"a dump", attach, take, raise};

/* --- opening --- */

/* What the capture or the table at 1, or nothing, says of the file. */
static void read_options(lua_State *L, DumpOptions *o) {
  *o = (DumpOptions){NULL, ETHERNET, SNAPLEN, false};
  if (lua_isnoneornil(L, 1)) return;
  if (lua_istable(L, 1)) {
    static const char *const precisions[] = {"micro", "nano", NULL};
    int precision = 1;
    const Option options[] = {
      {OPTION("datalink", LINKTYPE, &o->datalink)},
      {OPTION("snaplen", NUMBER, &o->snaplen), RANGE(1, INT32_MAX)},
      {OPTION("precision", WORD, &precision), .words = precisions},
      {.key = NULL}
    };
    options_take(L, 1, "pycap.dump", options);
    o->micro = precision == 0;
  } else if (luaL_testudata(L, 1, CAPTURE_CLASS)) {
    const Capture *capture = session_checkready(L)->capture;
    o->datalink = capture_datalink(capture);
    o->snaplen = capture_snaplen(capture);
    if (o->snaplen <= 0) o->snaplen = SNAPLEN;
  } else {
    luaL_error(L, "pycap.dump: capture or table of options expected, got %s",
               luaL_typename(L, 1));
  }
}

/* Raises if a capture reads the file; one that nobody has any more does not. */
static void check_unread(lua_State *L, const char *filename) {
  if (!session_reads(L, filename)) return;
  lua_gc(L, LUA_GCCOLLECT);
  if (session_reads(L, filename))
    fault_throw(L, "file", "%s: this file is being read, and what is yet to "
                "be read would be lost: write to another", filename);
}

/* pycap.dump(filename [, capture or options]) -> dump */
static int module_dump(lua_State *L) {
  DumpOptions options;
  Fault fault;
  const char *filename = text_check(L, 1);
  luaL_argcheck(L, *filename, 1, "name of a file expected");
  lua_settop(L, 2);
  lua_insert(L, 1);
  read_options(L, &options);
  options.filename = filename;
  check_unread(L, filename);
  Writer *w = lua_newuserdatauv(L, sizeof *w, 0);
  w->sink.class = &writing;
  w->dump = NULL;
  w->root = protocols_root(&state_of(L)->protocols, options.datalink);
  luaL_setmetatable(L, dump_class);
  w->dump = dump_open(&options, &fault);
  if (!w->dump && fault_exhausted(&fault)) {
    lua_gc(L, LUA_GCCOLLECT);
    w->dump = dump_open(&options, &fault);
  }
  return w->dump ? 1 : fault_raise(L, &fault);
}

/* --- writing --- */

/* Raises if a packet is known to be of another link type than the file. */
static void check_link(lua_State *L, const State *state, const Writer *w,
                       const Packet *p) {
  const char *first = begins_otherwise(state, p, w->root);
  if (!first) return;
  const char *link = datalink_name(dump_datalink(w->dump));
  luaL_error(L, "dump: the packet begins with %s, those of this file (%s) "
             "begin with %s", first, link ? link : "?",
             state->protocols.known[w->root]->protocol->name);
}

/* The seconds at an index, in nanoseconds. */
static int64_t seconds_at(lua_State *L, int index) {
  lua_Number seconds = lua_tonumber(L, index);
  if (lua_type(L, index) != LUA_TNUMBER ||
      !(seconds >= 0 && seconds < (lua_Number)DUMP_LAST + 1))
    luaL_error(L, "dump:write: time: seconds since the epoch expected, 1970 to "
               "2106, got %s; nanoseconds are given as {timestamp = ns}",
               value_describe(L, index, true));
  int64_t whole = (int64_t)seconds;
  return whole * 1000000000 +
         (int64_t)((seconds - (lua_Number)whole) * 1e9);
}

/* The time that the table at 3 gives, -1: none. */
static int64_t time_given(lua_State *L) {
  lua_Integer timestamp = -1;
  const Option options[] = {
    {OPTION("time", OTHER, NULL)},
    {OPTION("timestamp", COUNT, &timestamp),
     RANGE(0, (lua_Integer)DUMP_LAST * 1000000000 + 999999999)},
    {.key = NULL}
  };
  options_take(L, 3, "dump:write", options);
  lua_pushliteral(L, "time");
  if (lua_rawget(L, 3) == LUA_TNIL) return timestamp;
  if (timestamp >= 0)
    luaL_error(L, "dump:write: time and timestamp exclude each other");
  return seconds_at(L, lua_gettop(L));
}

/* The time at 3, else that of the packet, else now. */
static int64_t time_of(lua_State *L, const Packet *p) {
  int64_t time = -1;
  if (lua_istable(L, 3)) time = time_given(L);
  else if (!lua_isnil(L, 3)) return seconds_at(L, 3);
  if (time >= 0) return time;
  time = p && !p->made ? p->time : clock_epoch();
  if (time < 0 || time / 1000000000 > DUMP_LAST)
    luaL_error(L, "dump: the time of the packet is not one that a capture "
               "file can hold (1970 to 2106)");
  return time;
}

/* dump:write(packet or bytes [, time or {time =, timestamp =}]) */
static int dump_write_lua(lua_State *L) {
  const State *state = state_of(L);
  const Packet *p = packet_to(L, state, 2);
  Frame frame;
  Fault fault;
  size_t size;
  lua_settop(L, 3);
  const Writer *w = check(L);
  if (p) check_link(L, state, w, p);
  else if (lua_type(L, 2) != LUA_TSTRING)
    return luaL_typeerror(L, 2, "packet or string");
  frame.time = time_of(L, p);
  lua_settop(L, 3);
  if (p) packet_wire(L, state, 2, -1);
  else lua_pushvalue(L, 2);
  frame.bytes = (const uint8_t *)lua_tolstring(L, -1, &size);
  if (size > PACKET_MAX)
    return luaL_error(L, "dump: packet too long: %I bytes, at most %I",
                      (LUAI_UACINT)size, (LUAI_UACINT)PACKET_MAX);
  frame.caplen = frame.length = (uint32_t)size;
  if (p && p->length > p->caplen)  /* what was cut off */
    frame.length += p->length - p->caplen;
  /* composing may have run a finalizer that closed it */
  if (dump_write(check(L)->dump, &frame, &fault) < 0)
    return fault_raise(L, &fault);
  return 0;
}

static int dump_flush_lua(lua_State *L) {
  Fault fault;
  if (dump_flush(check(L)->dump, &fault) < 0) return fault_raise(L, &fault);
  return 0;
}

/* dump:close(), and when a variable or the collector lets go of it */
static int dump_close_lua(lua_State *L) {
  Writer *w = luaL_checkudata(L, 1, dump_class);
  Dump *old = w->dump;
  Fault fault;
  w->dump = NULL;
  if (!old || dump_close(old, &fault) == 0) return 0;
  /* the error for which a variable is closed is the one to be seen */
  if (!lua_isnoneornil(L, 2)) return 0;
  return fault_raise(L, &fault);
}

static int dump_tostring(lua_State *L) {
  const Writer *w = luaL_checkudata(L, 1, dump_class);
  lua_pushfstring(L, "dump (%s)",
                  w->dump ? dump_filename(w->dump) : "closed");
  return 1;
}

static const luaL_Reg metamethods[] = {
  {"__gc", dump_close_lua}, {"__close", dump_close_lua},
  {"__tostring", dump_tostring}, {NULL, NULL}
};

static const luaL_Reg methods[] = {
  {"write", dump_write_lua}, {"flush", dump_flush_lua},
  {"close", dump_close_lua}, {NULL, NULL}
};

/* Stack: module, state. */
void open_dumps(lua_State *L) {
  state_class(L, dump_class, metamethods, methods);
  sink_mark(L);
  lua_pop(L, 1);
  lua_pushvalue(L, -1);
  lua_pushcclosure(L, module_dump, 1);
  lua_setfield(L, -3, "dump");
}
