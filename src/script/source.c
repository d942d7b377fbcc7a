/*
** source.c - what handlers of pycap.on get: a device or a file, as the program
** was told
*/
#include "source.h"

#include "../lua/host.h"

/* Takes the value on top as option `key` of table `t`, if it has none. */
static void set_option(lua_State *L, int t, const char *key) {
  if (lua_getfield(L, t, key) == LUA_TNIL) {
    lua_pushvalue(L, -2);
    lua_setfield(L, t, key);
  }
  lua_pop(L, 2);
}

static void set_string(lua_State *L, int t, const char *key,
                       const char *text) {
  if (!text) return;
  lua_pushstring(L, text);
  set_option(L, t, key);
}

/*
** Has the host's filter be that of the table, and returns what a script has set
** there, NULL: no filter. What it set is on top of the stack.
*/
static const char *take_filter(lua_State *L, int t, const char *filter) {
  int type = lua_getfield(L, t, "filter");
  if (!filter || (type != LUA_TSTRING && type != LUA_TNIL)) return NULL;
  lua_pushstring(L, filter);
  lua_setfield(L, t, "filter");
  return lua_tostring(L, -1);
}

static void set_integer(lua_State *L, int t, const char *key, int n) {
  lua_pushinteger(L, n);
  set_option(L, t, key);
}

static void set_boolean(lua_State *L, int t, const char *key, bool value) {
  lua_pushboolean(L, value);
  set_option(L, t, key);
}

void source_open(lua_State *L, const Source *source) {
  int t = lua_gettop(L);
  HostSource opened = {.count = source->count, .filter = source->filter};
  if (lua_isnil(L, t)) {
    lua_newtable(L);
    lua_replace(L, t);
  }
  host_opener(L, NULL);  /* not the one before */
  set_string(L, t, "device", source->device);
  set_string(L, t, "filename", source->filename);
  set_integer(L, t, "snaplen", source->snaplen);
  set_integer(L, t, "buffer", source->buffer);
  set_boolean(L, t, "promisc", source->promiscuous);
  set_boolean(L, t, "immediate", source->immediate);
  set_boolean(L, t, "monitor", source->monitor);
  set_boolean(L, t, "fragments", source->fragments);
  if (source->follow) set_boolean(L, t, "follow", true);
  if (source->reconnect) set_boolean(L, t, "reconnect", true);
  set_string(L, t, "direction", source->direction);
  set_string(L, t, "datalink", source->datalink);
  set_string(L, t, "timestamps", source->timestamps);
  opened.own = take_filter(L, t, source->filter);
  lua_insert(L, t);  /* where it stays */
  host_capture(L);
  host_source(L, t + 1, &opened);
  lua_remove(L, t);
}
