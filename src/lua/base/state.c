/*
** state.c - the module's state: made, found, shared by its classes
*/
#include "state.h"

#include <string.h>

#include "../host.h"
#include "keep.h"

static const Host no_host = {.wakefd = -1};

void state_push(lua_State *L, const Protocol *const *protocols) {
  State *state = lua_newuserdatauv(L, sizeof *state, 0);
  memset(state, 0, sizeof *state);
  state->host = &no_host;
  void *room = lua_newuserdatauv(L, protocols_room(protocols), 0);
  keep(L, -2);
  const char *wrong = protocols_init(&state->protocols, protocols, room);
  if (wrong) luaL_error(L, "pycap: %s", wrong);
  lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_MAINTHREAD);
  state->main = lua_tothread(L, -1);
  lua_pop(L, 1);
  lua_pushvalue(L, -1);
  lua_setfield(L, LUA_REGISTRYINDEX, STATE_KEY);
}

void state_needhost(lua_State *L, const State *state, const char *problem) {
  if (state->host == &no_host) luaL_error(L, "%s", problem);
}

/* The context is the main thread. */
static void *allocate_now(void *context, void *block, size_t old, size_t size) {
  void *own;
  lua_Alloc move = lua_getallocf(context, &own);
  if (!block) old = LUA_TUSERDATA;  /* which nothing of Lua reads */
  return move(own, block, old, size);
}

static void *allocate(void *context, void *block, size_t old, size_t size) {
  void *moved = allocate_now(context, block, old, size);
  if (moved || size == 0) return moved;
  lua_gc(context, LUA_GCCOLLECT);
  return allocate_now(context, block, old, size);
}

Allocator state_memory(const State *state) {
  return (Allocator){allocate_now, state->main};
}

Allocator state_allocator(const State *state) {
  return (Allocator){allocate, state->main};
}

State *state_find(lua_State *L) {
  lua_getfield(L, LUA_REGISTRYINDEX, STATE_KEY);
  State *state = lua_touserdata(L, -1);
  lua_pop(L, 1);
  return state;
}

void state_charge(lua_State *L, uint64_t steps) {
  const State *state = state_find(L);
  if (state->host->charge) state->host->charge(L, steps);
}

void state_class(lua_State *L, const char *name, const luaL_Reg *meta,
                 const luaL_Reg *methods) {
  luaL_newmetatable(L, name);
  lua_pushvalue(L, -2);
  luaL_setfuncs(L, meta, 1);
  lua_pushstring(L, name);
  lua_setfield(L, -2, "__metatable");
  lua_newtable(L);
  lua_pushvalue(L, -3);
  luaL_setfuncs(L, methods, 1);
  lua_setfield(L, -2, "__index");
}

void state_classindex(lua_State *L, lua_CFunction index) {
  lua_pushvalue(L, -2);
  lua_getfield(L, -2, "__index");
  lua_pushcclosure(L, index, 2);
  lua_setfield(L, -2, "__index");
}
