/*
** unknown.c - what is said of a protocol's name that no protocol has
*/
#include "unknown.h"

#include "options.h"

const char *protocol_unknown(lua_State *L, const Protocols *all, int index,
                             const char *also) {
  Near near;
  const char *name = lua_tostring(L, index);
  near_begin(&near, name);
  if (also) {  /* where handlers are made */
    near_offer(&near, also);
    near_offer(&near, "flow");
  }
  for (unsigned i = 0; i < all->count; i++)
    near_offer(&near, all->known[i]->protocol->name);
  const char *hint = near_push(L, &near);
  return lua_pushfstring(L, "unknown protocol \"%s\"%s", name_shown(L, name),
                         hint);
}
