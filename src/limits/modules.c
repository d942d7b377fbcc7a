/*
** modules.c - modules and scripts are plain files
*/
#include "modules.h"

#include <lauxlib.h>
#include <lualib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool modules_pipe(const char *name) {
  struct stat status;
  return stat(name, &status) == 0 && !S_ISREG(status.st_mode);
}

/* True when there is such a file, to be read. Raises where it is not plain. */
static bool check_plain(lua_State *L, const char *name) {
  if (access(name, R_OK) != 0) return false;
  if (modules_pipe(name)) luaL_error(L, "%s: a plain file expected", name);
  return true;
}

/* Looks for a module as package.searchpath does, as far as the first file. */
static void check_path(lua_State *L, const char *name, const char *path,
                       const char *separator, const char *replacement) {
  if (*separator) name = luaL_gsub(L, name, separator, replacement);
  path = luaL_gsub(L, path, LUA_PATH_MARK, name);
  for (bool found = false; *path && !found;) {
    size_t size = strcspn(path, LUA_PATH_SEP);
    found = check_plain(L, lua_pushlstring(L, path, size));
    lua_pop(L, 1);
    path += size + (path[size] != '\0');
  }
}

/* Calls upvalue 1, of which all arguments are there. */
static int pass(lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}

/* package.searchpath(name, path, separator, replacement) */
static int search_path(lua_State *L) {
  int top = lua_gettop(L);
  check_path(L, luaL_checkstring(L, 1), luaL_checkstring(L, 2),
             luaL_optstring(L, 3, "."), luaL_optstring(L, 4, LUA_DIRSEP));
  lua_settop(L, top);
  return pass(L);
}

/* loadfile, dofile, package.loadlib: the first argument is a file's name */
static int load_file(lua_State *L) {
  if (!lua_isnoneornil(L, 1)) check_plain(L, luaL_checkstring(L, 1));
  return pass(L);
}

/*
** A searcher. Upvalues: package, as the one that it replaces has it; that one;
** the key of the path; whether the module that is looked for is the root.
*/
static int search(lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  lua_getfield(L, lua_upvalueindex(1),
               lua_tostring(L, lua_upvalueindex(3)));
  if (lua_toboolean(L, lua_upvalueindex(4)))
    name = lua_pushlstring(L, name, strcspn(name, "."));
  if (lua_isstring(L, 2))
    check_path(L, name, lua_tostring(L, 2), ".", LUA_DIRSEP);
  lua_settop(L, 1);
  lua_pushvalue(L, lua_upvalueindex(2));
  lua_insert(L, 1);
  lua_call(L, 1, LUA_MULTRET);
  return lua_gettop(L);
}

/* Replaces searcher `i` of the list on top, below which package is. */
static void replace_searcher(lua_State *L, int i, const char *key, int root) {
  lua_pushvalue(L, -2);
  if (lua_rawgeti(L, -2, i) != LUA_TFUNCTION) {
    lua_pop(L, 2);
    return;
  }
  lua_pushstring(L, key);
  lua_pushboolean(L, root);
  lua_pushcclosure(L, search, 4);
  lua_rawseti(L, -2, i);
}

/* Replaces a function of the table on top, where it is there. */
static void replace(lua_State *L, const char *name, lua_CFunction f) {
  if (lua_getfield(L, -1, name) != LUA_TFUNCTION) {
    lua_pop(L, 1);
    return;
  }
  lua_pushcclosure(L, f, 1);
  lua_setfield(L, -2, name);
}

void modules_install(lua_State *L) {
  int top = lua_gettop(L);
  lua_getglobal(L, LUA_LOADLIBNAME);
  replace(L, "searchpath", search_path);
  replace(L, "loadlib", load_file);
  if (lua_getfield(L, -1, "searchers") == LUA_TTABLE) {
    replace_searcher(L, 2, "path", 0);
    replace_searcher(L, 3, "cpath", 0);
    replace_searcher(L, 4, "cpath", 1);
  }
  lua_settop(L, top);
}

void modules_scripts(lua_State *L) {
  lua_pushglobaltable(L);
  replace(L, "loadfile", load_file);
  replace(L, "dofile", load_file);
  lua_pop(L, 1);
}
