/*
** doors.c - what a script in the sandbox has in the place of io, pycap.capture,
** pycap.dump and pycap.inject
*/
#include "doors.h"

#include <errno.h>
#include <lauxlib.h>
#include <lualib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../limits/limits.h"
#include "../limits/modules.h"
#include "../script/libraries.h"
#include "../script/state.h"
#include "say.h"

static const char injectors_key[] = "pcaplua.injectors";

/* --- which files --- */

static Names readable, writable;  /* whole paths */
static bool has_source;
static bool shared;  /* workers print, too */

/* The whole path of a file that is there, or whose folder is; the caller frees
** it. NULL: there is neither. */
static char *whole_path(const char *name) {
  char *path = realpath(name, NULL);
  if (path || errno != ENOENT) return path;
  const char *slash = strrchr(name, '/'), *last = slash ? slash + 1 : name;
  char *copy = strdup(name);
  if (!copy || !*last || strcmp(last, "..") == 0) {
    free(copy);
    return NULL;
  }
  copy[last - name] = '\0';
  char *folder = realpath(*copy ? copy : ".", NULL);
  free(copy);
  if (!folder) return NULL;
  size_t size = strlen(folder);
  path = malloc(size + strlen(last) + 2);
  if (path) {
    memcpy(path, folder, size);
    path[size] = '/';
    strcpy(path + size + 1, last);
  }
  free(folder);
  return path;
}

static bool note(Names *list, const char *name) {
  const char **names = realloc(list->names, ((size_t)list->count + 1) *
                                                sizeof *names);
  if (!names) return false;
  list->names = names;
  return (names[list->count++] = whole_path(name)) != NULL;
}

static int note_all(Names *list, const char *const *names, int count) {
  for (int i = 0; i < count; i++) {
    if (note(list, names[i])) continue;
    say("%s: %s", names[i], strerror(errno));
    return EXIT_OPEN;
  }
  return 0;
}

int doors_begin(const Options *o) {
  int status = note_all(&readable, o->readable.names, o->readable.count);
  shared = o->workers > 0;
  has_source = o->source.device || o->source.filename;
  for (int i = 0; i < o->file_count && status == 0; i++)
    if (access(o->files[i], F_OK) == 0) note(&readable, o->files[i]);
  return status ? status
                : note_all(&writable, o->writable.names, o->writable.count);
}

/* True when a whole path is one of the list, or below it. */
static bool is_within(const Names *list, const char *path) {
  for (int i = 0; i < list->count; i++) {
    const char *name = list->names[i];
    size_t size = strlen(name);
    if (strncmp(name, path, size) == 0 &&
        (path[size] == '\0' || path[size] == '/' || name[size - 1] == '/'))
      return true;
  }
  return false;
}

static bool is_allowed(const char *name, bool writes) {
  if (strcmp(name, "-") == 0) return false;
  char *path = whole_path(name);
  bool allowed = path && (is_within(&writable, path) ||
                          (!writes && is_within(&readable, path)));
  free(path);
  return allowed;
}

static const char *push_refusal(lua_State *L, const char *name, bool writes) {
  return lua_pushfstring(L, "%s: not in the sandbox: %s names the files that "
                         "the script may %s", name,
                         writes ? "--allow-write" : "--allow-read",
                         writes ? "write" : "read");
}

/* Raises unless the text at an index names such a file. */
static void check_file(lua_State *L, int index, bool writes) {
  const char *name = luaL_checkstring(L, index);
  if (!is_allowed(name, writes))
    luaL_error(L, "%s", push_refusal(L, name, writes));
}

/* --- printing --- */

static void print_value(lua_State *L, FILE *file, int index) {
  size_t size;
  const char *text = luaL_tolstring(L, index, &size);
  limits_charge(L, size / 16 + 1);
  say_shown(file, text, size);
  lua_pop(L, 1);
}

