/*
** make.c - packets made by hand, of headers and a payload
*/
#include "make.h"

#include <lauxlib.h>
#include <string.h>

#include "composition.h"

/* The arguments of packet_make: headers, and what follows them. */
typedef struct Arguments {
  unsigned count;
  int packets;       /* the stack has their packets from here on */
  size_t fields;     /* and they have so many fields */
  Payload payload;
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
  return a->payload.size == size + trailing ? trailing : 0;
}

/* Reads the arguments from `first` on, and pushes the headers' packets. */
static void read_arguments(lua_State *L, const State *state, int first,
                           Arguments *a) {
  int last = lua_gettop(L);
  a->count = 0;
  a->fields = 0;
  a->payload = (Payload){0};
  a->packets = last + 1;
  luaL_checkstack(L, last - first + LUA_MINSTACK, "too many headers");
  for (int arg = first; arg <= last; arg++) {
    unsigned layer;
    if (lua_type(L, arg) == LUA_TSTRING && arg == last) {
      a->payload.bytes = lua_tolstring(L, arg, &a->payload.size);
      a->payload.trailing = trailing_of(L, a);
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
                   const Composition *w) {
  Value *values = w->values;
  for (unsigned i = 0; i < a->count; i++) {
    Part *part = &w->parts[i];
    const Packet *p = a->at[i].packet;
    values += composition_part(L, state, p, a->packets + (int)i,
                               a->at[i].layer, part, values);
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
  const Layout *l = &state->protocols.known[part->protocol]->layout;
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
typedef struct LayerMarks {
  uint64_t marks[LAYERS_MAX];
  bool odd[LAYERS_MAX];  /* marks cannot tell */
} LayerMarks;

/* Gives the packet on top what was assigned to the headers that it is of. */
static void keep_edits(lua_State *L, const State *state, const Arguments *a,
                       const LayerMarks *kept) {
  Packet *p = lua_touserdata(L, -1);
  for (unsigned i = 0; i < a->count; i++) {
    packet_marks(p)[i] = kept->odd[i] ? 0 : kept->marks[i];
    if (!kept->odd[i]) continue;
    header_edits(L, p, -1);
    header_copyedits(L, state, a->packets + (int)i, a->at[i].layer, -1, i);
    lua_pop(L, 1);
  }
}

/* Pushes the packet that the arguments make, instead of all above `last`. */
static Packet *make(lua_State *L, const State *state, const Arguments *a,
                    int last) {
  Composition w;
  LayerMarks kept;
  w.payload = a->payload;
  composition_begin(L, &w, a->count, a->fields);
  gather(L, state, a, &w);
  if (composition_room(L, state, &w)) gather(L, state, a, &w);
  if (!composition_write(state, &w)) composition_refuse(L, state, &w);
  for (unsigned i = 0; i < a->count; i++)
    kept.odd[i] = !mark_part(state, &w.parts[i], w.out + w.parts[i].offset,
                             &kept.marks[i]);
  Packet *p = packet_new(L, state, a->count, (uint32_t)w.size, true);
  for (unsigned i = 0; i < a->count; i++)
    p->layers[i] = part_layer(&w.parts[i]);
  if (w.size > 0) memcpy(p->layers + p->count, w.out, w.size);
  if (a->count > 0) p->root = p->layers[0].protocol;
  p->caplen = p->length = (uint32_t)w.size;
  p->end = p->caplen - (uint32_t)w.payload.trailing;
  keep_edits(L, state, a, &kept);
  lua_replace(L, last + 1);
  lua_settop(L, last + 1);
  return p;
}

Packet *packet_make(lua_State *L, const State *state, int first) {
  Arguments a;
  int last = lua_gettop(L);
  if (last > first && lua_type(L, last) == LUA_TNUMBER) lua_settop(L, --last);
  read_arguments(L, state, first, &a);
  return make(L, state, &a, last);
}

Packet *packet_remake(lua_State *L, const State *state, int first,
                      const Packet *from) {
  Arguments a;
  int last = lua_gettop(L);
  read_arguments(L, state, first, &a);
  a.payload.trailing = from->caplen - from->end;
  Packet *p = make(L, state, &a, last);
  p->time = from->time;
  return p;
}

/* pycap.packet(headers..., [payload]) -> packet */
int module_packet(lua_State *L) {
  luaL_checkany(L, 1);
  packet_make(L, state_of(L), 1);
  return 1;
}
