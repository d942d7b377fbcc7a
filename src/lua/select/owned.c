/*
** owned.c - the conversations that belong to Handlers
*/
#include "owned.h"

#include "../base/error.h"

Conversations *handlers_conversations(lua_State *L, State *state,
                                      Handlers *h) {
  const Allocator memory = state_memory(state);
  if (!h->owned) h->owned = conversations_new(&state->protocols, &memory);
  if (!h->owned) fault_throw(L, "memory", "no memory for conversations");
  return h->owned;
}
