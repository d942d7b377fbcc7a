/*
** lhandler.c - handlers: what is called for which protocol
*/
#include <string.h>

#include "session.h"

static const char handler_class[] = "pycap.handler";

Handlers *handlers_new(lua_State *L) {
  Handlers *h = lua_newuserdatauv(L, sizeof *h, 1);
  memset(h, 0, sizeof *h);
  lua_newtable(L);
  lua_setiuservalue(L, -2, 1);
  return h;
}

/*
** Replaces the list at the top by one without the cancelled, and says anew what
** they want. The old list stays as it was: a run may be walking it.
*/
static void renew(lua_State *L, const State *state, int handlers) {
  Handlers *h = lua_touserdata(L, handlers);
  lua_Integer n = 0, old = (lua_Integer)lua_rawlen(L, -1);
  lua_createtable(L, (int)old, 0);
  memset(h, 0, sizeof *h);
  for (lua_Integer i = 1; i <= old; i++) {
    lua_rawgeti(L, -2, i);
    const Handler *handler = lua_touserdata(L, -1);
    if (handler->cancelled) {
      lua_pop(L, 1);
      continue;
    }
    lua_rawseti(L, -2, ++n);
    interest_add(h->interest, &state->protocols, handler->protocol);
    h->any = true;
  }
  lua_setiuservalue(L, handlers, 1);
}

int handlers_on(lua_State *L, const State *state, int handlers, int arg) {
  const char *name = luaL_checkstring(L, arg);
  unsigned protocol = protocols_find(&state->protocols, name);
  if (protocol == PROTOCOL_NONE)
    return luaL_argerror(
        L, arg, lua_pushfstring(L, "unknown protocol \"%s\"", name));
  luaL_checktype(L, arg + 1, LUA_TFUNCTION);
  Handler *handler = lua_newuserdatauv(L, sizeof *handler, 2);
  handler->protocol = (uint16_t)protocol;
  handler->cancelled = false;
  luaL_setmetatable(L, handler_class);
  lua_pushvalue(L, arg + 1);
  lua_setiuservalue(L, -2, 1);
  lua_pushvalue(L, handlers);
  lua_setiuservalue(L, -2, 2);
  /* the old list, and the new handler behind a copy of it */
  lua_getiuservalue(L, handlers, 1);
  lua_Integer n = (lua_Integer)lua_rawlen(L, -1);
  lua_createtable(L, (int)n + 1, 0);
  for (lua_Integer i = 1; i <= n; i++) {
    lua_rawgeti(L, -2, i);
    lua_rawseti(L, -2, i);
  }
  lua_pushvalue(L, -3);
  lua_rawseti(L, -2, n + 1);
  renew(L, state, handlers);
  lua_pop(L, 2);
  return 1;
}

/* Reads of this header are to be fast while its handler runs. */
static void make_current(State *state, const Packet *p, unsigned layer,
                         const void *header) {
  const Layer *at = &p->layers[layer];
  Current *current = &state->current;
  current->header = header;
  current->packet = p;
  current->layout = &state->protocols.known[at->protocol].layout;
  current->layer = layer;
  current->protocol = at->protocol;
  current->bytes = packet_bytes(p) + at->offset;
  current->length = at->length;
  current->usual = layout_usual(current->layout, current->bytes, at->length);
}

void handlers_run(lua_State *L, State *state, int handlers, int packet) {
  const Packet *p = lua_touserdata(L, packet);
  lua_getiuservalue(L, handlers, 1);
  int list = lua_gettop(L);
  lua_Integer n = (lua_Integer)lua_rawlen(L, list);
  for (lua_Integer i = 1; i <= n; i++) {
    lua_rawgeti(L, list, i);
    const Handler *h = lua_touserdata(L, -1);
    unsigned layer = 0;
    while (layer < p->count && p->layers[layer].protocol != h->protocol)
      layer++;
    if (layer < p->count && !h->cancelled) {
      lua_getiuservalue(L, -1, 1);
      header_push(L, state, packet, layer);
      make_current(state, p, layer, lua_topointer(L, -1));
      lua_pushvalue(L, packet);
      lua_call(L, 2, 0);
    }
    lua_settop(L, list);
  }
}

/* handler:cancel(): it is not called any more. */
static int handler_cancel(lua_State *L) {
  Handler *h = luaL_checkudata(L, 1, handler_class);
  if (h->cancelled) return 0;
  h->cancelled = true;
  lua_settop(L, 1);
  lua_getiuservalue(L, 1, 2);
  lua_getiuservalue(L, 2, 1);
  renew(L, state_of(L), 2);
  return 0;
}

static int handler_tostring(lua_State *L) {
  const Handler *h = luaL_checkudata(L, 1, handler_class);
  const State *state = state_of(L);
  lua_pushfstring(L, "handler (%s%s)",
                  state->protocols.known[h->protocol].protocol->name,
                  h->cancelled ? ", cancelled" : "");
  return 1;
}

static const luaL_Reg metamethods[] = {
  {"__tostring", handler_tostring}, {NULL, NULL}
};

static const luaL_Reg methods[] = {
  {"cancel", handler_cancel}, {NULL, NULL}
};

void open_handlers(lua_State *L) {
  state_class(L, handler_class, metamethods, methods);
  lua_pop(L, 1);
}
