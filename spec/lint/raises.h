/*
** raises.h - tells clang's analyser which functions do not return, or not NULL
*/
#include "../../src/lua/value/convert.h"
#include "../../src/lua/value/place.h"
#include "../../src/lua/value/reference.h"

__attribute__((noreturn)) int(lua_error)(lua_State *L);
__attribute__((noreturn)) int(luaL_error)(lua_State *L, const char *f, ...);
__attribute__((noreturn)) int(luaL_argerror)(lua_State *L, int arg,
                                             const char *text);
__attribute__((noreturn)) int(luaL_typeerror)(lua_State *L, int arg,
                                              const char *name);
__attribute__((noreturn)) int header_refuse(lua_State *L, const State *state,
                                            int arg, const char *expected);
__attribute__((noreturn)) int place_refuse(lua_State *L, const Place *place,
                                           const char *problem,
                                           const char *more);
__attribute__((noreturn)) int value_refuse(lua_State *L, const Place *place,
                                           const Field *field, int arg);

static inline const char *never_null(const char *text) {
  if (!text) __builtin_unreachable();
  return text;
}

#define luaL_checklstring(L, arg, size) \
  never_null(luaL_checklstring(L, arg, size))
