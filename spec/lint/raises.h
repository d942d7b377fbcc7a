/*
** raises.h - tells clang's analyser which functions of Lua do not return
*/
#include <lauxlib.h>

__attribute__((noreturn)) int(lua_error)(lua_State *L);
__attribute__((noreturn)) int(luaL_error)(lua_State *L, const char *f, ...);
__attribute__((noreturn)) int(luaL_argerror)(lua_State *L, int arg,
                                             const char *text);
__attribute__((noreturn)) int(luaL_typeerror)(lua_State *L, int arg,
                                              const char *name);
