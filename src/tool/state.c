/*
** state.c - pcaplua's Lua state
*/
#include "state.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "../script/pool.h"

/* warn(), as lauxlib has it: silent until warn("@on"). */
static void warn(void *context, const char *text, int more) {
  static bool on, continued;
  (void)context;
  if (!continued && !more && *text == '@') {
    if (strcmp(text, "@off") == 0) on = false;
    if (strcmp(text, "@on") == 0) on = true;
    return;
  }
  if (on)
    fprintf(stderr, "%s%s%s", continued ? "" : "Lua warning: ", text,
            more ? "" : "\n");
  continued = more;
}

lua_State *tool_newstate(void) {
  static Pool pool;
  lua_State *L = pool_newstate(&pool);
  if (L) lua_setwarnf(L, warn, NULL);
  return L;
}
