/*
** owned.h - the conversations that belong to Handlers
*/
#ifndef PYCAP_OWNED_H
#define PYCAP_OWNED_H

#include "handler.h"

/* Makes them where there are none. Raises. */
Conversations *handlers_conversations(lua_State *L, State *state,
                                      Handlers *handlers);

#endif
