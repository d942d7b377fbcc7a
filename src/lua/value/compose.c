/*
** compose.c - the wire form of packets, captured, edited or made by hand
*/
#include "compose.h"

#include <string.h>

#include "edits.h"
#include "composition.h"

static void fill_parts(lua_State *L, const State *state, int index,
                       Part *parts, Value *values) {
  const Packet *p = lua_touserdata(L, index);
  for (unsigned i = 0; i < p->count; i++) {
    values += composition_part(L, state, p, index, i, &parts[i], values);
  }
}

/*
** Composes the packet at `index`, in memory that it pushes. False: it cannot
** be. Memory may run a finalizer that assigns to this packet: look again when
** all is there.
*/
static bool compose_packet(lua_State *L, const State *state, int index,
                           Composition *w) {
  const Packet *p = lua_touserdata(L, index);
  size_t fields = 0;
  state_chargebytes(L, p->caplen);
  w->payload.trailing = p->caplen - p->end;
  for (unsigned i = 0; i < p->count; i++)
    fields += known_of(state, p, i)->layout.count;
  composition_begin(L, w, p->count, fields);
  w->payload.bytes = packet_pushrest(L, p, index, &w->payload.size);
  fill_parts(L, state, index, w->parts, w->values);
  if (composition_room(L, state, w))
    fill_parts(L, state, index, w->parts, w->values);
  return composition_write(state, w);
}

/*
** Pushes the composed packet at `index` as a string, and says in `layers` where
** the headers are in it.
*/
static void push_composed(lua_State *L, const State *state, int index,
                          Layer *layers) {
  Composition w;
  int top = lua_gettop(L);
  if (!compose_packet(L, state, index, &w)) composition_refuse(L, state, &w);
  for (unsigned i = 0; i < w.count; i++) layers[i] = part_layer(&w.parts[i]);
  lua_pushlstring(L, (const char *)w.out, w.size);
  lua_replace(L, top + 1);
  lua_settop(L, top + 1);
}

bool packet_composed(lua_State *L, const State *state, int index,
                     unsigned layer, unsigned field, Value *value) {
  const Packet *p = lua_touserdata(L, index);
  const Layout *l = &known_of(state, p, layer)->layout;
  Composition w;
  int top = lua_gettop(L);
  luaL_checkstack(L, LUA_MINSTACK, "lists nested too deep");
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
