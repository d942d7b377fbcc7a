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

#define ROOM 2048  /* bytes of a packet that is composed on the C stack */
#define PARTS 8    /* and what it may be composed of */
#define VALUES 96

typedef struct Workshop {
  Part parts[PARTS];
  Value values[VALUES];
} Workshop;

/* Memory for the parts of a packet and, behind them, their values; pushes it,
** or nil where `shop` is enough. */
static Part *push_parts(lua_State *L, const State *state, const Packet *p,
                        Workshop *shop, Value **values) {
  size_t fields = 0;
  for (unsigned i = 0; i < p->count; i++)
    fields += state->protocols.known[p->layers[i].protocol].layout.count;
  if (p->count <= PARTS && fields <= VALUES) {
    lua_pushnil(L);
    *values = shop->values;
    return shop->parts;
  }
  Part *parts = lua_newuserdatauv(
      L, p->count * sizeof(Part) + fields * sizeof(Value), 0);
  *values = (Value *)(parts + p->count);
  return parts;
}

Decoded packet_decoded(const Packet *p) {
  return (Decoded){packet_bytes(p), p->caplen, p->length, p->layers, p->count};
}

/*
** Fills in the parts of the packet at `index`. What was assigned is in their
** values, and stays alive as long as the packet keeps it. `origins`: those of a
** packet whose headers were gathered, else NULL.
*/
static void fill_parts(lua_State *L, const State *state, int index,
                       const Part *origins, Part *parts, Value *values) {
  const Packet *p = lua_touserdata(L, index);
  for (unsigned i = 0; i < p->count; i++) {
    const Layer *layer = &p->layers[i];
    unsigned n = state->protocols.known[layer->protocol].layout.count;
    memset(values, 0, n * sizeof *values);
    parts[i] = origins ? origins[i] : (Part){0};
    parts[i].base = packet_bytes(p) + layer->offset;
    parts[i].length = layer->length;
    parts[i].protocol = layer->protocol;
    parts[i].flags = layer->flags;
    if (layer_assigned(L, p, index, i, n, values)) parts[i].values = values;
    values += n;
  }
}

/* Fills in where layer `layer` of a packet comes from, if it was captured. */
static void fill_origin(const State *state, const Packet *p, unsigned layer,
                        Part *part) {
  const Decoded from = packet_decoded(p);
  if (!(p->layers[layer].flags & LAYER_MADE))
    part_origin(&state->protocols, &from, p->end, layer, part);
}

static int refuse_parts(lua_State *L, const State *state, const Part *part,
                        unsigned field) {
  const Known *k = &state->protocols.known[part->protocol];
  const Field *f = &k->layout.fields[field];
  int at = (int)field;
  bool set = part->values && part->values[field].set;
  if (at == k->length && !set)
    return luaL_error(L, "%s.%s: cannot say that the header has %d bytes",
                      k->protocol->name, f->name, (int)part->written);
  if ((at == k->extent || at == k->next) && !set)
    return luaL_error(L, "%s.%s: what it counts is too long",
                      k->protocol->name, f->name);
  if (f->sized)
    return luaL_error(L, "%s.%s: its size contradicts that of another field "
                      "which %s.%s counts", k->protocol->name, f->name,
                      k->protocol->name, f->sized);
  return luaL_error(L, "%s.%s: not in a header with these values",
                    k->protocol->name, f->name);
}

/*
** Pushes payload and trailer as one string, or nil where they are in memory as
** one; they live as long as that and the packet.
*/
static const char *push_rest(lua_State *L, const Packet *p, int index,
                             size_t *size) {
  const char *payload = packet_payload(L, p, index, size);
  const char *trailer = (const char *)packet_bytes(p) + p->end;
  size_t trailing = p->caplen - p->end;
  if (payload + *size == trailer) {
    lua_pushnil(L);
  } else {
    lua_pushlstring(L, payload, *size);
    lua_pushlstring(L, trailer, trailing);
    lua_concat(L, 2);
    payload = lua_tostring(L, -1);
  }
  *size += trailing;
  return payload;
}

/*
** Composes the packet at `index`. Pushes the string, and says in `layers` where
** the headers are in it. Memory may run a finalizer that assigns to this packet:
** look again when all is there.
*/
static void push_composed(lua_State *L, const State *state, int index,
                          const Part *origins, Layer *layers) {
  const Packet *p = lua_touserdata(L, index);
  Workshop shop;
  uint8_t small[ROOM], *out = small;
  Value *values;
  size_t size;
  unsigned part = 0, field = 0;
  int top = lua_gettop(L);
  Part *parts = push_parts(L, state, p, &shop, &values);
  const char *rest = push_rest(L, p, index, &size);
  fill_parts(L, state, index, origins, parts, values);
  size_t room = packet_room(&state->protocols, parts, p->count, size);
  if (room > PACKET_MAX)
    luaL_error(L, "packet too long (at most %d bytes)", (int)PACKET_MAX);
  if (room > ROOM) {
    out = lua_newuserdatauv(L, room, 0);
    fill_parts(L, state, index, origins, parts, values);
  }
  for (unsigned i = 0; !origins && i < p->count; i++)
    fill_origin(state, p, i, &parts[i]);
  int64_t written =
      packet_compose(&state->protocols, parts, p->count, (const uint8_t *)rest,
                     size, p->caplen - p->end, out, room, &part, &field);
  if (written < 0 && part == p->count) changed(L);
  if (written < 0) refuse_parts(L, state, &parts[part], field);
  for (unsigned i = 0; i < p->count; i++)
    layers[i] = (Layer){parts[i].offset, parts[i].written,
                        p->layers[i].protocol, p->layers[i].flags};
  lua_pushlstring(L, (const char *)out, (size_t)written);
  lua_replace(L, top + 1);
  lua_settop(L, top + 1);
}

