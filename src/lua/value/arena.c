/*
** arena.c - memory for a declaration
*/
#include "arena.h"

#include <lauxlib.h>
#include <stddef.h>
#include <string.h>

#define PART 4096
#define ALIGNMENT sizeof(max_align_t)

void arena_begin(lua_State *L, Arena *a) {
  lua_newtable(L);
  *a = (Arena){.L = L, .table = lua_gettop(L)};
}

void *arena_take(Arena *a, size_t size) {
  size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  if (size > ARENA_MAX - a->used)
    luaL_error(a->L, "pycap.protocol: the declaration takes more than %d bytes",
               (int)ARENA_MAX);
  if (size > a->left) {
    size_t part = size > PART ? size : PART;
    char *at = lua_newuserdatauv(a->L, part, 0);
    memset(at, 0, part);
    lua_rawseti(a->L, a->table, ++a->parts);
    a->at = at;
    a->left = part;
  }
  void *taken = a->at;
  a->at += size;
  a->left -= size;
  a->used += size;
  return taken;
}
