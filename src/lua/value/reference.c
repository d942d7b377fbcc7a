/*
** reference.c - packets and headers as Lua has them, known by identity
*/
#include "reference.h"

#include <string.h>

Decoded packet_decoded(const Packet *p) {
  return (Decoded){packet_bytes(p), p->caplen, p->length, p->layers, p->count};
}

void packet_restack(const State *state, const Packet *p, Stack *stack) {
  const Frame frame = {.bytes = packet_bytes(p), .caplen = p->caplen,
                       .length = p->length, .time = p->time, .fcs = p->fcs};
  stack_begin(stack, &state->protocols, (unsigned)p->root, &frame);
  stack->next = PROTOCOL_NONE;
  stack->count = p->count;
  stack->offset = packet_body(p);
  stack->end = p->end;
  stack->problem = p->problem;
  stack->culprit = p->culprit;
  stack->where = p->where;
  stack->quoted = p->quotes;
  memcpy(stack->layers, p->layers, p->count * sizeof(Layer));
}

Packet *packet_to(lua_State *L, const State *state, int index) {
  void *p = lua_touserdata(L, index);
  if (!p || !lua_getmetatable(L, index)) return NULL;
  const void *identity = lua_topointer(L, -1);
  lua_pop(L, 1);
  return identity == state->packet_identity ? p : NULL;
}

Packet *packet_check(lua_State *L, const State *state, int arg) {
  Packet *p = packet_to(L, state, arg);
  if (!p) luaL_typeerror(L, arg, "packet");
  return p;
}

Packet *packet_new(lua_State *L, const State *state, unsigned count,
                   uint32_t size, bool made) {
  size_t room = sizeof(Packet) + count * sizeof(Layer) + size;
  size_t marks = made ? count * sizeof(uint64_t) : 0;
  if (made) room = packet_head(count, size) + marks;
  Packet *p = lua_newuserdatauv(L, room, (int)count + 1);
  memset(p, 0, sizeof *p);
  p->count = (uint16_t)count;
  p->size = size;
  p->made = p->marked = made;
  if (made) memset(packet_marks(p), 0, marks);
  p->root = PROTOCOL_NONE;
  lua_rawgeti(L, LUA_REGISTRYINDEX, state->packet_meta);
  lua_setmetatable(L, -2);
  return p;
}

const char packet_key = 0;
static const char layer_key;

/* The outermost layer of a protocol; p->count: there is none. */
static unsigned outermost(const Packet *p, unsigned protocol) {
  unsigned i = 0;
  while (i < p->count && p->layers[i].protocol != protocol) i++;
  return i;
}

void header_push(lua_State *L, const State *state, int index, unsigned layer) {
  index = lua_absindex(L, index);
  const Packet *p = lua_touserdata(L, index);
  if (!p->alone) {
    if (lua_getiuservalue(L, index, (int)layer + 1) == LUA_TTABLE) return;
    lua_pop(L, 1);
  }
  header_new(L, state, index, layer);
}

void header_new(lua_State *L, const State *state, int index, unsigned layer) {
  Packet *p = lua_touserdata(L, index);
  unsigned protocol = p->layers[layer].protocol;
  index = lua_absindex(L, index);
  bool first = layer == 0 || outermost(p, protocol) == layer;
  lua_createtable(L, 0, first ? 1 : 2);
  lua_pushvalue(L, index);
  lua_rawsetp(L, -2, &packet_key);
  if (!first) {
    lua_pushinteger(L, layer);
    lua_rawsetp(L, -2, &layer_key);
  }
  lua_rawgeti(L, LUA_REGISTRYINDEX, state->header_meta[protocol]);
  lua_setmetatable(L, -2);
  if (p->alone) return;  /* it keeps the packet alive, which nothing else has */
  lua_pushvalue(L, -1);
  lua_setiuservalue(L, index, (int)layer + 1);
}

unsigned header_layer(lua_State *L, int arg, const Packet *p,
                      unsigned protocol) {
  unsigned i = outermost(p, protocol);
  if (i + 1 >= p->count) return i;
  int type = lua_rawgetp(L, arg, &layer_key);
  if (type != LUA_TNIL) {
    lua_Integer n = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : -1;
    i = p->count;
    if (n >= 0 && n < p->count && p->layers[n].protocol == protocol)
      i = (unsigned)n;
  }
  lua_pop(L, 1);
  return i;
}

Packet *header_to(lua_State *L, const State *state, int arg,
                  unsigned *layer) {
  arg = lua_absindex(L, arg);
  if (lua_type(L, arg) != LUA_TTABLE || !lua_getmetatable(L, arg)) return NULL;
  const void *identity = lua_topointer(L, -1);
  lua_rawgetp(L, arg, &packet_key);
  lua_replace(L, -2);
  Packet *p = packet_to(L, state, -1);
  for (unsigned i = 0; p && i < p->count; i++) {
    unsigned protocol = p->layers[i].protocol;
    if (identity != state->header_identity[protocol]) continue;
    *layer = header_layer(L, arg, p, protocol);
    if (*layer < p->count) return p;
    break;
  }
  lua_pop(L, 1);
  return NULL;
}

int header_refuse(lua_State *L, const State *state, int arg,
                  const char *expected) {
  if (lua_type(L, arg) == LUA_TTABLE && lua_getmetatable(L, arg)) {
    const void *identity = lua_topointer(L, -1);
    for (unsigned i = 0; i < state->protocols.count; i++)
      if (identity == state->header_identity[i])
        return luaL_argerror(L, arg, "a header whose reference was "
                             "overwritten");
  }
  return luaL_typeerror(L, arg, expected);
}

Packet *header_check(lua_State *L, const State *state, int arg,
                     unsigned *layer) {
  Packet *p = header_to(L, state, arg, layer);
  if (!p) header_refuse(L, state, arg, "header");
  return p;
}
