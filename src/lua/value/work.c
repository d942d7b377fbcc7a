/*
** work.c - what a packet is composed of, and the memory for it
*/
#include "work.h"

/* Raises: a finalizer that Lua ran on the way has tampered with the parts. */
static int changed(lua_State *L) {
  return luaL_error(L, "packet was changed while it was composed");
}

void work_begin(lua_State *L, Work *w, unsigned count, size_t fields) {
  w->count = count;
  if (count <= PARTS && fields <= VALUES) {
    lua_pushnil(L);
    w->parts = w->shop.parts;
    w->values = w->shop.values;
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

unsigned work_part(lua_State *L, const State *state, const Packet *p, int index,
                   unsigned layer, Part *part, Value *values) {
  const Layer *at = &p->layers[layer];
  *part = (Part){.base = packet_bytes(p) + at->offset, .length = at->length,
                 .protocol = at->protocol, .flags = at->flags,
                 .set = p->marked ? packet_marks(p)[layer] : 0};
  if (p->edited && layer_assigned(L, state, p, index, layer, values))
    part->values = values;
  fill_origin(state, p, layer, part);
  return state->protocols.known[at->protocol]->layout.count;
}

static int refuse_parts(lua_State *L, const State *state, const Part *part,
                        unsigned field) {
  const Known *k = state->protocols.known[part->protocol];
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

bool work_room(lua_State *L, const State *state, Work *w) {
  w->room = packet_room(&state->protocols, w->parts, w->count, w->rest.size);
  if (w->room > PACKET_MAX)
    luaL_error(L, "packet too long (at most %d bytes)", (int)PACKET_MAX);
  w->out = w->small;
  if (w->room <= ROOM) return false;
  w->out = lua_newuserdatauv(L, w->room, 0);
  return true;
}

#include "../../core/compose.h"
#include "../base/state.h"

bool work_compose(const State *state, Work *w) {
  int64_t written = packet_compose(
      &state->protocols, w->parts, w->count, (const uint8_t *)w->rest.bytes,
      w->rest.size, w->rest.trailing, w->out, w->room, &w->part, &w->field);
  w->size = (size_t)written;
  return written >= 0;
}

int work_refuse(lua_State *L, const State *state, const Work *w) {
  if (w->part == w->count) return changed(L);
  return refuse_parts(L, state, &w->parts[w->part], w->field);
}