Decoded packet_layers(lua_State *L, const State *state, int index,
                      Layer *layers) {
  const Packet *p = lua_touserdata(L, index);
  uint32_t cut = p->length > p->caplen ? p->length - p->caplen : 0;
  if (p->touched) {
    push_composed(L, state, lua_absindex(L, index), NULL, layers);
  } else {
    memcpy(layers, p->layers, p->count * sizeof *layers);
    lua_pushlstring(L, (const char *)packet_bytes(p), p->size);
  }
  uint32_t size = (uint32_t)lua_rawlen(L, -1);
  return (Decoded){(const uint8_t *)lua_tostring(L, -1), size, size + cut,
                   layers, p->count};
}

void packet_wire(lua_State *L, const State *state, int index, int layer) {
  Layer layers[LAYERS_MAX];
  const Packet *p = lua_touserdata(L, index);
  if (!p->touched && layer >= 0) {
    const Layer *at = &p->layers[layer];
    lua_pushlstring(L, (const char *)packet_bytes(p) + at->offset, at->length);
    return;
  }
  const Decoded d = packet_layers(L, state, index, layers);
  if (layer < 0) return;
  lua_pushlstring(L, (const char *)d.bytes + layers[layer].offset,
                  layers[layer].length);
  lua_remove(L, -2);
}

/* --- made by hand --- */

/* What the arguments of packet_make add up to. */
typedef struct Sum {
  unsigned count;
  size_t size;
  size_t trailing;  /* how much of that is the trailer */
  int payload;      /* the argument that is the payload, 0: none */
} Sum;

/*
** The trailer that is in a payload: what follows the last header of a captured
** packet and is as long as its payload and trailer, as packet:unpack() gives
** them, is taken for both.
*/
static size_t trailing_of(lua_State *L, const State *state, int header,
                          size_t given) {
  unsigned layer;
  size_t size;
  const Packet *p = header_to(L, state, header, &layer);
  if (!p) return 0;
  size_t trailing = p->caplen - p->end;
  packet_payload(L, p, -1, &size);
  lua_pop(L, 1);
  return layer + 1u == p->count && given == size + trailing ? trailing : 0;
}

static void sum_arguments(lua_State *L, const State *state, int first, int last,
                          Sum *sum) {
  *sum = (Sum){0, 0, 0, 0};
  for (int arg = first; arg <= last; arg++) {
    unsigned layer;
    if (lua_type(L, arg) == LUA_TSTRING && arg == last) {
      sum->payload = arg;
      sum->size += lua_rawlen(L, arg);
      if (arg > first)
        sum->trailing = trailing_of(L, state, arg - 1, lua_rawlen(L, arg));
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

/*
** Copies header `arg` and what was assigned to it as layer `i` of packet p, and
** where it comes from.
*/
static void copy_header(lua_State *L, const State *state, int arg, int edits,
                        Packet *p, unsigned i, Part *origin) {
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
  fill_origin(state, from, layer, origin);
  header_copyedits(L, state, from, -1, layer, edits, i);
  lua_pop(L, 1);
}

/* The headers and the payload as they were given, side by side. */
static Packet *gather(lua_State *L, const State *state, int first,
                      const Sum *sum, Part *origins) {
  uint32_t size = (uint32_t)sum->size;
  Packet *p = packet_new(L, state, sum->count, size);
  p->touched = true;
  lua_createtable(L, (int)sum->count, 0);
  for (unsigned i = 0; i < sum->count; i++)
    copy_header(L, state, first + (int)i, lua_gettop(L), p, i, &origins[i]);
  lua_setiuservalue(L, -2, (int)sum->count + 1);
  size_t payload = sum->payload ? lua_rawlen(L, sum->payload) : 0;
  if (packet_body(p) + payload != size) changed(L);
  if (payload > 0)
    memcpy((char *)(p->layers + p->count) + packet_body(p),
           lua_tostring(L, sum->payload), payload);
  if (sum->count > 0) p->root = p->layers[0].protocol;
  p->caplen = p->length = size;
  p->end = size - (uint32_t)sum->trailing;
  return p;
}

Packet *packet_make(lua_State *L, const State *state, int first) {
  Layer layers[LAYERS_MAX];
  Sum sum;
  size_t size;
  int last = lua_gettop(L);
  if (last > first && lua_type(L, last) == LUA_TNUMBER) last--;
  sum_arguments(L, state, first, last, &sum);
  lua_settop(L, last);
  size_t origins_size = sum.count * sizeof(Part);
  Part *origins = lua_newuserdatauv(L, origins_size, 0);
  memset(origins, 0, origins_size);
  int draft = last + 2;
  const Packet *from = gather(L, state, first, &sum, origins);
  push_composed(L, state, draft, origins, layers);
  const char *bytes = lua_tolstring(L, -1, &size);
  Packet *p = packet_new(L, state, sum.count, (uint32_t)size);
  memcpy(p->layers + p->count, bytes, size);
  memcpy(p->layers, layers, sum.count * sizeof *layers);
  p->made = true;
  p->root = from->root;
  p->caplen = p->length = (uint32_t)size;
  p->end = p->caplen - (uint32_t)sum.trailing;
  lua_getiuservalue(L, draft, (int)sum.count + 1);
  lua_setiuservalue(L, -2, (int)sum.count + 1);
  lua_replace(L, last + 1);
  lua_settop(L, last + 1);
  return p;
}

/* pycap.packet(headers..., [payload]) -> packet */
int module_packet(lua_State *L) {
  luaL_checkany(L, 1);
  packet_make(L, state_of(L), 1);
  return 1;
}
