/*
** messages.c - capture:messages()
*/
#include "messages.h"

#include "../select/handler.h"
#include "session.h"

/*
** capture:messages() -> {whole =, dropped =}: how many were cut from streams;
** nil: no handler wanted any
*/
int capture_messages(lua_State *L) {
  const Handlers *h = session_checkopen(L, 1)->handlers;
  if (!h->owned || !h->owned->messages) return 0;
  MessagesCounts counts = messages_counts(h->owned->messages);
  lua_createtable(L, 0, 2);
  lua_pushinteger(L, (lua_Integer)counts.whole);
  lua_setfield(L, -2, "whole");
  lua_pushinteger(L, (lua_Integer)counts.dropped);
  lua_setfield(L, -2, "dropped");
  return 1;
}
