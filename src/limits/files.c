/*
** files.c - texts that are loaded from files, admitted before they are compiled
*/
#include "files.h"

#include <lauxlib.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>

#include "limits.h"
#include "source.h"
#include "wrap.h"

/*
** Pushes what stands in a file, and its size; false: it cannot be read. To open
** a pipe, which is not asked for, would wait for who writes.
*/
static bool read_whole(lua_State *L, const char *name, size_t *size) {
  struct stat status;
  if (stat(name, &status) != 0) return false;
  if (!S_ISREG(status.st_mode)) luaL_error(L, "%s: a plain file expected", name);
  if ((size_t)status.st_size > SOURCE_BYTES)
    luaL_error(L, "%s: a text of up to %I bytes expected", name,
               (LUAI_UACINT)SOURCE_BYTES);
  char *text = lua_newuserdatauv(L, (size_t)status.st_size + 1, 0);
  FILE *file = fopen(name, "rb");
  if (!file) return false;
  *size = fread(text, 1, (size_t)status.st_size, file);
  fclose(file);
  return true;
}

/* name -> nothing; raises where the file's text is not to be compiled. One that
** cannot be read is left to who loads it. */
static int admit(lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  size_t size;
  if (!read_whole(L, name, &size)) return 0;
  const char *text = lua_touserdata(L, -1);
  if (size > 0 && *text == LUA_SIGNATURE[0])
    luaL_error(L, "%s: a text expected, got bytecode", name);
  if (source_admit(L, text, size)) return 0;
  lua_pushfstring(L, "%s: %s", name, lua_tostring(L, -1));
  return lua_error(L);
}

/* loadfile(name, mode, env) */
static int load_file(lua_State *L) {
  luaL_checkstring(L, 1);
  lua_pushcfunction(L, admit);
  lua_pushvalue(L, 1);
  if (lua_pcall(L, 1, 0, 0) == LUA_OK) return limits_pass(L);
  limits_check(L);
  lua_pushnil(L);
  lua_insert(L, -2);
  return 2;
}

/* dofile(name) */
static int do_file(lua_State *L) {
  luaL_checkstring(L, 1);
  lua_pushcfunction(L, admit);
  lua_pushvalue(L, 1);
  lua_call(L, 1, 0);
  return limits_pass(L);
}

/*
** What require looks for Lua files with. Upvalues: the loaded package, the
** function that is replaced, package.searchpath.
*/
static int search(lua_State *L) {
  luaL_checkstring(L, 1);
  lua_pushvalue(L, lua_upvalueindex(3));
  lua_pushvalue(L, 1);
  lua_getfield(L, lua_upvalueindex(1), "path");
  lua_call(L, 2, 1);
  if (lua_type(L, -1) == LUA_TSTRING) {
    lua_pushcfunction(L, admit);
    lua_insert(L, -2);
    lua_call(L, 1, 0);
  }
  lua_settop(L, 1);
  lua_pushvalue(L, lua_upvalueindex(2));
  lua_insert(L, 1);
  lua_call(L, 1, LUA_MULTRET);
  return lua_gettop(L);
}

/* Replaces a function of the table on top, where it is there. */
static void replace(lua_State *L, const char *name, lua_CFunction f) {
  bool there = lua_getfield(L, -1, name) == LUA_TFUNCTION;
  lua_pop(L, 1);
  if (there) limits_wrap(L, name, f);
}

void files_install(lua_State *L) {
  int top = lua_gettop(L);
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  lua_getfield(L, -1, LUA_GNAME);
  replace(L, "loadfile", load_file);
  replace(L, "dofile", do_file);
  lua_pop(L, 1);
  if (lua_getfield(L, -1, "package") == LUA_TTABLE &&
      lua_getfield(L, -1, "searchers") == LUA_TTABLE &&
      lua_rawgeti(L, -1, 2) == LUA_TFUNCTION) {
    int searchers = lua_gettop(L) - 1;
    lua_getupvalue(L, -1, 1);
    lua_pushvalue(L, -2);
    lua_getfield(L, searchers - 1, "searchpath");
    lua_pushcclosure(L, search, 3);
    lua_rawseti(L, searchers, 2);
  }
  lua_settop(L, top);
}
