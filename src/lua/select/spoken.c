/*
** spoken.c - handlers of messages that streams of TCP carry
*/
#include "spoken.h"

#include "../base/error.h"
#include "follow.h"

#define BYTES (64 << 20)
#define EARLY (64 << 10)  /* of one direction */

void spoken_ask(lua_State *L, State *state, Handlers *h) {
  static const MessagesLimits limits = {.early = EARLY, .bytes = BYTES};
  follow_begin(L, state, h, NULL);
  if (!conversations_speak(h->owned, &limits))
    fault_throw(L, "memory", "no memory for messages");
}

void spoken_refresh(Handlers *h, const Protocols *all) {
  ProtocolSet wanted = {{0}};
  if (!h->owned || !h->owned->messages) return;
  h->owned->speaks = false;
  for (unsigned i = 0; i < h->list->count; i++) {
    const Handler *each = h->list->all[i];
    if (each->cancelled || !messages_has(all, each->protocol)) continue;
    set_add(&wanted, each->protocol);
    h->owned->speaks = true;
  }
  messages_want(h->owned->messages, all, &wanted);
}
