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

/*
** Memory for parts and, behind them, the values of so many fields; pushes it,
** or nil where `shop` is enough.
*/
static Part *push_parts(lua_State *L, unsigned count, size_t fields,
                        Workshop *shop, Value **values) {
  if (count <= PARTS && fields <= VALUES) {
    lua_pushnil(L);
    *values = shop->values;
    return shop->parts;
  }
  Part *parts = lua_newuserdatauv(
      L, count * sizeof(Part) + fields * sizeof(Value), 0);
  *values = (Value *)(parts + count);
  return parts;
}

Decoded packet_decoded(const Packet *p) {
  return (Decoded){packet_bytes(p), p->caplen, p->length, p->layers, p->count};
}

/*
** Fills in the part that layer `layer` of the packet at `index` is. What was
** assigned is in `values`, and stays alive as long as the packet keeps it.
** Returns how many values those are.
*/
static unsigned fill_part(lua_State *L, const State *state, int index,
                          unsigned layer, Part *part, Value *values) {
  const Packet *p = lua_touserdata(L, index);
  const Layer *at = &p->layers[layer];
  unsigned n = state->protocols.known[at->protocol].layout.count;
  memset(values, 0, n * sizeof *values);
  *part = (Part){.base = packet_bytes(p) + at->offset, .length = at->length,
                 .protocol = at->protocol, .flags = at->flags};
  if (layer_assigned(L, p, index, layer, n, values)) part->values = values;
  return n;
}

/* Fills in where it comes from, if it was captured. */
static void fill_origin(const State *state, const Packet *p, unsigned layer,
                        Part *part) {
  const Decoded from = packet_decoded(p);
  if (!(p->layers[layer].flags & LAYER_MADE))
    part_origin(&state->protocols, &from, p->end, layer, part);
}

