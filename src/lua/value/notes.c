/*
** notes.c - what a capture file says of a packet beside its bytes
*/
#include "notes.h"

#include "edits.h"

void packet_note(lua_State *L, Packet *p, const Notes *notes) {
  p->direction = notes->direction;
  if (!notes->comment && !notes->others) return;
  header_edits(L, p, -1);
  if (notes->comment) {
    lua_pushlstring(L, notes->comment, notes->size);
    lua_rawseti(L, -2, EDIT_COMMENT);
  }
  if (notes->others) {
    lua_pushlstring(L, (const char *)notes->options, notes->rest);
    lua_rawseti(L, -2, EDIT_NOTES);
  }
  lua_pop(L, 1);
}

/* Pushes what was kept, or nil. */
static void push_kept(lua_State *L, const Packet *p, int index, int key) {
  if (!p->edited || lua_getiuservalue(L, index, p->count + 1) != LUA_TTABLE) {
    lua_pushnil(L);
    return;
  }
  lua_rawgeti(L, -1, key);
  lua_remove(L, -2);
}

void packet_comment(lua_State *L, const Packet *p, int index) {
  push_kept(L, p, index, EDIT_COMMENT);
}

void packet_options(lua_State *L, const Packet *p, int index) {
  push_kept(L, p, index, EDIT_NOTES);
}

void packet_interface(lua_State *L, const Packet *p) {
  if (p->interface) lua_pushinteger(L, p->interface);
  else lua_pushnil(L);
}

void packet_direction(lua_State *L, const Packet *p) {
  static const char *const directions[] = {NULL, "in", "out", NULL};
  lua_pushstring(L, directions[p->direction & 3]);
}
