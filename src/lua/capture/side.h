/*
** side.h - a side of a stream, as reads see it
*/
#ifndef PYCAP_SIDE_H
#define PYCAP_SIDE_H

#include "streams.h"

#define SIDE_CLASS "pycap.side"
#define FLOW_CLASS "pycap.connection"

/* The connection of the handle at 1, whose own function calls. Raises. */
Connection *side_check(lua_State *L, const char *class, Handle **handle);

/* Bytes of a side up to a mark, or the end. */
static inline uint32_t size_of(const Connection *c, unsigned side) {
  return c->unread[side] ? unread_size(c->unread[side]) : 0;
}

static inline const Mark *mark_of(const Connection *c, unsigned side) {
  return c->unread[side] ? unread_mark(c->unread[side]) : NULL;
}

/* True when waiting brings no more to what is there. */
static inline bool is_settled(const Connection *c, unsigned side) {
  const Unread *u = c->unread[side];
  return c->ended[side] || (u && (unread_mark(u) ||
                                  unread_all(u) >= c->follower->buffer));
}

/* Has the coroutine wait until a side (both: sides 3) has `need` bytes or a
** mark, or ends. */
int side_wait(lua_State *L, Connection *c, unsigned sides, uint32_t need,
              lua_KContext context, lua_KFunction k);

/* Takes bytes away, and the end of a datagram behind them; those that are
** there: a finalizer that ran since they were counted may have read some. */
void side_take(Connection *c, unsigned side, uint32_t size);

/*
** Where no bytes are there, says why: nil, "gap", bytes or nil, "end", reason.
** `pass`: the gap is told of once.
*/
int side_tell(lua_State *L, Connection *c, unsigned side, bool pass);

#endif
