/*
** result.h - what handlers return for a packet that a host feeds (pycap.h)
*/
#ifndef PYCAP_RESULT_LUA_H
#define PYCAP_RESULT_LUA_H

#include "../base/state.h"

typedef struct Outcome {
  lua_State *thread;        /* of the handlers whose results count */
  const struct Frame *frame;
  int table;                /* reference: the table of packets' bytes, */
  lua_Integer slot;         /* and where in it these go */
  bool dropped, replaced;
  const struct Handler *handler;  /* whose callback was called last */
} Outcome;

/* Takes what a handler returned off the stack. `list` is the index of the table
** of the callbacks. */
void result_take(lua_State *L, const State *state, int list);

#endif
