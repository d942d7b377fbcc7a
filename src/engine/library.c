/*
** library.c - the libraries that scripts of an engine find, and pycap
*/
#include "library.h"

#include <lauxlib.h>

#include "../limits/install.h"
#include "../limits/modules.h"
#include "../script/libraries.h"

/* --- instead of what base has --- */

/* print(...): a line for the host's log; without one nothing. Upvalue 1: the
** engine. */
static int log_print(lua_State *L) {
  const pycap_engine *e = lua_touserdata(L, lua_upvalueindex(1));
  int count = lua_gettop(L);
  size_t size;
  luaL_Buffer b;
  if (!e->options.log) return 0;
  luaL_buffinit(L, &b);
  for (int i = 1; i <= count; i++) {
    if (i > 1) luaL_addchar(&b, '\t');
    luaL_tolstring(L, i, NULL);
    luaL_addvalue(&b);
  }
  luaL_pushresult(&b);
  const char *text = lua_tolstring(L, -1, &size);
  e->options.log(e->options.context, text, size);
  return 0;
}

/* --- opening --- */

_Static_assert((int)LIBRARY_CAPTURE == (int)PYCAP_LIB_CAPTURE &&
               (int)LIBRARY_IO == (int)PYCAP_LIB_IO &&
               (int)LIBRARY_OS == (int)PYCAP_LIB_OS &&
               (int)LIBRARY_PACKAGE == (int)PYCAP_LIB_PACKAGE &&
               (int)LIBRARY_DEBUG == (int)PYCAP_LIB_DEBUG, "the same flags");

/* Instead of base's, which writes to standard output. */
static void open_print(lua_State *L, pycap_engine *e) {
  if (!e->options.log && e->options.libraries & PYCAP_LIB_IO) return;
  lua_pushlightuserdata(L, e);
  lua_pushcclosure(L, log_print, 1);
  lua_setglobal(L, "print");
}

void libraries_open(lua_State *L, Loaded *l) {
  const pycap_options *o = &l->engine->options;
  bool limited = o->memory || o->instructions;
  libraries_standard(L, o->libraries);
  open_print(L, l->engine);
  if (limited) limits_install(L);
  else modules_scripts(L);
  script_openmodule(&l->script);
  l->feed = host_feeder(L);
  libraries_module(L, o->libraries);
  if (o->fragments) host_fragments(L);
  if (limited) limits_module(L);
  lua_pop(L, 1);
}
