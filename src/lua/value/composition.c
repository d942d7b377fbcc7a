/*
** composition.c - what a packet is composed of, and the memory for it
*/
#include "composition.h"

#include "place.h"

/* Raises: a finalizer that Lua ran on the way has tampered with the parts. */
static int changed(lua_State *L) {
  return luaL_error(L, "the packet was changed while it was composed");
}

void composition_begin(lua_State *L, Composition *w, unsigned count,
                       size_t fields) {
  w->count = count;
  if (count <= PARTS && fields <= VALUES) {
    lua_pushnil(L);
    w->parts = w->few.parts;
    w->values = w->few.values;
    return;
  }
  w->parts = lua_newuserdatauv(
      L, count * sizeof(Part) + fields * sizeof(Value), 0);
  w->values = (Value *)(w->parts + count);
}

/* Fills in where a part comes from, if it was captured. */
static void fill_origin(const State *state, const Packet *p, unsigned layer,
                        Part *part) {
  const Decoded from = packet_decoded(p);
  if (!(p->layers[layer].flags & LAYER_MADE))
    part_origin(&state->protocols, &from, p->end, layer, part);
}

unsigned composition_part(lua_State *L, const State *state, const Packet *p,
                          int index, unsigned layer, Part *part,
                          Value *values) {
  const Layer *at = &p->layers[layer];
  *part = (Part){.base = packet_bytes(p) + at->offset, .length = at->length,
                 .protocol = at->protocol, .flags = at->flags,
                 .set = p->marked ? packet_marks(p)[layer] : 0};
  if (p->edited && layer_assigned(L, state, p, index, layer, values))
    part->values = values;
  fill_origin(state, p, layer, part);
  return state->protocols.known[at->protocol]->layout.count;
}

/* The bytes that a field counts which says how far the packet goes. */
static uint64_t bytes_counted(const Composition *w, const Extent *extent) {
  const Part *part = &w->parts[w->part];
  uint64_t bytes = w->payload.size - w->payload.trailing;
  if (extent->header) bytes += part->written;
  for (unsigned i = w->part + 1; i < w->count; i++)
    bytes += w->parts[i].offset + w->parts[i].written -
             (w->parts[i - 1].offset + w->parts[i - 1].written);
  return bytes;
}

/* Raises: a field that was not set cannot hold what it counts. */
static int refuse_count(lua_State *L, const Composition *w, const Known *k,
                        const Field *f) {
  const Part *part = &w->parts[w->part];
  const Layout *l = &k->layout;
  int at = (int)w->field;
  const Place protocol = {NULL, k->protocol->name, 0};
  const Place place = {&protocol, f->name, 0};
  const Extent *extent = &k->protocol->extent;
  if (at == k->extent)
    return place_toolarge(L, &place, f, bytes_counted(w, extent));
  if (at == k->next)
    return luaL_error(L, "%s.%s: value too large: %I bytes follow, a length is "
                      "at most 1500", k->protocol->name, f->name,
                      (LUAI_UACINT)bytes_counted(w, extent));
  for (unsigned i = 0; part->values && i < l->count; i++)
    if (l->at[i].sized == at && part->values[i].set)
      return place_toolarge(L, &place, f, part->values[i].size);
  return luaL_error(L, "%s.%s: value too large: there are more than %I",
                    k->protocol->name, f->name,
                    (LUAI_UACINT)field_largest(f));
}

/* Raises: a field that was not set cannot say how long the header is. */
static int refuse_length(lua_State *L, const Part *part, const Known *k,
                         const Field *f) {
  const Place protocol = {NULL, k->protocol->name, 0};
  const Place place = {&protocol, f->name, 0};
  if (part->written > field_largest(f))
    return place_toolarge(L, &place, f, part->written);
  return luaL_error(L, "%s.%s: a header of %d bytes does not fit: multiple of "
                    "%d from %d to %I expected", k->protocol->name, f->name,
                    (int)part->written, f->scale ? f->scale : 1, f->plus,
                    (LUAI_UACINT)field_largest(f));
}

/* Raises: the length before a header cannot hold what it counts. */
static int refuse_prefix(lua_State *L, const Composition *w,
                         const Known *k) {
  const Part *part = &w->parts[w->part];
  return luaL_error(L, "%s: too long: %I bytes, which the %d bytes before it "
                    "cannot count", k->protocol->name,
                    (LUAI_UACINT)(part->written + w->payload.size),
                    k->prefix);
}

int composition_refuse(lua_State *L, const State *state, const Composition *w) {
  if (w->part == w->count) return changed(L);
  const Part *part = &w->parts[w->part];
  const Known *k = state->protocols.known[part->protocol];
  if (w->field == PREFIX_FIELD) return refuse_prefix(L, w, k);
  const Field *f = &k->layout.fields[w->field];
  int at = (int)w->field;
  bool set = part->values && part->values[w->field].set;
  if (at == k->length && !set) return refuse_length(L, part, k, f);
  if ((at == k->extent || at == k->next || k->layout.at[at].follows) && !set)
    return refuse_count(L, w, k, f);
  if (f->sized)
    return luaL_error(L, "%s.%s: its size differs from that of another field, "
                      "and %s.%s is the length of both",
                      k->protocol->name, f->name,
                      k->protocol->name, f->sized);
  if (f->when.field)
    return luaL_error(L, "%s.%s: absent in a header with this %s.%s; set both "
                      "or neither", k->protocol->name, f->name,
                      k->protocol->name, f->when.field);
  return luaL_error(L, "%s.%s: absent in a header with these values",
                    k->protocol->name, f->name);
}

bool composition_room(lua_State *L, const State *state, Composition *w) {
  w->room = packet_room(&state->protocols, w->parts, w->count, w->payload.size);
  if (w->room > PACKET_MAX)
    luaL_error(L, "packet too long (at most %d bytes)", (int)PACKET_MAX);
  w->out = w->small;
  if (w->room <= ROOM) return false;
  w->out = lua_newuserdatauv(L, w->room, 0);
  return true;
}

bool composition_write(const State *state, Composition *w) {
  int64_t written = packet_compose(
      &state->protocols, w->parts, w->count, (const uint8_t *)w->payload.bytes,
      w->payload.size, w->payload.trailing, w->out, w->room, &w->part,
      &w->field);
  w->size = (size_t)written;
  return written >= 0;
}
