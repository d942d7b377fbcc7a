/*
** printing.c - pcaplua without a script: packets printed, written, counted
*/
#include "printing.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../script/load.h"
#include "privilege.h"

/* In the registry: functions by name. */
static const char services[] = "pcaplua.services";

int printing_server(lua_State *L) {
  luaL_getsubtable(L, LUA_REGISTRYINDEX, services);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, 2);
  lua_settable(L, -3);
  return 0;
}

/* confine(): drops what the options say, and says why if it cannot. Upvalue 1:
** the options */
static int confine(lua_State *L) {
  lua_pushinteger(L, privilege_drop(lua_touserdata(L, lua_upvalueindex(1))));
  return 1;
}

bool printing_serve(lua_State *L, const char *name) {
  luaL_getsubtable(L, LUA_REGISTRYINDEX, services);
  bool any = lua_getfield(L, -1, name) == LUA_TFUNCTION;
  if (any) lua_call(L, 0, 0);
  else lua_pop(L, 1);
  lua_pop(L, 1);
  return any;
}

/* As https://no-color.org has it; a terminal that is dumb has none either. */
static bool has_colour(void) {
  const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
  return isatty(STDOUT_FILENO) && !(no && *no) &&
         !(term && strcmp(term, "dumb") == 0);
}

static void set_text(lua_State *L, const char *key, const char *text) {
  lua_pushstring(L, text);
  lua_setfield(L, -2, key);
}

static void set_flag(lua_State *L, const char *key, bool flag) {
  lua_pushboolean(L, flag);
  lua_setfield(L, -2, key);
}

/* Sets the arguments of the script that is checked: `arg`, and `words`. */
static void push_words(lua_State *L, const Options *o) {
  int n = arguments_push(L, o->check, o->words, o->total, o->before - 1);
  lua_createtable(L, n, 0);
  lua_insert(L, -n - 1);
  for (; n > 0; n--) lua_rawseti(L, -n - 1, n);
  lua_setfield(L, -2, "words");
}

/* Sets `self`: the name of the program's file. */
static void set_program(lua_State *L) {
  char name[4096];
  ssize_t size = readlink("/proc/self/exe", name, sizeof name);
  lua_pushlstring(L, name, size > 0 ? (size_t)size : 0);
  lua_setfield(L, -2, "self");
}

void part_push(lua_State *L, const char *name) {
  lua_getglobal(L, "require");
  lua_pushstring(L, name);
  lua_call(L, 1, 1);
}

void printing_push(lua_State *L, const Options *o) {
  part_push(L, "pycap.internal.main");
  options_push(L, o);
  set_text(L, "filter", o->source.filter);
  set_text(L, "filename", o->source.filename);
  set_text(L, "device", o->source.device);
  set_flag(L, "terminal", isatty(STDOUT_FILENO));
  set_flag(L, "colour", has_colour());
  lua_pushcfunction(L, printing_server);
  lua_setfield(L, -2, "serve");
  lua_pushlightuserdata(L, (void *)o);
  lua_pushcclosure(L, confine, 1);
  lua_setfield(L, -2, "confine");
  set_flag(L, "rewrites", privilege_rewrites(o));
  if (o->check) push_words(L, o);
  if (o->test) set_program(L);
}

void printing_advise(lua_State *L, const Options *o) {
  const char *filter = o->source.filter, *text = lua_tostring(L, -1);
  bool filtered = text && strncmp(text, "filter \"", 8) == 0;
  if (!filter || !filtered || o->where || o->interactive || options_scripted(o))
    return;
  part_push(L, "pycap.internal.hints");
  lua_getfield(L, -1, "filter");
  lua_remove(L, -2);
  lua_pushstring(L, filter);
  lua_call(L, 1, 1);
  lua_concat(L, 2);
}

bool printing_talks(const Options *o) {
  return isatty(STDOUT_FILENO) && !o->write && !o->tell;
}
