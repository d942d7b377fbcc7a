/*
** packet.c - a packet: a copy of its bytes and the headers found in it
*/
#include "packet.h"

#include <string.h>

#include "../base/options.h"
#include "compose.h"
#include "edits.h"
#include "make.h"
#include "members.h"
#include "notes.h"
#include "print.h"
#include "readonly.h"
#include "splice.h"
#include "text.h"
#include "value.h"
#include "within.h"

#define DATALINK_RAW 101  /* frames that begin with an IP or IPv6 header */

#define UP_MEMBERS lua_upvalueindex(2)  /* name -> member, protocol, method */

/* Members, by what UP_MEMBERS holds; protocols are -1 - index. */
enum {
  MEMBER_PAYLOAD, MEMBER_TRAILER, MEMBER_TIME, MEMBER_TIMESTAMP,
  MEMBER_LENGTH, MEMBER_CAPLEN, MEMBER_BYTES, MEMBER_MALFORMED,
  MEMBER_INTERFACE, MEMBER_COMMENT, MEMBER_DIRECTION, MEMBER_REASSEMBLED,
  MEMBER_QUOTED,
  MEMBER_FLOW, MEMBER_CONVERSATION, MEMBER_SOURCE, MEMBER_DESTINATION
};

static const char *const members[] = {
  "payload", "trailer", "time", "timestamp", "length", "caplen", "bytes",
  "malformed", "interface", "comment", "direction", "reassembled", "quoted",
  "flow", "conversation", "source", "destination", NULL
};

Packet *packet_push(lua_State *L, const State *state, Stack *stack) {
  const Frame *frame = &stack->frame;
  stack_decode(stack, NULL);
  Packet *p = packet_new(L, state, stack->count, frame->caplen, false);
  p->time = frame->time;
  p->caplen = frame->caplen;
  p->length = frame->length;
  p->end = stack->end;
  p->problem = stack->problem;
  p->culprit = stack->culprit;
  p->where = stack->where;
  p->quotes = stack->quoted;
  p->root = stack->root;
  p->fcs = frame->fcs;
  p->interface = frame->interface;
  memcpy(p->layers, stack->layers, stack->count * sizeof(Layer));
  if (frame->caplen > 0)
    memcpy(p->layers + stack->count, frame->bytes, frame->caplen);
  if (frame->notes) packet_note(L, p, frame->notes);
  return p;
}

/* --- members --- */

static void push_length(lua_State *L, const State *state, const Packet *p,
                        lua_Integer captured) {
  if (p->made) {
    packet_wire(L, state, 1, -1);
    captured = (lua_Integer)lua_rawlen(L, -1);
  }
  lua_pushinteger(L, captured);
}

/* Pushes the outermost header of a protocol, or nil. */
static void push_outermost(lua_State *L, State *state, const Packet *p,
                           int index, unsigned protocol) {
  for (unsigned i = 0; i < p->count; i++)
    if (p->layers[i].protocol == protocol) {
      header_push(L, state, index, i);
      if (p == state->current.packet) current_note(L, &state->current, i);
      return;
    }
  lua_pushnil(L);
}

/*
** The bytes that an error quotes: its payload, or what its `length` says of it
** (RFC 4884).
*/
static const char *quoted_bytes(lua_State *L, const State *state,
                                const Packet *p, int index, size_t *size) {
  unsigned last = p->count - 1u;
  int field = layout_find(&known_of(state, p, last)->layout, "length");
  Value length;
  bool said = field >= 0 &&
              header_value(L, state, index, last, (unsigned)field, &length) &&
              length.number > 0;
  const char *bytes = packet_payload(L, p, index, size);
  if (said && length.number < *size) *size = (size_t)length.number;
  return bytes;
}

/* The bytes that the first header says a packet has, or those there are. */
static uint32_t length_said(const Stack *s) {
  if (s->count == 0) return s->frame.caplen;
  const Layer *first = &s->layers[0];
  const Extent *extent = &s->all->known[first->protocol]->protocol->extent;
  uint64_t length = stack_number(s, first, extent->field);
  if (!extent->header) length += first->length;
  return length > s->frame.caplen ? (uint32_t)length : s->frame.caplen;
}

/* Pushes the packet that the string on top of the stack quotes. */
static void push_quote(lua_State *L, const State *state, int64_t time) {
  Stack stack;
  size_t size;
  const char *bytes = lua_tolstring(L, -1, &size);
  Frame frame = {.bytes = (const uint8_t *)bytes, .caplen = (uint32_t)size,
                 .length = (uint32_t)size, .time = time};
  unsigned root = protocols_root(&state->protocols, DATALINK_RAW);
  stack_begin(&stack, &state->protocols, root, &frame);
  stack_decode(&stack, NULL);
  frame.length = length_said(&stack);
  stack_begin(&stack, &state->protocols, root, &frame);
  stack.quote = true;
  packet_push(L, state, &stack);
}

