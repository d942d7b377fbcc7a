/*
** lcompose.c - the wire form of packets, captured, edited or made by hand
*/
#include <string.h>

#include "state.h"

/* Raises: a finalizer that Lua ran on the way has tampered with the parts. */
static int changed(lua_State *L) {
  return luaL_error(L, "packet was changed while it was composed");
}

/* What was assigned to the payload, else the payload; does not push. */
const char *packet_payload(lua_State *L, const Packet *p, int index,
                              size_t *size) {
  const char *payload = (const char *)packet_bytes(p) + packet_body(p);
  *size = p->end - packet_body(p);
  lua_getiuservalue(L, index, p->count + 1);
  if (lua_type(L, -1) == LUA_TTABLE) {
    if (lua_rawgeti(L, -1, 0) == LUA_TSTRING)
      payload = lua_tolstring(L, -1, size);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  return payload;
}

/* Pushes memory for the parts of a packet and their values. */
static Part *push_parts(lua_State *L, const State *state, const Packet *p) {
  size_t fields = 0;
  for (unsigned i = 0; i < p->count; i++)
    fields += state->protocols.known[p->layers[i].protocol].layout.count;
  return lua_newuserdatauv(
      L, p->count * sizeof(Part) + fields * sizeof(Value), 0);
}

/*
** Fills in the parts of the packet at `index`. What was assigned is in their
** values, and stays alive as long as the packet keeps it.
*/
static void fill_parts(lua_State *L, const State *state, int index,
                       Part *parts) {
  const Packet *p = lua_touserdata(L, index);
  Value *values = (Value *)(parts + p->count);
  for (unsigned i = 0; i < p->count; i++) {
    const Layer *layer = &p->layers[i];
    unsigned n = state->protocols.known[layer->protocol].layout.count;
    bool any = false;
    for (unsigned f = 0; f < n; f++) {
      values[f] = (Value){0};
      values[f].set = header_assigned(L, p, index, i, f, &values[f]);
      if (values[f].set) any = true;
    }
    parts[i] = (Part){packet_bytes(p) + layer->offset, layer->length,
                      layer->protocol, layer->flags, any ? values : NULL,
                      0, 0};
    values += n;
  }
}

static int refuse_parts(lua_State *L, const State *state, const Part *part,
                        unsigned field) {
  const Known *k = &state->protocols.known[part->protocol];
  const Field *f = &k->layout.fields[field];
  if ((int)field == k->length)
    return luaL_error(L, "%s.%s: cannot say that the header has %d bytes",
                      k->protocol->name, f->name, (int)part->written);
  if (f->sized)
    return luaL_error(L, "%s.%s: its size contradicts that of another field "
                      "which %s.%s counts", k->protocol->name, f->name,
                      k->protocol->name, f->sized);
  return luaL_error(L, "%s.%s: not in a header with these values",
                    k->protocol->name, f->name);
}

/*
** Composes the packet at `index`. Pushes the parts, then the string. Memory may
** run a finalizer that assigns to this packet: look again when all is there.
*/
static const Part *push_composed(lua_State *L, const State *state, int index) {
  const Packet *p = lua_touserdata(L, index);
  size_t size, trailer = p->caplen - p->end;
  unsigned part = 0, field = 0;
  luaL_Buffer b;
  Part *parts = push_parts(L, state, p);
  fill_parts(L, state, index, parts);
  packet_payload(L, p, index, &size);
  size_t room = packet_room(&state->protocols, parts, p->count, size);
  if (room > PACKET_MAX)
    luaL_error(L, "packet too long (at most %d bytes)", (int)PACKET_MAX);
  char *out = luaL_buffinitsize(L, &b, room + trailer);
  fill_parts(L, state, index, parts);
  const char *payload = packet_payload(L, p, index, &size);
  int64_t written = packet_compose(&state->protocols, parts, p->count,
                                   (const uint8_t *)payload, size,
                                   (uint8_t *)out, room, &part, &field);
  if (written < 0 && part == p->count) changed(L);
  if (written < 0) refuse_parts(L, state, &parts[part], field);
  memcpy(out + written, packet_bytes(p) + p->end, trailer);
  luaL_pushresultsize(&b, (size_t)written + trailer);
  return parts;
}

void packet_wire(lua_State *L, const State *state, int index, int layer) {
  index = lua_absindex(L, index);
  const Packet *p = lua_touserdata(L, index);
  const char *bytes = (const char *)packet_bytes(p);
  if (!p->touched) {
    const Layer *at = layer < 0 ? NULL : &p->layers[layer];
    lua_pushlstring(L, at ? bytes + at->offset : bytes,
                    at ? at->length : p->size);
    return;
  }
  const Part *parts = push_composed(L, state, index);
  if (layer >= 0) {
    const char *whole = lua_tostring(L, -1);
    lua_pushlstring(L, whole + parts[layer].offset, parts[layer].written);
    lua_remove(L, -2);
  }
  lua_remove(L, -2);
}

/* --- made by hand --- */

/* What the arguments of packet_make add up to. */
typedef struct Sum {
  unsigned count;
  size_t size;
  int payload;  /* the argument that is the payload, 0: none */
} Sum;

static void sum_arguments(lua_State *L, const State *state, int first, int last,
                          Sum *sum) {
  *sum = (Sum){0, 0, 0};
  for (int arg = first; arg <= last; arg++) {
    unsigned layer;
    if (lua_type(L, arg) == LUA_TSTRING && arg == last) {
      sum->payload = arg;
      sum->size += lua_rawlen(L, arg);
      continue;
    }
    Packet *p = header_to(L, state, arg, &layer);
    if (!p)
      header_refuse(L, state, arg,
                    arg == last ? "header or payload string" : "header");
    lua_pop(L, 1);
    sum->count++;
    sum->size += p->layers[layer].length;
  }
  if (sum->count > LAYERS_MAX)
    luaL_error(L, "too many headers (at most %d)", LAYERS_MAX);
  if (sum->size > PACKET_MAX)
    luaL_error(L, "packet too long (at most %d bytes)", (int)PACKET_MAX);
}

/* Copies header `arg` and what was assigned to it as layer `i` of packet p. */
static void copy_header(lua_State *L, const State *state, int arg, int edits,
                        Packet *p, unsigned i) {
  unsigned layer, inner;
  const Packet *from = header_check(L, state, arg, &layer);
  const Layer *source = &from->layers[layer];
  Layer *to = &p->layers[i];
  to->offset = i == 0 ? 0 : p->layers[i - 1].offset + p->layers[i - 1].length;
  to->length = source->length;
  to->protocol = source->protocol;
  to->flags = source->flags & LAYER_MADE;
  if (to->length > p->size - to->offset) changed(L);
  memcpy((uint8_t *)(p->layers + p->count) + to->offset,
         packet_bytes(from) + source->offset, source->length);
  if (source->flags & LAYER_LINKED && i + 1 < p->count) {
    if (header_to(L, state, arg + 1, &inner)) {
      if (lua_rawequal(L, -1, -2) && inner == layer + 1)
        to->flags |= LAYER_LINKED;
      lua_pop(L, 1);
    }
  }
  header_copyedits(L, from, -1, layer, edits, i);
  lua_pop(L, 1);
}

/* The headers and the payload as they were given, side by side. */
static Packet *gather(lua_State *L, const State *state, int first,
                      const Sum *sum) {
  uint32_t size = (uint32_t)sum->size;
  Packet *p = packet_new(L, state, sum->count, size);
  p->touched = true;
  lua_newtable(L);
  for (unsigned i = 0; i < sum->count; i++)
    copy_header(L, state, first + (int)i, lua_gettop(L), p, i);
  lua_setiuservalue(L, -2, (int)sum->count + 1);
  size_t payload = sum->payload ? lua_rawlen(L, sum->payload) : 0;
  if (packet_body(p) + payload != size) changed(L);
  if (payload > 0)
    memcpy((char *)(p->layers + p->count) + packet_body(p),
           lua_tostring(L, sum->payload), payload);
  if (sum->count > 0) p->root = p->layers[0].protocol;
  p->end = p->caplen = p->length = size;
  return p;
}

Packet *packet_make(lua_State *L, const State *state, int first) {
  Sum sum;
  int last = lua_gettop(L);
  if (last > first && lua_type(L, last) == LUA_TNUMBER) last--;
  sum_arguments(L, state, first, last, &sum);
  int draft = last + 1;
  lua_settop(L, last);
  const Packet *from = gather(L, state, first, &sum);
  const Part *parts = push_composed(L, state, draft);
  size_t size;
  const char *bytes = lua_tolstring(L, -1, &size);
  Packet *p = packet_new(L, state, sum.count, (uint32_t)size);
  memcpy(p->layers + p->count, bytes, size);
  for (unsigned i = 0; i < sum.count; i++) {
    p->layers[i] = from->layers[i];
    p->layers[i].offset = parts[i].offset;
    p->layers[i].length = parts[i].written;
  }
  p->made = p->touched = true;
  p->root = from->root;
  p->end = p->caplen = p->length = (uint32_t)size;
  lua_getiuservalue(L, draft, (int)sum.count + 1);
  lua_setiuservalue(L, -2, (int)sum.count + 1);
  lua_replace(L, draft);
  lua_settop(L, draft);
  return p;
}

/* pycap.packet(headers..., [payload]) -> packet */
int module_packet(lua_State *L) {
  luaL_checkany(L, 1);
  packet_make(L, state_of(L), 1);
  return 1;
}