/* print(...): a whole line, whichever worker says it */
static int print(lua_State *L) {
  int count = lua_gettop(L);
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  for (int i = 1; i <= count; i++) {
    if (i > 1) luaL_addchar(&b, '\t');
    luaL_tolstring(L, i, NULL);
    luaL_addvalue(&b);
  }
  luaL_addchar(&b, '\n');
  luaL_pushresult(&b);
  flockfile(stdout);
  say_shown(stdout, lua_tostring(L, -1), lua_rawlen(L, -1));
  if (shared) fflush(stdout);
  funlockfile(stdout);
  limits_charge(L, lua_rawlen(L, -1) / 16 + 1);
  return 0;
}

/* io.stdout:write(...) and io.stderr:write(...). Upvalue 1: the FILE */
static int stream_write(lua_State *L) {
  FILE *file = lua_touserdata(L, lua_upvalueindex(1));
  int count = lua_gettop(L);
  for (int i = 2; i <= count; i++) luaL_checkstring(L, i);
  for (int i = 2; i <= count; i++) print_value(L, file, i);
  lua_settop(L, 1);
  return 1;
}

/* io.write(...). Upvalue 1: io.stdout */
static int io_write(lua_State *L) {
  int count = lua_gettop(L);
  for (int i = 1; i <= count; i++) luaL_checkstring(L, i);
  for (int i = 1; i <= count; i++) print_value(L, stdout, i);
  lua_pushvalue(L, lua_upvalueindex(1));
  return 1;
}

static int stream_flush(lua_State *L) {
  fflush(lua_touserdata(L, lua_upvalueindex(1)));
  lua_settop(L, 1);
  return 1;
}

/* Output has the host's buffer. */
static int stream_setvbuf(lua_State *L) {
  lua_pushboolean(L, 1);
  return 1;
}

static void push_stream(lua_State *L, FILE *file) {
  static const luaL_Reg methods[] = {
    {"write", stream_write}, {"flush", stream_flush},
    {"setvbuf", stream_setvbuf}, {NULL, NULL}
  };
  lua_createtable(L, 0, 3);
  lua_pushlightuserdata(L, file);
  luaL_setfuncs(L, methods, 1);
}

/* --- files --- */

/* Calls upvalue 1 with the arguments. */
static int pass(lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}

/* io.open(name, mode) */
static int io_open(lua_State *L) {
  const char *name = luaL_checkstring(L, 1), *mode = luaL_optstring(L, 2, "r");
  bool writes = strpbrk(mode, "wa+") != NULL;
  if (is_allowed(name, writes)) return pass(L);
  lua_pushnil(L);
  push_refusal(L, name, writes);
  lua_pushinteger(L, EACCES);
  return 3;
}

/* io.lines(name, ...) */
static int io_lines(lua_State *L) {
  check_file(L, 1, false);
  return pass(L);
}

/* pycap.dump(name, ...) */
static int module_dump(lua_State *L) {
  check_file(L, 1, true);
  return pass(L);
}

/* --- captures and injectors --- */

/* A table of options with what is in it, and without a metatable: what is
** looked at here is what is used. */
static void copy_table(lua_State *L, int index) {
  lua_newtable(L);
  lua_pushnil(L);
  while (lua_next(L, index)) {
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, -4);
  }
  lua_replace(L, index);
}

/* pycap(...), pycap.capture(...): the source, or a file */
static int module_capture(lua_State *L) {
  lua_settop(L, lua_gettop(L) < 2 ? 2 : lua_gettop(L));
  int device = 1, filename = 2, top = lua_gettop(L);
  if (lua_istable(L, 1)) {
    copy_table(L, 1);
    lua_getfield(L, 1, "device");
    lua_getfield(L, 1, "filename");
    device = top + 1;
    filename = top + 2;
  }
  if (!lua_isnil(L, device))
    return luaL_error(L, "pycap: device: not in the sandbox: the script has "
                      "the source of -i alone");
  if (!lua_isnil(L, filename)) check_file(L, filename, false);
  else if (!has_source)
    return luaL_error(L, "pycap: there is no source: pcaplua -r file or -i "
                      "device names one");
  lua_settop(L, top);
  return pass(L);
}

/* The same, behind the module itself. */
static int module_call(lua_State *L) {
  lua_remove(L, 1);
  return module_capture(L);
}

