/*
** dump.c - pycap.dump: capture files, written
*/
#include "dump.h"

#include <stdlib.h>
#include <string.h>

#include "../../io/datalink.h"
#include "../base/keep.h"
#include "../base/options.h"
#include "../value/compose.h"
#include "../value/notes.h"
#include "../value/readonly.h"
#include "begins.h"
#include "writer.h"

static Writer *check(lua_State *L) {
  Writer *w = luaL_checkudata(L, 1, DUMP_CLASS);
  if (!w->dump) luaL_error(L, "dump is closed");
  return w;
}

static bool is_pcapng(const Writer *w) {
  return dump_options(w->dump)->format == DUMP_PCAPNG;
}

/* --- what the source says --- */

/* The capture that it was made for, while it is open; or NULL. */
static const Capture *source_of(const Writer *w) {
  return w->source ? w->source->capture : NULL;
}

/* Writes what the source has said since: 0, or -1 and a fault. */
static int describe(const Writer *w, Fault *fault) {
  const Capture *capture = source_of(w);
  if (!capture) return 0;
  return dump_describe(w->dump, capture_interfaces(capture),
                       capture_blocks(capture), fault);
}

/* --- parts that are whole --- */

/* Calls [2] of the dump at `index` with a name, which it frees. */
static void tell(lua_State *L, int index, char *name) {
  kept_push(L, index);
  lua_rawgeti(L, -1, 2);
  lua_pushstring(L, name);
  free(name);
  lua_call(L, 1, 0);
  lua_pop(L, 1);
}

static void tell_all(lua_State *L, int index) {
  const Writer *w = lua_touserdata(L, index);
  char *name;
  index = lua_absindex(L, index);
  while (w->tells && w->dump && (name = dump_closed(w->dump)))
    tell(L, index, name);
}

/* --- as a sink --- */

static void attach(lua_State *L, const State *state, int index, Fields *f) {
  (void)state;
  (void)index;
  if (f->count > 0) luaL_error(L, "on: a dump takes conditions alone");
}

/* Writes a frame; a dump that was closed takes no more. False too where a part
** is whole, of which `raise` tells. */
static bool take(Sink *sink, const Fields *fields, View *view) {
  Writer *w = (Writer *)sink;
  const Stack *s = view->stack;
  Frame frame = s->frame;
  (void)fields;
  w->fault.code = NULL;
  if (!w->dump) return true;
  if (!is_pcapng(w) && s->root != w->root)
    return fault_set(&w->fault, "write", "%s: the packet is of another link "
                     "type than the file", dump_filename(w->dump)) == 0;
  if (s->root == w->root || frame.link == 0)
    frame.link = (uint16_t)dump_options(w->dump)->datalink;
  if (!source_of(w)) frame.interface = 0;
  else if (frame.interface > 0) frame.link = s->frame.link;
  if (describe(w, &w->fault) < 0 || dump_write(w->dump, &frame, &w->fault) < 0)
    return false;
  return !w->tells || !dump_whole(w->dump);
}

/* Stack: the dump on top. */
static void raise(lua_State *L, Sink *sink) {
  Writer *w = (Writer *)sink;
  if (w->fault.code) fault_raise(L, &w->fault);
  tell_all(L, -1);
}

const SinkClass writer_class = {
  .name = "a dump", .attach = attach, .take = take, .raise = raise
};

/* --- writing --- */

/* Raises: a packet begins with something else than what the file takes. */
static int refuse_link(lua_State *L, const State *state, const Writer *w,
                       const char *first) {
  const char *link = datalink_name(dump_options(w->dump)->datalink);
  if (is_pcapng(w))
    return luaL_error(L, "dump: the packet begins with %s, which no link type "
                      "does", first);
  return luaL_error(L, "dump: the packet begins with %s, those of this file "
                    "(%s) begin with %s", first, link ? link : "?",
                    state->protocols.known[w->root]->protocol->name);
}

