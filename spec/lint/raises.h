/*
** raises.h - tells clang's analyser which functions do not return, or not NULL
*/
#include "../../src/lua/base/error.h"
#include "../../src/lua/base/options.h"
#include "../../src/lua/value/convert.h"
#include "../../src/lua/value/declared.h"
#include "../../src/lua/value/place.h"
#include "../../src/lua/value/reference.h"

__attribute__((noreturn)) int(lua_error)(lua_State *L);
__attribute__((noreturn)) int(luaL_error)(lua_State *L, const char *f, ...);
__attribute__((noreturn)) int(luaL_argerror)(lua_State *L, int arg,
                                             const char *text);
__attribute__((noreturn)) int(luaL_typeerror)(lua_State *L, int arg,
                                              const char *name);
__attribute__((noreturn)) int fault_raise(lua_State *L, const Fault *fault);
__attribute__((noreturn)) int fault_throw(lua_State *L, const char *code,
                                          const char *format, ...);
__attribute__((noreturn)) int option_refuse(lua_State *L, const char *who,
                                            const char *key,
                                            const char *expected, int index);
__attribute__((noreturn)) int declared_refuse(Declared *r, const char *expected,
                                              ...);
__attribute__((noreturn)) int declared_fault(Declared *r, const char *fault,
                                             ...);
__attribute__((noreturn)) int name_refuse(lua_State *L, const Place *place,
                                          const Field *field, int arg);
__attribute__((noreturn)) int field_refuse(lua_State *L, const Known *known,
                                           int key);
__attribute__((noreturn)) int header_refusekey(lua_State *L,
                                               const Known *known, int key);
__attribute__((noreturn)) int place_toolarge(lua_State *L, const Place *place,
                                             const Field *field,
                                             uint64_t bytes);
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