static void fill_parts(lua_State *L, const State *state, int index,
                       Part *parts, Value *values) {
  const Packet *p = lua_touserdata(L, index);
  for (unsigned i = 0; i < p->count; i++) {
    values += fill_part(L, state, index, i, &parts[i], values);
    fill_origin(state, p, i, &parts[i]);
  }
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

/* The room that the parts need; raises when it is too much. */
static size_t room_of(lua_State *L, const State *state, const Part *parts,
                      unsigned count, size_t size) {
  size_t room = packet_room(&state->protocols, parts, count, size);
  if (room > PACKET_MAX)
    luaL_error(L, "packet too long (at most %d bytes)", (int)PACKET_MAX);
  return room;
}

/* What follows the headers: bytes, of which the last are the trailer. */
typedef struct Rest {
  const char *bytes;
  size_t size, trailing;
} Rest;

/* Composes into `out`; returns the bytes written, or raises. */
static size_t compose(lua_State *L, const State *state, Part *parts,
                      unsigned count, const Rest *rest, uint8_t *out,
                      size_t room) {
  unsigned part = 0, field = 0;
  int64_t written =
      packet_compose(&state->protocols, parts, count,
                     (const uint8_t *)rest->bytes, rest->size, rest->trailing,
                     out, room, &part, &field);
  if (written < 0 && part == count) changed(L);
  if (written < 0) refuse_parts(L, state, &parts[part], field);
  return (size_t)written;
}

/*
** Composes the packet at `index`. Pushes the string, and says in `layers` where
** the headers are in it. Memory may run a finalizer that assigns to this
** packet: look again when all is there.
*/
static void push_composed(lua_State *L, const State *state, int index,
                          Layer *layers) {
  const Packet *p = lua_touserdata(L, index);
  Workshop shop;
  uint8_t small[ROOM], *out = small;
  Value *values;
  Rest rest = {.trailing = p->caplen - p->end};
  int top = lua_gettop(L);
  size_t fields = 0;
  for (unsigned i = 0; i < p->count; i++)
    fields += known_of(state, p, i)->layout.count;
  Part *parts = push_parts(L, p->count, fields, &shop, &values);
  rest.bytes = push_rest(L, p, index, &rest.size);
  fill_parts(L, state, index, parts, values);
  size_t room = room_of(L, state, parts, p->count, rest.size);
  if (room > ROOM) {
    out = lua_newuserdatauv(L, room, 0);
    fill_parts(L, state, index, parts, values);
  }
  size_t size = compose(L, state, parts, p->count, &rest, out, room);
  for (unsigned i = 0; i < p->count; i++)
    layers[i] = (Layer){parts[i].offset, parts[i].written,
                        p->layers[i].protocol, p->layers[i].flags};
  lua_pushlstring(L, (const char *)out, size);
  lua_replace(L, top + 1);
  lua_settop(L, top + 1);
}

Decoded packet_layers(lua_State *L, const State *state, int index,
                      Layer *layers) {
  const Packet *p = lua_touserdata(L, index);
  uint32_t cut = p->length > p->caplen ? p->length - p->caplen : 0;
  if (p->touched) {
    push_composed(L, state, lua_absindex(L, index), layers);
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
  unsigned count;   /* headers, */
  size_t fields;    /* and the fields in them */
  Rest rest;
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
  memset(sum, 0, sizeof *sum);
  for (int arg = first; arg <= last; arg++) {
    unsigned layer;
    if (lua_type(L, arg) == LUA_TSTRING && arg == last) {
      sum->rest.bytes = lua_tolstring(L, arg, &sum->rest.size);
      if (arg > first)
        sum->rest.trailing = trailing_of(L, state, arg - 1, sum->rest.size);
      continue;
    }
    Packet *p = header_to(L, state, arg, &layer);
    if (!p)
      header_refuse(L, state, arg,
                    arg == last ? "header or payload string" : "header");
    lua_pop(L, 1);
    sum->count++;
    sum->fields += known_of(state, p, layer)->layout.count;
  }
  if (sum->count > LAYERS_MAX)
    luaL_error(L, "too many headers (at most %d)", LAYERS_MAX);
}

/* True when the next argument is the header that followed a captured one. */
static bool is_next(lua_State *L, const State *state, int arg,
                    const Packet *from, unsigned layer) {
  unsigned inner;
  const Packet *p = header_to(L, state, arg, &inner);
  if (p) lua_pop(L, 1);
  return p == from && inner == layer + 1;
}

/* Fills in the parts that the headers from argument `first` on are. */
static void gather(lua_State *L, const State *state, int first,
                   const Sum *sum, Part *parts, Value *values) {
  size_t fields = 0;
  for (unsigned i = 0; i < sum->count; i++) {
    unsigned layer;
    int arg = first + (int)i;
    const Packet *p = header_check(L, state, arg, &layer);
    fields += known_of(state, p, layer)->layout.count;
    if (fields > sum->fields) changed(L);
    values += fill_part(L, state, lua_gettop(L), layer, &parts[i], values);
    fill_origin(state, p, layer, &parts[i]);
    lua_pop(L, 1);
    if (i + 1 == sum->count || !is_next(L, state, arg + 1, p, layer))
      parts[i].flags &= LAYER_MADE;
  }
}

/* Gives the packet on top what was assigned to the headers that it is of. */
static void keep_edits(lua_State *L, const State *state, int first,
                       unsigned count) {
  lua_createtable(L, (int)count, 0);
  int edits = lua_gettop(L);
  for (unsigned i = 0; i < count; i++) {
    unsigned layer;
    const Packet *from = header_check(L, state, first + (int)i, &layer);
    header_copyedits(L, state, from, edits + 1, layer, edits, i);
    lua_pop(L, 1);
  }
  lua_setiuservalue(L, -2, (int)count + 1);
}

Packet *packet_make(lua_State *L, const State *state, int first) {
  Workshop shop;
  uint8_t small[ROOM], *out = small;
  Value *values;
  Sum sum;
  int last = lua_gettop(L);
  if (last > first && lua_type(L, last) == LUA_TNUMBER) last--;
  lua_settop(L, last);
  sum_arguments(L, state, first, last, &sum);
  Part *parts = push_parts(L, sum.count, sum.fields, &shop, &values);
  gather(L, state, first, &sum, parts, values);
  size_t room = room_of(L, state, parts, sum.count, sum.rest.size);
  if (room > ROOM) {
    out = lua_newuserdatauv(L, room, 0);
    gather(L, state, first, &sum, parts, values);
  }
  size_t size = compose(L, state, parts, sum.count, &sum.rest, out, room);
  Packet *p = packet_new(L, state, sum.count, (uint32_t)size);
  for (unsigned i = 0; i < sum.count; i++)
    p->layers[i] = (Layer){parts[i].offset, parts[i].written,
                           parts[i].protocol, parts[i].flags};
  if (size > 0) memcpy(p->layers + p->count, out, size);
  p->made = true;
  if (sum.count > 0) p->root = p->layers[0].protocol;
  p->caplen = p->length = (uint32_t)size;
  p->end = p->caplen - (uint32_t)sum.rest.trailing;
  keep_edits(L, state, first, sum.count);
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
