/*
** spoken.c - handlers of messages that streams of TCP carry
*/
#include "spoken.h"

#include <unistd.h>

#include "../base/error.h"

#define SECONDS(n_) (INT64_C(1000000000) * (n_))
#define CONNECTIONS 262144
#define BYTES (64 << 20)
#define EARLY (64 << 10)  /* of one direction */

void spoken_ask(lua_State *L, Conversations *c) {
  static const FlowsLimits flows = {
    .idle = {
      [IDLE_OPENING] = SECONDS(60), [IDLE_OPEN] = SECONDS(3600),
      [IDLE_CLOSED] = SECONDS(10), [IDLE_UNANSWERED] = SECONDS(60),
      [IDLE_ANSWERED] = SECONDS(60), [IDLE_OTHER] = SECONDS(60)
    },
    .flows = CONNECTIONS, .bytes = 2 * BYTES
  };
  static const MessagesLimits limits = {.early = EARLY, .bytes = BYTES};
  uint64_t secret[2];
  if (c->messages) return;
  if (getentropy(secret, sizeof secret) != 0)
    luaL_error(L, "messages: the system has no random numbers");
  if (!conversations_speak(c, &limits, &flows, secret))
    fault_throw(L, "memory", "no memory for messages");
}

bool spoken_refresh(Handlers *h, const Protocols *all) {
  ProtocolSet wanted = {{0}};
  bool any = false;
  if (!h->owned || !h->owned->messages) return false;
  for (unsigned i = 0; i < h->count; i++) {
    unsigned protocol = h->list[i]->protocol;
    if (protocol == PROTOCOL_NONE || !messages_has(all, protocol)) continue;
    set_add(&wanted, protocol);
    any = true;
  }
  messages_want(h->owned->messages, all, &wanted);
  h->owned->speaks = any;
  return any;
}
