/*
** listing.c - what the lists of pcaplua are made of
*/
#include "listing.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "../../io/datalink.h"
#include "../../io/listing.h"
#include "../base/error.h"

#define ETHERNET 1

/* Lines, kept until nothing of libpcap's is open: pushing may raise. */
typedef struct Listing {
  struct Listing *next;
  char *meaning;   /* or NULL; in `name`, behind it */
  char name[];
} Listing;

typedef struct Lines {
  Listing *first, **last;
} Lines;

static void keep(void *context, const char *name, const char *meaning) {
  Lines *lines = context;
  size_t size = strlen(name) + 1, more = meaning ? strlen(meaning) + 1 : 0;
  Listing *line = malloc(sizeof *line + size + more);
  if (!line) return;
  memcpy(line->name, name, size);
  line->meaning = meaning ? memcpy(line->name + size, meaning, more) : NULL;
  line->next = NULL;
  *lines->last = line;
  lines->last = &line->next;
}

/* Protected: the first line -> list */
static int push_list(lua_State *L) {
  lua_Integer n = 0;
  const Listing *line = lua_touserdata(L, 1);
  lua_newtable(L);
  for (; line; line = line->next) {
    lua_createtable(L, 0, 2);
    lua_pushstring(L, line->name);
    lua_setfield(L, -2, "name");
    lua_pushstring(L, line->meaning);
    lua_setfield(L, -2, "meaning");
    lua_rawseti(L, -2, ++n);
  }
  return 1;
}

/* Frees the lines and returns them as a list, or raises the fault. */
static int push_lines(lua_State *L, Lines *lines, int result, Fault *fault) {
  lua_pushcfunction(L, push_list);
  lua_pushlightuserdata(L, lines->first);
  int status = lua_pcall(L, 1, 1, 0);
  for (Listing *line = lines->first, *next; line; line = next) {
    next = line->next;
    free(line);
  }
  if (status != LUA_OK) return lua_error(L);
  return result < 0 ? fault_raise(L, fault) : 1;
}

/* What a device has, its name at 1 or nil, as a list. */
static int push_listing(lua_State *L, int (*list)(const char *, ListingLine,
                                                  void *, Fault *)) {
  Lines lines = {NULL, &lines.first};
  Fault fault;
  int result = list(luaL_optstring(L, 1, NULL), keep, &lines, &fault);
  return push_lines(L, &lines, result, &fault);
}

int internal_datalinks(lua_State *L) {
  return push_listing(L, listing_datalinks);
}

int internal_timestamps(lua_State *L) {
  return push_listing(L, listing_timestamps);
}

int internal_program(lua_State *L) {
  Lines lines = {NULL, &lines.first};
  Fault fault;
  const char *filter = luaL_optstring(L, 1, "");
  lua_Integer datalink = lua_type(L, 2) == LUA_TSTRING
                           ? datalink_number(lua_tostring(L, 2))
                           : luaL_optinteger(L, 2, ETHERNET);
  if (datalink < 0 || datalink > INT32_MAX)
    return fault_throw(L, "unsupported", "%s: no such link type",
                       lua_tostring(L, 2));
  int result = listing_program(filter, (int)datalink,
                               (int)luaL_checkinteger(L, 3), keep, &lines,
                               &fault);
  return push_lines(L, &lines, result, &fault);
}
