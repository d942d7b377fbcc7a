/*
** capture.c - capture: packets from a device or a file
*/
#include "capture.h"

#include <string.h>

#include "../../io/datalink.h"
#include "../../io/remote.h"
#include "../base/keep.h"
#include "../base/options.h"
#include "../select/handler.h"
#include "drain.h"
#include "filter.h"
#include "flows.h"
#include "fragments.h"
#include "messages.h"
#include "loop.h"
#include "next.h"
#include "stream.h"
#include "metadata.h"
#include "sched.h"
#include "source.h"

#define SNAPLEN 65535
#define TIMEOUT 255
#define LATENCY 10

/* --- opening --- */

/*
** Turns arguments (device, filename, snaplen, promisc, timeout) or a table of
** options to a table of our own.
*/
static void collect_arguments(lua_State *L) {
  static const char *const keys[] = {"device", "filename", "snaplen", "promisc",
                                     "timeout"};
  bool table = lua_istable(L, 1);
  lua_settop(L, table ? 1 : 5);
  lua_createtable(L, 0, 5);
  lua_insert(L, 1);
  for (int i = 0; !table && i < 5; i++) {
    lua_pushvalue(L, i + 2);
    lua_setfield(L, 1, keys[i]);
  }
  if (table) lua_pushnil(L);
  while (table && lua_next(L, 2)) {
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, 1);
  }
  lua_settop(L, 1);
}

static void read_options(lua_State *L, CaptureOptions *o, Session *s) {
  *o = (CaptureOptions){.snaplen = SNAPLEN, .latency = LATENCY, .datalink = -1};
  s->timeout = TIMEOUT;
  const Option options[] = {
    {OPTION("device", TEXT, &o->device), .bare = true},
    {OPTION("filename", TEXT, &o->filename), .bare = true},
    {OPTION("snaplen", NUMBER, &o->snaplen), RANGE(1, INT32_MAX)},
    {OPTION("promisc", FLAG, &o->promisc)},
    {OPTION("timeout", COUNT, &s->timeout), RANGE(0, INT32_MAX)},
    {OPTION("filter", TEXT, &o->filter)},
    {OPTION("immediate", FLAG, &o->immediate)},
    {OPTION("latency", NUMBER, &o->latency), RANGE(0, INT32_MAX)},
    {OPTION("buffer", NUMBER, &o->buffer), RANGE(0, INT32_MAX)},
    {OPTION("direction", TEXT, &o->direction)},
    {OPTION("monitor", FLAG, &o->monitor)},
    {OPTION("datalink", LINKTYPE, &o->datalink)},
    {OPTION("follow", FLAG, &o->follow)},
    {OPTION("reconnect", FLAG, &o->reconnect)},
    {OPTION("timestamps", TEXT, &o->timestamps)},
    {OPTION("fragments", OTHER, NULL)},
    {OPTION("flows", OTHER, NULL)},
    {.key = NULL}
  };
  options_take(L, 1, "pycap", options);
  if (o->device && o->filename)
    luaL_error(L, "pycap: device and filename exclude each other");
  if (o->reconnect && !(o->filename && remote_named(o->filename)))
    luaL_error(L, "pycap: reconnect: filename that begins with tcp:// or "
               "tcp-listen: expected");
  if (o->follow && !o->filename)
    luaL_error(L, "pycap: follow: filename expected, got a device");
}

/* pycap.capture(device, filename, snaplen, promisc, timeout) -> capture */
int module_capture(lua_State *L) {
  CaptureOptions options;
  FragmentsAsked fragments;
  Fault fault;
  collect_arguments(L);
  Session *s = lua_newuserdatauv(L, sizeof *s, 0);
  memset(s, 0, sizeof *s);
  s->left = -1;
  luaL_setmetatable(L, CAPTURE_CLASS);
  read_options(L, &options, s);
  if (options.filter) filter_charge(L, options.filter);
  if (!options.device && !options.filename &&
      source_take(L, s->timeout, options.filter)) {
    s = luaL_checkudata(L, -1, CAPTURE_CLASS);
    flows_read(L, 1, s->handlers);
    return 1;
  }
  s->handlers = handlers_new(L);
  if (fragments_read(L, 1, &fragments))
    fragments_ask(L, s->handlers, &fragments);
  flows_read(L, 1, s->handlers);
  keep(L, 2);
  const Allocator memory = state_memory(state_of(L));
  options.memory = &memory;
  s->capture = capture_open(&options, &fault);
  if (!s->capture && fault_exhausted(&fault)) {
    lua_gc(L, LUA_GCCOLLECT);
    s->capture = capture_open(&options, &fault);
  }
  if (!s->capture) return fault_raise(L, &fault);
  lua_settop(L, 2);
  if (options.filename) capture_enlist(s->capture, &state_of(L)->files);
  return 1;
}

/* pycap(...): the same, behind the module itself */
static int module_call(lua_State *L) {
  lua_remove(L, 1);
  return module_capture(L);
}

/* --- the rest --- */

/* capture:on(protocol, [fields,] callback or tally) -> handler */
static int capture_on(lua_State *L) {
  session_checkopen(L, 1);
  lua_settop(L, 5);
  kept_push(L, 1);
  return handlers_on(L, state_of(L), 6, 2);
}

static int capture_stop_lua(lua_State *L) {
  Session *s = session_checkopen(L, 1);
  capture_stop(s->capture);
  session_change(s);
  if (s->waiter) job_wake(state_of(L)->scheduler, s->waiter);
  return 0;
}

