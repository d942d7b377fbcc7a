/*
** begins.c - what packets begin with, and where they may go
*/
#include "begins.h"

#include <string.h>

const char *begins_otherwise(const State *state, const Packet *p,
                             unsigned root) {
  unsigned first = p->count > 0 ? p->layers[0].protocol : (unsigned)p->root;
  if (root == PROTOCOL_NONE || first == root) return NULL;
  if (first == PROTOCOL_NONE) return p->made ? NULL : "something else";
  const char *name = state->protocols.known[first]->protocol->name;
  const char *also = state->protocols.known[root]->protocol->otherwise;
  return also && strcmp(also, name) == 0 ? NULL : name;
}
