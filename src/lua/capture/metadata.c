/*
** metadata.c - what a pcapng file says of itself, as tables
*/
#include "metadata.h"

#include <lauxlib.h>
#include <limits.h>

#include "../../core/address.h"
#include "../../io/codec.h"
#include "../base/table.h"
#include "../host.h"

const char *host_format(int i) {
  static const char *const plain[] = {"pcap", "pcapng"};
  if (i < 2) return plain[i];
  for (int c = 0, n = 2; codecs[c] != NULL; c++)
    if (codecs[c]->open != NULL && n++ == i) return codecs[c]->name;
  return NULL;
}

int module_formats(lua_State *L) {
  const char *name;
  lua_newtable(L);
  for (int i = 0; (name = host_format(i)) != NULL; i++) {
    table_boolean(L, name, true);
  }
  return 1;
}

static void set_text(lua_State *L, const Interface *i, const char *key,
                     unsigned code) {
  const char *text;
  size_t size;
  if (!interface_text(i, code, &text, &size)) return;
  lua_pushlstring(L, text, size);
  lua_setfield(L, -2, key);
}

static void push_interface(lua_State *L, const Interface *i) {
  lua_createtable(L, 0, 9);
  table_integer(L, "datalink", i->link);
  table_integer(L, "snaplen", i->snaplen);
  lua_pushnumber(L, 1 / (lua_Number)i->units);
  lua_setfield(L, -2, "resolution");
  set_text(L, i, "name", IF_NAME);
  set_text(L, i, "description", IF_DESCRIPTION);
  set_text(L, i, "filter", IF_FILTER);
  set_text(L, i, "system", IF_SYSTEM);
  set_text(L, i, "hardware", IF_HARDWARE);
  set_text(L, i, "comment", NG_COMMENT);
}

/* The size that a table of so many is made with: no more are believed. */
static int hint(size_t count) { return count < 4096 ? (int)count : 4096; }

void metadata_interfaces(lua_State *L, const Capture *capture) {
  const Interfaces *all = capture_interfaces(capture);
  size_t count = all != NULL ? all->count : 0;
  lua_createtable(L, hint(count), 0);
  for (size_t i = 0; i < count; i++) {
    push_interface(L, &all->list[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

void metadata_comments(lua_State *L, const Capture *capture) {
  const Blocks *all = capture_blocks(capture);
  BlockPlace place = {0};
  const char *text;
  size_t size;
  lua_newtable(L);
  for (lua_Integer i = 1; all && blocks_comment(all, &place, &text, &size);
       i++) {
    lua_pushlstring(L, text, size);
    lua_rawseti(L, -2, i);
  }
}

static void push_address(lua_State *L, const NameRecord *named) {
  char text[46];
  size_t size = named->length == 4 ? ip4_text(named->address, text)
                                   : ip6_text(named->address, text);
  lua_pushlstring(L, text, size);
}

/* Of several names of an address, the first. */
void metadata_names(lua_State *L, const Capture *capture) {
  const Blocks *all = capture_blocks(capture);
  BlockPlace place = {0};
  NameRecord named;
  lua_newtable(L);
  while (all && blocks_name(all, &place, &named)) {
    push_address(L, &named);
    lua_pushvalue(L, -1);
    if (lua_rawget(L, -3) == LUA_TNIL) {
      lua_pop(L, 1);
      lua_pushlstring(L, named.name, named.size);
      lua_rawset(L, -3);
    } else {
      lua_pop(L, 2);
    }
  }
}
