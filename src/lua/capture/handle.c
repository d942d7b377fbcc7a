/*
** handle.c - what scripts have of a connection: its two sides, and its flow
*/
#include <string.h>

#include "../../core/address.h"
#include "../../flow/report.h"
#include "../base/error.h"
#include "../base/options.h"
#include "side.h"
#include "streams.h"

static const char *const classes[HANDLES] = {
  SIDE_CLASS, SIDE_CLASS, FLOW_CLASS
};

void connection_push(lua_State *L, Connection *c, unsigned kind) {
  const Allocator memory = state_memory(c->follower->streams->state);
  Handle *h = lua_newuserdatauv(L, sizeof *h, 0);
  *h = (Handle){.kind = (uint8_t)kind};
  luaL_setmetatable(L, classes[kind]);
  if (!c->tie) {
    c->tie = allocator_move(&memory, NULL, 0, sizeof *c->tie);
    if (!c->tie) {
      fault_throw(L, "memory", "no memory for a stream");
      return;
    }
    *c->tie = (Tie){.connection = c};
  }
  h->tie = c->tie;
  h->tie->handles++;
  h->tie->flows += kind == FLOW;
}

static const Connection *connection_of(const Handle *h) {
  return h->tie ? h->tie->connection : NULL;
}

static void push_end(lua_State *L, const uint8_t *address, unsigned size,
                     unsigned port) {
  char text[46];
  lua_pushlstring(L, text, size == 4 ? ip4_text(address, text)
                                     : ip6_text(address, text));
  lua_pushfstring(L, size == 4 ? "%s:%d" : "[%s]:%d", lua_tostring(L, -1),
                  (int)port);
  lua_remove(L, -2);
}

void connection_describe(lua_State *L, const Connection *c) {
  Flow flow;
  const Conversation *v = c->flow;
  const Record *r = c->last;
  const char *name = c->udp ? "udp" : "tcp";
  if ((!v && !r) || !flow_read(v ? v->key : r->key,
                               v ? v->key_size : r->key_size, &flow)) {
    lua_pushstring(L, name);
    return;
  }
  bool back = v ? v->flags[0] & SIDE_SECOND : r->back;
  push_end(L, flow.source, flow.size, flow.sourceport);
  push_end(L, flow.destination, flow.size, flow.destinationport);
  lua_pushfstring(L, "%s %s -> %s", name, lua_tostring(L, back ? -1 : -2),
                  lua_tostring(L, back ? -2 : -1));
  lua_replace(L, -3);
  lua_pop(L, 1);
}

/* --- fields of the flow --- */

static void push_address(lua_State *L, const Value *v) {
  char text[46];
  lua_pushlstring(L, text, v->size == 4 ? ip4_text(v->bytes, text)
                                        : ip6_text(v->bytes, text));
}

static void push_field(lua_State *L, const Record *record, unsigned i) {
  char text[RECORD_TEXT_MAX];
  Value v;
  if (!record_read(record, i, text, &v)) {
    lua_pushnil(L);
    return;
  }
  switch (record_kind(i)) {
    case RECORD_NUMBER: lua_pushinteger(L, (lua_Integer)v.number); break;
    case RECORD_TIME:
      lua_pushnumber(L, frame_seconds((int64_t)v.number));
      break;
    case RECORD_SOURCE: case RECORD_DESTINATION: push_address(L, &v); break;
    default: lua_pushlstring(L, (const char *)v.bytes, v.size); break;
  }
}

/* flow.field, flow:read. Upvalue 2: the methods. */
int connection_field(lua_State *L) {
  const Handle *h = luaL_checkudata(L, 1, classes[FLOW]);
  const Connection *c = connection_of(h);
  Record record = {.event = EVENT_EVERY};
  unsigned i = 0;
  if (lua_type(L, 2) != LUA_TSTRING) return 0;
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(2)) != LUA_TNIL) return 1;
  const char *name = lua_tostring(L, 2);
  while (record_rows[i].name && strcmp(record_rows[i].name, name) != 0) i++;
  if (!record_rows[i].name) {
    Near near;
    near_begin(&near, name);
    near_offer(&near, "read");
    for (i = 0; record_rows[i].name; i++)
      near_offer(&near, record_rows[i].name);
    return luaL_error(L, "flow.%s: no such field%s", name_shown(L, name),
                      near_push(L, &near));
  }
  const Record *known = c ? c->last : h->tie ? h->tie->record : NULL;
  if (c && c->flow) {
    report_fill(c->flow, &record);
    known = &record;
  }
  if (!known) return 0;
  push_field(L, known, i);
  return 1;
}

int connection_tostring(lua_State *L) {
  const Handle *h = lua_touserdata(L, 1);
  static const char *const names[] = {"client", "server", "flow"};
  const Connection *c = connection_of(h);
  if (!c) {
    lua_pushfstring(L, "%s (ended)", names[h->kind]);
    return 1;
  }
  connection_describe(L, c);
  lua_pushfstring(L, "%s (%s)", names[h->kind], lua_tostring(L, -1));
  return 1;
}

int connection_collect(lua_State *L) {
  Handle *h = lua_touserdata(L, 1);
  const Allocator memory = state_memory(state_of(L));
  Tie *tie = h->tie;
  h->tie = NULL;
  if (!tie) return 0;
  tie->handles--;
  tie->flows -= h->kind == FLOW;
  if (tie->handles > 0 || tie->connection) return 0;
  if (tie->record)
    allocator_move(&memory, tie->record, sizeof *tie->record, 0);
  allocator_move(&memory, tie, sizeof *tie, 0);
  return 0;
}