/* Closes the capture at 1; what waits for more frames is handed over first,
** unless it is collected. */
static int end_capture(lua_State *L, bool collected) {
  Session *s = luaL_checkudata(L, 1, CAPTURE_CLASS);
  if (s->waiter) job_wake(state_of(L)->scheduler, s->waiter);
  if (s->capture && !s->busy && !collected) {
    kept_push(L, 1);
    drain_all(L, state_of(L), lua_gettop(L), s);
  }
  session_close(s);
  return 0;
}

int capture_close_lua(lua_State *L) { return end_capture(L, false); }

static int capture_gc(lua_State *L) { return end_capture(L, true); }

static int capture_filter_lua(lua_State *L) {
  Fault fault;
  const char *expression = text_check(L, 2);
  Session *s = session_checkready(L);
  filter_charge(L, expression);
  if (capture_filter(s->capture, expression, &fault) < 0)
    return fault_raise(L, &fault);
  s->idle = false;  /* when to read it again may have changed */
  return 0;
}

static int capture_datalink_lua(lua_State *L) {
  lua_pushinteger(L, capture_datalink(session_checkready(L)->capture));
  return 1;
}

static int capture_stats_lua(lua_State *L) {
  CaptureStats stats;
  Fault fault;
  if (capture_stats(session_checkopen(L, 1)->capture, &stats, &fault) < 0)
    return fault_raise(L, &fault);
  lua_pushinteger(L, (lua_Integer)stats.received);
  lua_pushinteger(L, (lua_Integer)stats.dropped);
  lua_pushinteger(L, (lua_Integer)stats.ifdropped);
  return 3;
}

static int capture_fd_lua(lua_State *L) {
  Fault fault;
  int fd = capture_fd(session_checkopen(L, 1)->capture, &fault);
  if (fd < 0) return fault_raise(L, &fault);
  lua_pushinteger(L, fd);
  return 1;
}

/* capture:selecttimeout() -> seconds after which to dispatch, or nil */
static int capture_selecttimeout(lua_State *L) {
  int64_t interval = capture_interval(session_checkopen(L, 1)->capture);
  if (interval == NO_DEADLINE) lua_pushnil(L);
  else lua_pushnumber(L, (lua_Number)interval / 1e9);
  return 1;
}

static void push_device(lua_State *L, const Capture *capture) {
  lua_pushstring(L, capture_device(capture));
}

static void push_filename(lua_State *L, const Capture *capture) {
  lua_pushstring(L, capture_filename(capture));
}

static void push_warning(lua_State *L, const Capture *capture) {
  lua_pushstring(L, capture_warning(capture));
}

/* Members that are no methods; upvalue 2 holds the methods. */
static int capture_index(lua_State *L) {
  static const char *const members[] = {"device", "filename", "warning",
                                        "interfaces", "comments", "names",
                                        NULL};
  static void (*const push[])(lua_State *, const Capture *) = {
    push_device, push_filename, push_warning, metadata_interfaces,
    metadata_comments,
    metadata_names
  };
  const char *key =
    lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : NULL;
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(2)) != LUA_TNIL) return 1;
  for (int i = 0; key && members[i]; i++) {
    if (strcmp(key, members[i]) != 0) continue;
    push[i](L, session_checkopen(L, 1)->capture);
    return 1;
  }
  return key ? member_refuse(L, "capture", 2, members) : 1;
}

static int capture_tostring(lua_State *L) {
  const Session *s = luaL_checkudata(L, 1, CAPTURE_CLASS);
  if (!s->capture) lua_pushliteral(L, "capture (closed)");
  else
    lua_pushfstring(L, "capture (%s)", capture_device(s->capture)
                    ? capture_device(s->capture)
                    : capture_filename(s->capture));
  return 1;
}

static const luaL_Reg metamethods[] = {
  {"__gc", capture_gc}, {"__close", capture_close_lua},
  {"__tostring", capture_tostring}, {NULL, NULL}
};

static const luaL_Reg methods[] = {
  {"next", capture_next_lua},         {"packets", capture_packets},
  {"loop", capture_loop_lua},         {"dispatch", capture_dispatch_lua},
  {"on", capture_on},                 {"stop", capture_stop_lua},
  {"close", capture_close_lua},       {"filter", capture_filter_lua},
  {"datalink", capture_datalink_lua}, {"stats", capture_stats_lua},
  {"fd", capture_fd_lua},             {"fields", capture_fields_lua},
  {"selecttimeout", capture_selecttimeout},
  {"fragments", capture_fragments},   {"flows", capture_flows},
  {"stream", capture_stream},         {"streams", capture_streams},
  {"messages", capture_messages},
  {NULL, NULL}
};

/* Stack: module, state. */
void open_captures(lua_State *L) {
  state_class(L, CAPTURE_CLASS, metamethods, methods);
  state_classindex(L, capture_index);
  lua_pop(L, 1);
  lua_pushvalue(L, -1);
  lua_pushcclosure(L, module_capture, 1);
  lua_setfield(L, -3, "capture");
  lua_pushcfunction(L, module_formats);
  lua_setfield(L, -3, "formats");
  lua_createtable(L, 0, 1);
  lua_pushvalue(L, -2);
  lua_pushcclosure(L, module_call, 1);
  lua_setfield(L, -2, "__call");
  lua_setmetatable(L, -3);
}