/*
** Pushes packet.quoted, or nil: the same packet each time, until the payload is
** assigned. The bytes are copied: memory may run a finalizer that assigns them.
*/
static void push_quoted(lua_State *L, const State *state, Packet *p,
                        int index) {
  size_t size = 0;
  const char *bytes = NULL;
  if (p->quotes) bytes = quoted_bytes(L, state, p, index, &size);
  if (size == 0) {
    lua_pushnil(L);
    return;
  }
  lua_pushlstring(L, bytes, size);
  header_edits(L, p, index);
  lua_insert(L, -2);
  if (lua_rawgeti(L, -2, EDIT_QUOTED) == LUA_TNIL) {
    lua_pop(L, 1);
    push_quote(L, state, p->time);
    lua_pushvalue(L, -1);
    lua_rawseti(L, -4, EDIT_QUOTED);
  }
}

static void push_member(lua_State *L, State *state, Packet *p,
                        lua_Integer member) {
  const char *bytes = (const char *)packet_bytes(p);
  size_t size;
  switch (member) {
    case MEMBER_PAYLOAD:
      bytes = packet_payload(L, p, 1, &size);
      lua_pushlstring(L, bytes, size);
      break;
    case MEMBER_TRAILER:
      lua_pushlstring(L, bytes + p->end, p->caplen - p->end);
      break;
    case MEMBER_TIME: lua_pushnumber(L, frame_seconds(p->time)); break;
    case MEMBER_TIMESTAMP: lua_pushinteger(L, p->time); break;
    case MEMBER_LENGTH: push_length(L, state, p, p->length); break;
    case MEMBER_CAPLEN: push_length(L, state, p, p->caplen); break;
    case MEMBER_BYTES: packet_wire(L, state, 1, -1); break;
    case MEMBER_MALFORMED: packet_malformed(L, state, p); break;
    case MEMBER_INTERFACE: packet_interface(L, p); break;
    case MEMBER_COMMENT: packet_comment(L, p, 1); break;
    case MEMBER_DIRECTION: packet_direction(L, p); break;
    case MEMBER_REASSEMBLED:
      if (p->parts > 0) lua_pushinteger(L, p->parts);
      else lua_pushnil(L);
      break;
    case MEMBER_QUOTED: push_quoted(L, state, p, 1); break;
    case MEMBER_FLOW: packet_flow(L, state, p, false); break;
    case MEMBER_CONVERSATION: packet_flow(L, state, p, true); break;
    case MEMBER_SOURCE:
    case MEMBER_DESTINATION: packet_end(L, state, p, members[member]); break;
    default:
      push_outermost(L, state, p, 1, (unsigned)(-1 - member));
  }
}

/* Raises: a packet has no member of the name at 2. */
static int refuse_member(lua_State *L) {
  Near near;
  const char *name = lua_tostring(L, 2);
  near_begin(&near, name);
  for (lua_pushnil(L); lua_next(L, UP_MEMBERS); lua_pop(L, 1))
    near_offer(&near, lua_tostring(L, -2));
  return luaL_error(L, "packet.%s: no such protocol or member%s",
                    name_shown(L, name), near_push(L, &near));
}

/* Pushes the member that the string at 2 names in full: "packet.time". */
static bool full_member(lua_State *L) {
  const char *name = lua_tostring(L, 2);
  if (strncmp(name, "packet.", 7) != 0) return false;
  lua_pushstring(L, name + 7);
  return lua_rawget(L, UP_MEMBERS) == LUA_TNUMBER && lua_tointeger(L, -1) >= 0;
}

static int packet_index(lua_State *L) {
  State *state = state_of(L);
  if (lua_gettop(L) != 2) lua_settop(L, 2);
  Packet *p = lua_touserdata(L, 1);
  if (!p || p != state->current.packet) p = packet_check(L, state, 1);
  if (lua_type(L, 2) == LUA_TNUMBER) {
    lua_Integer i = lua_tointeger(L, 2);
    if (i < 1 || i > p->count) return 0;
    header_push(L, state, 1, (unsigned)(i - 1));
    return 1;
  }
  lua_pushvalue(L, 2);
  switch (lua_rawget(L, UP_MEMBERS)) {
    case LUA_TNUMBER:
      push_member(L, state, p, lua_tointeger(L, -1));
      break;
    case LUA_TNIL:
      if (lua_type(L, 2) != LUA_TSTRING) return 0;
      if (full_member(L)) push_member(L, state, p, lua_tointeger(L, -1));
      else if (!within_packet(L, state, 1, 2)) return refuse_member(L);
  }
  return 1;
}

static int packet_newindex(lua_State *L) {
  const State *state = state_of(L);
  lua_settop(L, 3);
  Packet *p = packet_check(L, state, 1);
  const char *name = luaL_tolstring(L, 2, NULL);
  if (strcmp(name, "payload") != 0)
    return luaL_error(L, "packet.%s: cannot be assigned", name);
  if (lua_type(L, 3) != LUA_TSTRING && !lua_isnil(L, 3))
    return luaL_error(L, "packet.payload: string expected, got %s",
                      luaL_typename(L, 3));
  readonly_check(L, p, "packet.payload");
  header_edits(L, p, 1);
  lua_pushvalue(L, 3);
  lua_rawseti(L, -2, 0);
  lua_pushnil(L);
  lua_rawseti(L, -2, EDIT_QUOTED);
  p->touched = true;
  return 0;
}

