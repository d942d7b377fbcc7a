/*
** members.c - members of a packet that follow from its headers
*/
#include "members.h"

#include "../../core/flow.h"
#include "../../core/problem.h"
#include "compose.h"
#include "keys.h"
#include "value.h"

void packet_malformed(lua_State *L, const State *state, const Packet *p) {
  char text[PROBLEM_MAX];
  if (!p->problem) lua_pushnil(L);
  else
    lua_pushlstring(L, text, problem_text(&state->protocols, p->culprit,
                                          p->problem, p->where, text));
}

void packet_flow(lua_State *L, const State *state, const Packet *p, bool both) {
  const Protocols *all = &state->protocols;
  uint8_t key[FLOW_MAX];
  size_t size;
  if (p->touched) {  /* as it would go out */
    Frame frame = {0};
    Stack stack;
    packet_wire(L, state, 1, -1);
    frame.bytes = (const uint8_t *)lua_tolstring(L, -1, &size);
    frame.caplen = frame.length = (uint32_t)size;
    stack_begin(&stack, all, (unsigned)p->root, &frame);
    stack_decode(&stack, NULL);
    size = flow_write(all, stack.layers, stack.count, frame.bytes, both, key);
  } else {
    size = flow_write(all, p->layers, p->count, packet_bytes(p), both, key);
  }
  if (size > 0) key_push(L, key, size);
  else lua_pushnil(L);
}

void packet_end(lua_State *L, const State *state, const Packet *p,
                const char *end) {
  for (unsigned i = 0; i < p->count; i++) {
    const Known *k = known_of(state, p, i);
    if (!k->address) continue;
    header_pushfield(L, state, 1, i, (unsigned)layout_find(&k->layout, end));
    return;
  }
  lua_pushnil(L);
}
