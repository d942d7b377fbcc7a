/*
** transfer.c - tallies, passed from one Lua state to another
**
** Both sides are this program: nothing is checked in reading but whether the
** other side has the protocol, which goes by its name.
*/
#include <string.h>

#include "../../core/wrong.h"
#include "../host.h"
#include "tally.h"

#define FLOW "flow"  /* a name that no protocol has */

/* What stands before the counts. */
typedef struct SavedTally {
  uint64_t refused;
  size_t count;
  bool attached;
  char protocol[NAME_MAX_BYTES + 1];  /* to which; "": to every packet, FLOW:
                                         to flows */
} SavedTally;

/* A count, whose key of `size` bytes follows. */
typedef struct SavedCount {
  uint64_t packets, sum;
  size_t size;
} SavedCount;

bool host_istally(lua_State *L, int index) {
  return tally_to(L, index) != NULL;
}

void host_tallytable(lua_State *L, int index) {
  if (!tally_to(L, index)->tally)
    luaL_error(L, "result: a tally that is closed");
  tally_describe(L, index);
}

void host_tallywrite(lua_State *L, int index,
                     void (*put)(void *context, const void *bytes, size_t size),
                     void *context) {
  const LuaTally *t = tally_to(L, index);
  SavedTally head;
  memset(&head, 0, sizeof head);
  head.refused = tally_refused(t->tally);
  head.count = tally_size(t->tally);
  head.attached = t->attached;
  unsigned protocol = select_protocol(&t->fields.select);
  if (t->attached && protocol != PROTOCOL_NONE)
    strcpy(head.protocol, select_title(&t->fields.select));
  put(context, &head, sizeof head);
  for (size_t offset = 0;;) {
    const Count *count = tally_next(t->tally, &offset);
    if (!count) break;
    SavedCount counted = {count->packets, count->sum, count->size};
    put(context, &counted, sizeof counted);
    put(context, count->key, count->size);
  }
}

const char *host_tallyread(lua_State *L, const char *at) {
  SavedTally head;
  SavedCount counted;
  memcpy(&head, at, sizeof head);
  at += sizeof head;
  const State *state = state_find(L);
  unsigned protocol = strcmp(head.protocol, FLOW) == 0
    ? PROTOCOL_FLOW : protocols_find(&state->protocols, head.protocol);
  if (*head.protocol && protocol == PROTOCOL_NONE)
    luaL_error(L, "result: a tally of \"%s\", a protocol that this worker does "
               "not have: declare it in all workers", head.protocol);
  const LuaTally *t = tally_make(L, state, head.attached, protocol);
  for (; head.count > 0; head.count--) {
    memcpy(&counted, at, sizeof counted);
    at += sizeof counted;
    tally_merge(t->tally, (const uint8_t *)at, counted.size, counted.packets,
                counted.sum);
    at += counted.size;
  }
  tally_refuse(t->tally, head.refused);
  return at;
}
