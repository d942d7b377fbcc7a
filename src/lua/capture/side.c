/*
** side.c - a side of a stream, as reads see it
*/
#include "side.h"

static const char *const reasons[] = {
  [REASON_FIN] = "fin", [REASON_RST] = "rst", [REASON_IDLE] = "idle",
  [REASON_NEW] = "new", [REASON_FULL] = "full", [REASON_END] = "end",
  [DEEP] = "depth"
};

Connection *side_check(lua_State *L, const char *class, Handle **handle) {
  Handle *h = *handle = luaL_checkudata(L, 1, class);
  Connection *c = h->tie ? h->tie->connection : NULL;
  if (!c || c->dead) {
    luaL_error(L, "the function of this stream has returned: it reads no more");
    return NULL;
  }
  if (c->thread != L)
    luaL_error(L, "only the function of this stream itself can read it, not "
               "another coroutine or handler");
  if (!lua_isyieldable(L))
    luaL_error(L, "a read cannot wait here: inside of a finalizer, a sort, a "
               "gsub or another call of C");
  return c;
}

int side_wait(lua_State *L, Connection *c, unsigned sides, uint32_t need,
              lua_KContext context, lua_KFunction k) {
  c->waits = (uint8_t)sides;
  c->need = need;
  return lua_yieldk(L, 0, context, k);
}

void side_take(Connection *c, unsigned side, uint32_t size) {
  Unread *u = c->unread[side];
  if (!u) return;
  if (size > unread_size(u)) size = unread_size(u);
  unread_take(u, size);
  const Mark *mark = unread_mark(u);
  if (mark && mark->kind == MARK_DATAGRAM && unread_size(u) == 0)
    unread_pass(u, 0);
  connection_release(c, side);
}

int side_tell(lua_State *L, Connection *c, unsigned side, bool pass) {
  const Mark *first = mark_of(c, side);
  const Mark mark = first ? *first : (Mark){0};
  if (first && pass) {  /* before a finalizer may do it */
    unread_pass(c->unread[side], UINT64_MAX);
    connection_release(c, side);
  }
  lua_pushnil(L);
  if (!first && c->owed[side] > 0) {
    lua_pushliteral(L, "gap");
    lua_pushinteger(L, (lua_Integer)c->owed[side]);
    lua_pushliteral(L, "buffer");
    if (pass) c->owed[side] = 0;
    return 4;
  }
  if (!first) {
    lua_pushliteral(L, "end");
    lua_pushstring(L, reasons[c->ended[side]]);
    return 3;
  }
  lua_pushliteral(L, "gap");
  lua_pushinteger(L, (lua_Integer)mark.size);
  lua_pushstring(L, mark.kind == MARK_BUFFER ? "buffer" : "lost");
  return 4;
}