/* Fills in of which interface and link type the frame of a packet is. Raises
** where the file cannot hold it. */
static void find_link(lua_State *L, const State *state, const Writer *w,
                      const Packet *p, Frame *frame) {
  const Protocols *all = &state->protocols;
  const Capture *capture = source_of(w);
  const Interfaces *from = capture ? capture_interfaces(capture) : NULL;
  frame->link = (uint16_t)dump_options(w->dump)->datalink;
  if (!p) return;
  if (is_pcapng(w) && from && p->interface > 0 && p->interface <= from->count &&
      protocols_root(all, from->list[p->interface - 1].link) ==
        (unsigned)p->root) {
    frame->interface = p->interface;
    frame->link = from->list[p->interface - 1].link;
    return;
  }
  const char *first = begins_otherwise(state, p, w->root);
  if (!first) return;
  unsigned root = protocols_find(all, first);
  const int *links = root == PROTOCOL_NONE
    ? NULL : all->known[root]->protocol->datalinks;
  if (!is_pcapng(w) || !links || *links < 0) refuse_link(L, state, w, first);
  frame->link = (uint16_t)*links;
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

/* The time that the table at 3 gives, -1: none; and pushes the comment. */
static int64_t time_given(lua_State *L) {
  lua_Integer timestamp = -1;
  const Option options[] = {
    {OPTION("time", OTHER, NULL)},
    {OPTION("timestamp", COUNT, &timestamp),
     RANGE(0, (lua_Integer)DUMP_LAST * 1000000000 + 999999999)},
    {OPTION("comment", OTHER, NULL)},
    {.key = NULL}
  };
  options_take(L, 3, "dump:write", options);
  int type = lua_getfield(L, 3, "comment");
  if (type != LUA_TNIL && type != LUA_TSTRING)
    option_refuse(L, "dump:write", "comment", "text", -1);
  lua_pushliteral(L, "time");
  if (lua_rawget(L, 3) == LUA_TNIL) {
    lua_pop(L, 1);
    return timestamp;
  }
  if (timestamp >= 0)
    luaL_error(L, "dump:write: time and timestamp exclude each other");
  timestamp = seconds_at(L, lua_gettop(L));
  lua_pop(L, 1);
  return timestamp;
}

/* The time at 3, else that of the packet, else now; pushes the comment that
** stands there, or nil. */
static int64_t time_of(lua_State *L, const Packet *p) {
  int64_t time = -1;
  if (lua_istable(L, 3)) time = time_given(L);
  else lua_pushnil(L);
  if (time >= 0) return time;
  if (!lua_isnil(L, 3) && !lua_istable(L, 3)) return seconds_at(L, 3);
  time = p && !p->made ? p->time : clock_epoch();
  if (time < 0 || time / 1000000000 > DUMP_LAST)
    luaL_error(L, "dump: the time of the packet is not one that a capture "
               "file can hold (1970 to 2106)");
  return time;
}

/* What is to be said of the packet besides: a comment that is given at 4, and
** what its file said of it. Pushes it. */
static void find_notes(lua_State *L, const Writer *w, const Packet *p,
                       Notes *notes) {
  size_t size;
  *notes = (Notes){.direction = p ? p->direction : 0};
  notes->replaced = !lua_isnil(L, 4);
  if (notes->replaced && !is_pcapng(w))
    luaL_error(L, "dump:write: comment: a pcap file has none: write pcapng");
  if (p && !notes->replaced) {
    packet_comment(L, p, 2);
    lua_replace(L, 4);
  }
  if (p) packet_options(L, p, 2);
  else lua_pushnil(L);
  if (lua_isstring(L, 5)) {
    notes->options = (const uint8_t *)lua_tolstring(L, 5, &size);
    notes->rest = (uint32_t)size;
  }
  if (!lua_isstring(L, 4)) return;
  notes->comment = lua_tolstring(L, 4, &size);
  if (notes->replaced && size > UINT16_MAX)
    luaL_error(L, "dump:write: comment: up to %d bytes expected, got %d",
               UINT16_MAX, (int)size);
  notes->size = (uint32_t)size;
}

/* dump:write(packet or bytes [, time or {time =, timestamp =, comment =}]) */
static int dump_write_lua(lua_State *L) {
  const State *state = state_of(L);
  const Packet *p = packet_to(L, state, 2);
  Frame frame = {0};
  Notes notes;
  Fault fault;
  size_t size;
  lua_settop(L, 3);
  const Writer *w = check(L);
  if (!p && lua_type(L, 2) != LUA_TSTRING)
    return luaL_typeerror(L, 2, "packet or string");
  if (p) readonly_check(L, p, "dump:write");
  find_link(L, state, w, p, &frame);
  frame.time = time_of(L, p);
  find_notes(L, w, p, &notes);
  frame.notes = &notes;
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
  w = check(L);
  if (describe(w, &fault) < 0 || dump_write(w->dump, &frame, &fault) < 0)
    return fault_raise(L, &fault);
  tell_all(L, 1);
  return 0;
}

static int dump_flush_lua(lua_State *L) {
  Fault fault;
  if (dump_flush(check(L)->dump, &fault) < 0) return fault_raise(L, &fault);
  return 0;
}

/* Notes what the device has counted up to now. */
static void count(const Writer *w) {
  const Capture *capture = source_of(w);
  CaptureStats stats;
  Fault ignored;
  if (capture && !capture_filename(capture) &&
      capture_stats(w->source->capture, &stats, &ignored) == 0)
    dump_count(w->dump, (int64_t)stats.received, (int64_t)stats.dropped);
}

/* dump:close(), and when a variable or the collector lets go of it */
static int dump_close_lua(lua_State *L) {
  Writer *w = luaL_checkudata(L, 1, DUMP_CLASS);
  char *last = NULL;
  Fault fault, ignored;
  tell_all(L, 1);
  Dump *old = w->dump;
  if (!old) return 0;
  count(w);
  int said = describe(w, &fault);  /* also behind the last packet */
  w->dump = NULL;
  int n = dump_close(old, w->tells ? &last : NULL, said < 0 ? &ignored : &fault);
  if (said < 0) n = -1;
  if (last) tell(L, 1, last);
  /* the error for which a variable is closed is the one to be seen */
  if (n == 0 || !lua_isnoneornil(L, 2)) return 0;
  return fault_raise(L, &fault);
}

static int dump_tostring(lua_State *L) {
  const Writer *w = luaL_checkudata(L, 1, DUMP_CLASS);
  lua_pushfstring(L, "dump (%s)",
                  w->dump ? dump_filename(w->dump) : "closed");
  return 1;
}

static const luaL_Reg metamethods[] = {
  {"__gc", dump_close_lua}, {"__close", dump_close_lua},
  {"__tostring", dump_tostring}, {NULL, NULL}
};

/* dump:size() -> the bytes of the file, with what is still kept back */
static int dump_size_lua(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)dump_size(check(L)->dump));
  return 1;
}

static const luaL_Reg methods[] = {
  {"write", dump_write_lua}, {"flush", dump_flush_lua},
  {"close", dump_close_lua}, {"size", dump_size_lua}, {NULL, NULL}
};

void writer_register(lua_State *L) {
  state_class(L, DUMP_CLASS, metamethods, methods);
  sink_mark(L);
  lua_pop(L, 1);
}