static int packet_len(lua_State *L) {
  lua_pushinteger(L, packet_check(L, state_of(L), 1)->count);
  return 1;
}

int packet_unpack(lua_State *L, const State *state, int index) {
  const Packet *p = lua_touserdata(L, index);
  size_t size;
  index = lua_absindex(L, index);
  luaL_checkstack(L, p->count + LUA_MINSTACK, "too many headers");
  for (unsigned i = 0; i < p->count; i++) header_push(L, state, index, i);
  const char *rest = packet_pushrest(L, p, index, &size);
  lua_pushlstring(L, rest, size);
  lua_remove(L, -2);
  lua_pushnumber(L, frame_seconds(p->time));
  return p->count + 2;
}

/* packet:unpack() -> headers..., the remaining data, the time */
static int packet_unpack_(lua_State *L) {
  packet_check(L, state_of(L), 1);
  lua_settop(L, 1);
  return packet_unpack(L, state_of(L), 1);
}

/*
** packet:table() -> a plain copy: the members, each protocol's outermost header
** under its name, and all of them in `headers`, named in `protocols`
*/
static int packet_table(lua_State *L) {
  State *state = state_of(L);
  Packet *p = packet_check(L, state, 1);
  lua_settop(L, 1);
  lua_createtable(L, 0, 16);
  lua_createtable(L, p->count, 0);
  lua_createtable(L, p->count, 0);
  for (unsigned i = 0; i < p->count; i++) {
    const char *name =
        state->protocols.known[p->layers[i].protocol]->protocol->name;
    lua_pushstring(L, name);
    lua_rawseti(L, 4, (lua_Integer)i + 1);
    header_table(L, state, 1, i);
    if (lua_getfield(L, 2, name) == LUA_TNIL) {
      lua_pushvalue(L, -2);
      lua_setfield(L, 2, name);
    }
    lua_pop(L, 1);
    lua_rawseti(L, 3, (lua_Integer)i + 1);
  }
  lua_setfield(L, 2, "protocols");
  lua_setfield(L, 2, "headers");
  for (int m = 0; members[m]; m++) {
    if (m == MEMBER_BYTES || m >= MEMBER_QUOTED) continue;
    push_member(L, state, p, m);
    lua_setfield(L, 2, members[m]);
    lua_settop(L, 2);
  }
  return 1;
}

static const luaL_Reg metamethods[] = {
  {"__index", packet_index}, {"__newindex", packet_newindex},
  {"__len", packet_len},     {"__tostring", packet_tostring},
  {NULL, NULL}
};

static const luaL_Reg methods[] = {
  {"unpack", packet_unpack_}, {"table", packet_table},
  {"show", packet_show},      {"json", packet_json},
  {"insert", packet_insert},  {"remove", packet_remove}, {NULL, NULL}
};

/* Sets a protocol's member in the table on top. */
static void set_member(lua_State *L, const Known *k) {
  lua_pushinteger(L, -1 - (lua_Integer)k->index);
  lua_setfield(L, -2, k->protocol->name);
}

/* Pushes name -> member, method or protocol. Stack: state on top. */
static void push_members(lua_State *L, const State *state) {
  lua_newtable(L);
  lua_pushvalue(L, -2);
  luaL_setfuncs(L, methods, 1);
  for (int m = 0; members[m]; m++) {
    lua_pushinteger(L, m);
    lua_setfield(L, -2, members[m]);
  }
  for (unsigned i = 0; i < state->protocols.count; i++)
    set_member(L, state->protocols.known[i]);
}

void packet_register(lua_State *L, const State *state, const Known *k) {
  lua_rawgeti(L, LUA_REGISTRYINDEX, state->packet_members);
  set_member(L, k);
  lua_pop(L, 1);
}

/* Stack: module, state. */
void open_packets(lua_State *L) {
  State *state = lua_touserdata(L, -1);
  lua_createtable(L, 0, 8);
  lua_pushvalue(L, -2);
  push_members(L, state);
  lua_pushvalue(L, -1);
  state->packet_members = luaL_ref(L, LUA_REGISTRYINDEX);
  luaL_setfuncs(L, metamethods, 2);
  lua_pushliteral(L, "pycap.packet");
  lua_pushvalue(L, -1);
  lua_setfield(L, -3, "__name");
  lua_setfield(L, -2, "__metatable");
  state->packet_identity = lua_topointer(L, -1);
  state->packet_meta = luaL_ref(L, LUA_REGISTRYINDEX);
  lua_pushvalue(L, -1);
  lua_pushcclosure(L, module_packet, 1);
  lua_setfield(L, -3, "packet");
}
