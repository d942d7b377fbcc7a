/*
** writer.c - pycap.dump: what file it is to be
*/
#include "writer.h"

#include <stdatomic.h>
#include <string.h>

#include "../../io/compressor.h"
#include "../../io/remote.h"
#include "../base/keep.h"
#include "../base/options.h"
#include "../host.h"
#include "dump.h"

#define ETHERNET 1
#define SNAPLEN 262144

/* The options of `rotate`, in the table on top. */
static void read_rotation(lua_State *L, DumpOptions *o) {
  lua_Integer bytes = 0, packets = 0, keep = 0;
  double seconds = 0;
  const Option options[] = {
    {OPTION("bytes", COUNT, &bytes), RANGE(1, INT64_MAX)},
    {OPTION("seconds", RATE, &seconds)},
    {OPTION("packets", COUNT, &packets), RANGE(1, INT64_MAX)},
    {OPTION("keep", COUNT, &keep), RANGE(1, 1000000)},
    {.key = NULL}
  };
  if (!lua_istable(L, -1))
    option_refuse(L, "pycap.dump", "rotate", "table of bytes, seconds, packets "
                  "and keep", -1);
  options_take(L, lua_gettop(L), "pycap.dump: rotate", options);
  o->bytes = (uint64_t)bytes;
  o->packets = (uint64_t)packets;
  o->seconds = (int64_t)(seconds * 1e9);
  o->keep = (size_t)keep;
  if (!dump_rotates(o))
    luaL_error(L, "pycap.dump: rotate: bytes, seconds or packets expected");
}

/* What the table at `index` says of the file. */
static void read_table(lua_State *L, int index, DumpOptions *o) {
  static const char *const precisions[] = {"micro", "nano", NULL};
  static const char *const formats[] = {"pcap", "pcapng", NULL};
  static const char *const compressions[] = {"none", "gzip", "zstd", "lz4",
                                             "xz", NULL};
  int precision = 1, format = (int)o->format, compression = -1;
  const Option options[] = {
    {OPTION("datalink", LINKTYPE, &o->datalink)},
    {OPTION("snaplen", NUMBER, &o->snaplen), RANGE(1, INT32_MAX)},
    {OPTION("precision", WORD, &precision), .words = precisions},
    {OPTION("format", WORD, &format), .words = formats},
    {OPTION("compression", WORD, &compression), .words = compressions},
    {OPTION("fsync", FLAG, &o->sync)}, {OPTION("reconnect", FLAG, &o->again)},
    {OPTION("rotate", OTHER, NULL)}, {OPTION("done", OTHER, NULL)},
    {.key = NULL}
  };
  options_take(L, index, "pycap.dump", options);
  o->micro = precision == 0;
  o->format = (DumpFormat)format;
  if (compression >= 0)
    o->compressor = compression > 0 ? compressors[compression - 1] : NULL;
  if (lua_getfield(L, index, "rotate") != LUA_TNIL) read_rotation(L, o);
  lua_pop(L, 1);
  int done = lua_getfield(L, index, "done");
  if (done != LUA_TNIL && done != LUA_TFUNCTION)
    option_refuse(L, "pycap.dump", "done", "function", -1);
  o->tells = done == LUA_TFUNCTION;
  lua_pop(L, 1);
}

/* What the capture at 2, if it is one, says of the file: it, or NULL. */
static Session *read_source(lua_State *L, DumpOptions *o) {
  Session *s = luaL_testudata(L, 2, CAPTURE_CLASS);
  if (!s) return NULL;
  lua_pushvalue(L, 2);
  lua_insert(L, 1);
  const Capture *capture = session_checkready(L)->capture;
  lua_remove(L, 1);
  o->datalink = capture_datalink(capture);
  /* pcapng's interfaces have each their own */
  if (o->format == DUMP_PCAP && capture_snaplen(capture) > 0)
    o->snaplen = capture_snaplen(capture);
  o->blocks = capture_blocks(capture);
  return s;
}

static bool is_read(const void *state, const char *filename) {
  return session_reads(state, filename);
}

/* Raises where what is to be written in parts is no file. */
static void check_options(lua_State *L, const DumpOptions *o) {
  if (o->format == DUMP_PCAPNG && o->micro)
    luaL_error(L, "pycap.dump: precision: pcapng is written in nanoseconds");
  bool remote = remote_named(o->filename);
  if (o->again && (!remote || o->compressor))
    luaL_error(L, "pycap.dump: reconnect: filename that begins with tcp:// or "
               "tcp-listen: expected, without compression");
  if (dump_rotates(o) && remote)
    luaL_error(L, "pycap.dump: rotate: a connection has no parts");
  if (dump_rotates(o) && strcmp(o->filename, "-") == 0)
    luaL_error(L, "pycap.dump: rotate: standard output has no parts");
}

/* Keeps what the dump on top needs. */
static void keep_needs(lua_State *L, const Writer *w, int options) {
  lua_createtable(L, 2, 0);
  if (w->source) lua_pushvalue(L, 2);
  else lua_pushboolean(L, false);
  lua_rawseti(L, -2, 1);
  if (w->tells) {
    lua_getfield(L, options, "done");
    lua_rawseti(L, -2, 2);
  }
  keep(L, -2);
}

/* True when whoever waits is to stop: a loop, or, before one runs, the host. */
static bool is_stopping(void *context) {
  const State *state = context;
  const atomic_bool *stopping = state->host->stopping;
  return state_pending(context) || (stopping && atomic_load(stopping));
}

/* pycap.dump(filename [, capture] [, options]) -> dump */
static int module_dump(lua_State *L) {
  DumpOptions options = {.datalink = ETHERNET, .snaplen = SNAPLEN};
  Fault fault;
  const char *filename = text_check(L, 1);
  luaL_argcheck(L, *filename, 1, "name of a file expected");
  lua_settop(L, 3);
  options.filename = filename;
  dump_named(filename, &options);
  Session *source = read_source(L, &options);
  int table = source ? 3 : 2;
  if (!lua_isnil(L, table)) {
    if (!lua_istable(L, table))
      luaL_error(L, "pycap.dump: %s expected, got %s", source
                 ? "table of options" : "capture or table of options",
                 luaL_typename(L, table));
    read_table(L, table, &options);
  }
  check_options(L, &options);
  Writer *w = lua_newuserdatauv(L, sizeof *w, 0);
  memset(w, 0, sizeof *w);
  w->sink.class = &writer_class;
  w->root = protocols_root(&state_of(L)->protocols, options.datalink);
  w->source = source;
  w->tells = options.tells;
  luaL_setmetatable(L, DUMP_CLASS);
  keep_needs(L, w, table);
  const Allocator memory = state_memory(state_of(L));
  w->stop = (Stopper){state_of(L)->host->wakefd, is_stopping, state_of(L)};
  w->unread = (Unread){is_read, state_of(L)};
  options.memory = &memory;
  options.stop = &w->stop;
  options.unread = &w->unread;
  w->dump = dump_open(&options, &fault);
  if (!w->dump && (fault_exhausted(&fault) ||
                   strcmp(fault.code, "file") == 0)) {  /* garbage has it */
    lua_gc(L, LUA_GCCOLLECT);
    w->dump = dump_open(&options, &fault);
  }
  return w->dump ? 1 : fault_raise(L, &fault);
}

void open_dumps(lua_State *L) {
  writer_register(L);
  lua_pushvalue(L, -1);
  lua_pushcclosure(L, module_dump, 1);
  lua_setfield(L, -3, "dump");
}
