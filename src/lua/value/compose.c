/*
** compose.c - the wire form of packets, captured, edited or made by hand
*/
#include <string.h>

#include "../base/state.h"

/* Raises: a finalizer that Lua ran on the way has tampered with the parts. */
static int changed(lua_State *L) {
  return luaL_error(L, "packet was changed while it was composed");
}

/* What was assigned to the payload, else the payload; does not push. */
const char *packet_payload(lua_State *L, const Packet *p, int index,
                              size_t *size) {
  const char *payload = (const char *)packet_bytes(p) + packet_body(p);
  *size = p->end - packet_body(p);
  if (!p->edited) return payload;
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
** Fills in the part that layer `layer` of packet `p`, at `index`, is. What was
** assigned is in `values`, and stays alive as long as the packet keeps it.
** Returns how many values those are.
*/
static unsigned fill_part(lua_State *L, const State *state, const Packet *p,
                          int index, unsigned layer, Part *part,
                          Value *values) {
  const Layer *at = &p->layers[layer];
  *part = (Part){.base = packet_bytes(p) + at->offset, .length = at->length,
                 .protocol = at->protocol, .flags = at->flags,
                 .set = p->marked ? packet_marks(p)[layer] : 0};
  if (p->edited && layer_assigned(L, state, p, index, layer, values))
    part->values = values;
  return state->protocols.known[at->protocol].layout.count;
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
    values += fill_part(L, state, p, index, i, &parts[i], values);
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
  if ((at == k->extent || at == k->next || k->layout.at[at].follows) && !set)
    return luaL_error(L, "%s.%s: what it counts is too long",
                      k->protocol->name, f->name);
  if (f->sized)
    return luaL_error(L, "%s.%s: its size contradicts that of another field "
                      "which %s.%s counts", k->protocol->name, f->name,
                      k->protocol->name, f->sized);
  if (f->when.field)
    return luaL_error(L, "%s.%s: not in a header with this %s.%s; set that "
                      "too, or neither", k->protocol->name, f->name,
                      k->protocol->name, f->when.field);
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

/* A packet that is composed, and what for. */
typedef struct Work {
  Part *parts;
  Value *values;
  unsigned count;        /* of the parts */
  Rest rest;
  uint8_t *out;
  size_t room, size;     /* of out; bytes written */
  unsigned part, field;  /* what would not do */
  Workshop shop;
  uint8_t small[ROOM];
} Work;

/* False: it cannot be. */
static bool compose(const State *state, Work *w) {
  int64_t written = packet_compose(
      &state->protocols, w->parts, w->count, (const uint8_t *)w->rest.bytes,
      w->rest.size, w->rest.trailing, w->out, w->room, &w->part, &w->field);
  w->size = (size_t)written;
  return written >= 0;
}

static int refuse(lua_State *L, const State *state, const Work *w) {
  if (w->part == w->count) return changed(L);
  return refuse_parts(L, state, &w->parts[w->part], w->field);
}

/*
** Composes the packet at `index`, in memory that it pushes. False: it cannot
** be. Memory may run a finalizer that assigns to this packet: look again when
** all is there.
*/
static bool compose_packet(lua_State *L, const State *state, int index,
                           Work *w) {
  const Packet *p = lua_touserdata(L, index);
  size_t fields = 0;
  w->count = p->count;
  w->rest.trailing = p->caplen - p->end;
  for (unsigned i = 0; i < p->count; i++)
    fields += known_of(state, p, i)->layout.count;
  w->parts = push_parts(L, p->count, fields, &w->shop, &w->values);
  w->rest.bytes = push_rest(L, p, index, &w->rest.size);
  fill_parts(L, state, index, w->parts, w->values);
  w->room = room_of(L, state, w->parts, w->count, w->rest.size);
  w->out = w->small;
  if (w->room > ROOM) {
    w->out = lua_newuserdatauv(L, w->room, 0);
    fill_parts(L, state, index, w->parts, w->values);
  }
  return compose(state, w);
}

static Layer part_layer(const Part *part) {
  return (Layer){part->offset, part->written, part->protocol, part->flags};
}

/*
** Pushes the composed packet at `index` as a string, and says in `layers` where
** the headers are in it.
*/
static void push_composed(lua_State *L, const State *state, int index,
                          Layer *layers) {
  Work w;
  int top = lua_gettop(L);
  if (!compose_packet(L, state, index, &w)) refuse(L, state, &w);
  for (unsigned i = 0; i < w.count; i++) layers[i] = part_layer(&w.parts[i]);
  lua_pushlstring(L, (const char *)w.out, w.size);
  lua_replace(L, top + 1);
  lua_settop(L, top + 1);
}

bool packet_composed(lua_State *L, const State *state, int index,
                     unsigned layer, unsigned field, Value *value) {
  const Packet *p = lua_touserdata(L, index);
  const Layout *l = &known_of(state, p, layer)->layout;
  Work w;
  int top = lua_gettop(L);
  luaL_checkstack(L, LUA_MINSTACK, "too many lists in lists");
  bool there = compose_packet(L, state, lua_absindex(L, index), &w) &&
               field_read(l, field, w.out + w.parts[layer].offset,
                          w.parts[layer].written, value);
  lua_settop(L, top);
  return there;
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

/* The arguments of packet_make: headers, and what follows them. */
typedef struct Arguments {
  unsigned count;
  int packets;       /* the stack has their packets from here on */
  size_t fields;     /* and they have so many fields */
  Rest rest;
  struct { const Packet *packet; unsigned layer; } at[LAYERS_MAX];
} Arguments;

/*
** The trailer that is in a payload: what follows the last header of a captured
** packet and is as long as its payload and trailer, as packet:unpack() gives
** them, is taken for both.
*/
static size_t trailing_of(lua_State *L, const Arguments *a) {
  size_t size;
  if (a->count == 0) return 0;
  unsigned last = a->count - 1;
  const Packet *p = a->at[last].packet;
  size_t trailing = p->caplen - p->end;
  if (a->at[last].layer + 1 != p->count) return 0;
  packet_payload(L, p, a->packets + (int)last, &size);
  return a->rest.size == size + trailing ? trailing : 0;
}

/* Reads the arguments from `first` on, and pushes the headers' packets. */
static void read_arguments(lua_State *L, const State *state, int first,
                           Arguments *a) {
  int last = lua_gettop(L);
  a->count = 0;
  a->fields = 0;
  a->rest = (Rest){0};
  a->packets = last + 1;
  luaL_checkstack(L, last - first + LUA_MINSTACK, "too many headers");
  for (int arg = first; arg <= last; arg++) {
    unsigned layer;
    if (lua_type(L, arg) == LUA_TSTRING && arg == last) {
      a->rest.bytes = lua_tolstring(L, arg, &a->rest.size);
      a->rest.trailing = trailing_of(L, a);
      continue;
    }
    Packet *p = header_to(L, state, arg, &layer);
    if (!p)
      header_refuse(L, state, arg,
                    arg == last ? "header or payload string" : "header");
    if (a->count == LAYERS_MAX)
      luaL_error(L, "too many headers (at most %d)", LAYERS_MAX);
    a->at[a->count].packet = p;
    a->at[a->count++].layer = layer;
    a->fields += known_of(state, p, layer)->layout.count;
  }
}

/* True when header `i` + 1 is the one that followed header `i`, captured. */
static bool is_linked(const Arguments *a, unsigned i) {
  return i + 1 < a->count && a->at[i].packet == a->at[i + 1].packet &&
         a->at[i].layer + 1 == a->at[i + 1].layer;
}

/* Fills in the parts that the headers are. */
static void gather(lua_State *L, const State *state, const Arguments *a,
                   const Work *w) {
  Value *values = w->values;
  for (unsigned i = 0; i < a->count; i++) {
    Part *part = &w->parts[i];
    const Packet *p = a->at[i].packet;
    values += fill_part(L, state, p, a->packets + (int)i, a->at[i].layer, part,
                        values);
    fill_origin(state, p, a->at[i].layer, part);
    if (!is_linked(a, i)) part->flags &= (uint16_t)~LAYER_LINKED;
  }
}

static bool same_value(const Field *f, const Value *a, const Value *b) {
  if (f->kind == KIND_UINT) return a->number == b->number;
  return a->size == b->size &&
         (a->size == 0 || memcmp(a->bytes, b->bytes, a->size) == 0);
}

/* The marks of a composed part. False: what it has is not all that was set. */
static bool mark_part(const State *state, const Part *part,
                      const uint8_t *header, uint64_t *marks) {
  const Layout *l = &state->protocols.known[part->protocol].layout;
  *marks = part->set;
  if (!part->values) return true;
  for (unsigned i = 0; i < l->count; i++) {
    Value v;
    if (!part->values[i].set) continue;
    if (!field_read(l, i, header, part->written, &v) ||
        !same_value(&l->fields[i], &v, &part->values[i]))
      return false;
    *marks |= BIT(i);
  }
  return true;
}

/* What of a composed packet was set by the script. */
typedef struct Kept {
  uint64_t marks[LAYERS_MAX];
  bool odd[LAYERS_MAX];  /* marks cannot tell */
} Kept;

/* Gives the packet on top what was assigned to the headers that it is of. */
static void keep_edits(lua_State *L, const State *state, const Arguments *a,
                       const Kept *kept) {
  Packet *p = lua_touserdata(L, -1);
  for (unsigned i = 0; i < a->count; i++) {
    packet_marks(p)[i] = kept->odd[i] ? 0 : kept->marks[i];
    if (!kept->odd[i]) continue;
    header_edits(L, p, -1);
    header_copyedits(L, state, a->packets + (int)i, a->at[i].layer, -1, i);
    lua_pop(L, 1);
  }
}

Packet *packet_make(lua_State *L, const State *state, int first) {
  Work w;
  Arguments a;
  Kept kept;
  int last = lua_gettop(L);
  if (last > first && lua_type(L, last) == LUA_TNUMBER) lua_settop(L, --last);
  read_arguments(L, state, first, &a);
  w.count = a.count;
  w.rest = a.rest;
  w.parts = push_parts(L, a.count, a.fields, &w.shop, &w.values);
  gather(L, state, &a, &w);
  w.room = room_of(L, state, w.parts, w.count, w.rest.size);
  w.out = w.small;
  if (w.room > ROOM) {
    w.out = lua_newuserdatauv(L, w.room, 0);
    gather(L, state, &a, &w);
  }
  if (!compose(state, &w)) refuse(L, state, &w);
  for (unsigned i = 0; i < a.count; i++)
    kept.odd[i] = !mark_part(state, &w.parts[i], w.out + w.parts[i].offset,
                             &kept.marks[i]);
  Packet *p = packet_new(L, state, a.count, (uint32_t)w.size, true);
  for (unsigned i = 0; i < a.count; i++)
    p->layers[i] = part_layer(&w.parts[i]);
  if (w.size > 0) memcpy(p->layers + p->count, w.out, w.size);
  if (a.count > 0) p->root = p->layers[0].protocol;
  p->caplen = p->length = (uint32_t)w.size;
  p->end = p->caplen - (uint32_t)w.rest.trailing;
  keep_edits(L, state, &a, &kept);
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