/* pycap.inject(device) */
static int module_inject(lua_State *L) {
  if (lua_istable(L, 1)) {
    copy_table(L, 1);
    lua_getfield(L, 1, "device");
    lua_replace(L, 1);
  }
  const char *name = luaL_checkstring(L, 1);
  luaL_getsubtable(L, LUA_REGISTRYINDEX, injectors_key);
  if (lua_getfield(L, -1, name) != LUA_TNIL) return 1;
  return luaL_error(L, "pycap.inject: %s: not in the sandbox: --inject names "
                    "the devices that the script may send on", name);
}

/* Opens those of --inject. Stack: module. */
static void open_injectors(lua_State *L, const Names *devices) {
  luaL_getsubtable(L, LUA_REGISTRYINDEX, injectors_key);
  for (int i = 0; i < devices->count; i++) {
    lua_getfield(L, -2, "inject");
    lua_pushstring(L, devices->names[i]);
    lua_call(L, 1, 1);
    lua_setfield(L, -2, devices->names[i]);
  }
  lua_pop(L, 1);
}

/* --- installing --- */

/* Replaces a function of the table on top. */
static void wrap(lua_State *L, const char *name, lua_CFunction f) {
  lua_getfield(L, -1, name);
  lua_pushcclosure(L, f, 1);
  lua_setfield(L, -2, name);
}

static void install_io(lua_State *L) {
  static const char *const others[] = {
    "close", "input", "output", "popen", "read", "stdin", "tmpfile", NULL
  };
  lua_pushcfunction(L, luaopen_io);
  lua_call(L, 0, 1);
  libraries_clear(L, others);
  wrap(L, "open", io_open);
  wrap(L, "lines", io_lines);
  push_stream(L, stderr);
  lua_setfield(L, -2, "stderr");
  push_stream(L, stdout);
  lua_pushvalue(L, -1);
  lua_setfield(L, -3, "stdout");
  lua_pushcclosure(L, io_write, 1);
  lua_setfield(L, -2, "write");
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  lua_pushvalue(L, -2);
  lua_setfield(L, -2, LUA_IOLIBNAME);
  lua_pop(L, 1);
  lua_setglobal(L, LUA_IOLIBNAME);
}

/* Stack: module. */
static void install_module(lua_State *L) {
  static const char *const closed[] = {"ask", "devices", NULL};
  wrap(L, "dump", module_dump);
  lua_pushcfunction(L, module_inject);
  lua_setfield(L, -2, "inject");
  if (lua_getmetatable(L, -1)) {
    lua_getfield(L, -2, "capture");
    lua_pushcclosure(L, module_call, 1);
    lua_setfield(L, -2, "__call");
    lua_pop(L, 1);
  }
  wrap(L, "capture", module_capture);
  libraries_clear(L, closed);
}

/* Removes the module's parts that open something. */
static void remove_parts(lua_State *L, const char *table) {
  static const char *const parts[] = {
    "pycap.arp", "pycap.ask", "pycap.icmp", NULL
  };
  luaL_getsubtable(L, LUA_REGISTRYINDEX, table);
  libraries_clear(L, parts);
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    lua_pop(L, 1);
    if (lua_type(L, -1) != LUA_TSTRING ||
        strncmp(lua_tostring(L, -1), "pycap.internal.", 15) != 0) continue;
    lua_pushvalue(L, -1);
    lua_pushnil(L);
    lua_rawset(L, -4);
  }
  lua_pop(L, 1);
}

int doors_install(lua_State *L) {
  const Options *o = lua_touserdata(L, 1);
  lua_getglobal(L, "pycap");
  open_injectors(L, &o->injected);
  install_module(L);
  lua_pop(L, 1);
  install_io(L);
  lua_register(L, "print", print);
  remove_parts(L, LUA_PRELOAD_TABLE);
  remove_parts(L, LUA_LOADED_TABLE);
  return 0;
}

void doors_libraries(lua_State *L, const Options *options) {
  if (options->sandbox) {
    libraries_standard(L, LIBRARY_CAPTURE);
    return;
  }
  luaL_openlibs(L);
  script_hidepaths(L);
  modules_install(L);
}
