/*
** lpycap.c - the module: require "pycap"
*/
#include "lpycap.h"

#include <string.h>

#include "../io/capture.h"
#include "session.h"

#define DATALINKS 512  /* link types are numbered below */

static const char state_key[] = "pycap.state";
static const char module_key[] = "pycap.module";

/* The parts of the module that are written in Lua (made from lua/pycap). */
typedef struct LuaPart {
  const char *name;
  const char *text;
} LuaPart;

static const LuaPart lua_parts[] = {
#include "parts.inc"
  {NULL, NULL}
};

State *state_find(lua_State *L) {
  lua_getfield(L, LUA_REGISTRYINDEX, state_key);
  State *state = lua_touserdata(L, -1);
  lua_pop(L, 1);
  return state;
}

void state_class(lua_State *L, const char *name, const luaL_Reg *meta,
                 const luaL_Reg *methods) {
  luaL_newmetatable(L, name);
  lua_pushvalue(L, -2);
  luaL_setfuncs(L, meta, 1);
  lua_pushstring(L, name);
  lua_setfield(L, -2, "__metatable");
  lua_newtable(L);
  lua_pushvalue(L, -3);
  luaL_setfuncs(L, methods, 1);
  lua_setfield(L, -2, "__index");
}

/* --- constants --- */

static void add_names(lua_State *L, const Name *names) {
  for (; names && names->name; names++) {
    if (!names->constant) continue;
    lua_pushinteger(L, names->value);
    lua_setfield(L, -2, names->constant);
  }
}

/* pycap.constants: by protocol what C headers call the values, and dlt. */
static void push_constants(lua_State *L, const Protocols *all) {
  lua_newtable(L);
  for (unsigned i = 0; i < PROTOCOL_COUNT; i++) {
    const Protocol *p = all->known[i].protocol;
    lua_newtable(L);
    for (const Field *f = p->fields; f->name; f++) add_names(L, f->names);
    lua_setfield(L, -2, p->name);
  }
  lua_newtable(L);
  for (int i = 0; i < DATALINKS; i++) {
    const char *name = datalink_name(i);
    if (!name) continue;
    lua_pushinteger(L, i);
    lua_setfield(L, -2, name);
  }
  lua_setfield(L, -2, "dlt");
}

/* --- rows as data --- */

static const char *const kinds[] = {"integer", "mac", "ip4", "ip6", "bytes"};

static void set_string(lua_State *L, const char *key, const char *text) {
  lua_pushstring(L, text);
  lua_setfield(L, -2, key);
}

static void push_condition(lua_State *L, const char *key,
                           const Condition *c) {
  if (!c->field) return;
  lua_newtable(L);
  set_string(L, "field", c->field);
  lua_pushinteger(L, c->from);
  lua_setfield(L, -2, "from");
  lua_pushinteger(L, c->to);
  lua_setfield(L, -2, "to");
  lua_setfield(L, -2, key);
}

static void push_names(lua_State *L, const Name *names) {
  lua_newtable(L);
  for (; names->name; names++) {
    lua_pushstring(L, names->name);
    lua_rawseti(L, -2, names->value);
  }
  lua_setfield(L, -2, "names");
}

static void push_row(lua_State *L, const Field *f) {
  lua_newtable(L);
  set_string(L, "name", f->name);
  set_string(L, "kind", kinds[f->kind]);
  set_string(L, "meaning", f->meaning);
  lua_pushinteger(L, f->width);
  lua_setfield(L, -2, "width");
  if (f->kind == KIND_UINT) {
    lua_pushinteger(L, (lua_Integer)f->preset);
    lua_setfield(L, -2, "default");
    lua_pushinteger(L, (lua_Integer)field_largest(f));
    lua_setfield(L, -2, "largest");
    lua_pushinteger(L, f->scale ? f->scale : 1);
    lua_setfield(L, -2, "scale");
  }
  if (f->names) push_names(L, f->names);
  if (f->sized) set_string(L, "sized", f->sized);
  push_condition(L, "when", &f->when);
  push_condition(L, "form", &f->form);
}

static void push_protocol(lua_State *L, const Protocol *p) {
  lua_newtable(L);
  set_string(L, "name", p->name);
  set_string(L, "title", p->title);
  set_string(L, "meaning", p->meaning);
  set_string(L, "reference", p->reference);
  lua_newtable(L);
  for (int i = 0; p->fields[i].name; i++) {
    push_row(L, &p->fields[i]);
    lua_rawseti(L, -2, i + 1);
  }
  lua_setfield(L, -2, "fields");
  lua_newtable(L);
  for (int i = 0; p->carriers[i].parent; i++) {
    lua_newtable(L);
    set_string(L, "parent", p->carriers[i].parent);
    lua_pushinteger(L, p->carriers[i].number);
    lua_setfield(L, -2, "number");
    push_condition(L, "when", &p->carriers[i].when);
    lua_rawseti(L, -2, i + 1);
  }
  lua_setfield(L, -2, "carriers");
}

/* pycap.protocols() -> list of protocols, each with its rows and carriers */
static int module_protocols(lua_State *L) {
  const State *state = state_of(L);
  lua_createtable(L, PROTOCOL_COUNT, 0);
  for (int i = 0; i < PROTOCOL_COUNT; i++) {
    push_protocol(L, state->protocols.known[i].protocol);
    lua_rawseti(L, -2, i + 1);
  }
  return 1;
}

/* --- opening --- */

/* Makes the Lua parts known to require, and pycap.hexdump one of them. */
static void preload_parts(lua_State *L) {
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
  for (const LuaPart *p = lua_parts; p->name; p++) {
    lua_pushfstring(L, "=%s", p->name);
    if (luaL_loadbufferx(L, p->text, strlen(p->text), lua_tostring(L, -1),
                         "t") != LUA_OK)
      lua_error(L);
    lua_setfield(L, -3, p->name);
    lua_pop(L, 1);
  }
  lua_getfield(L, -1, "pycap.hexdump");
  lua_call(L, 0, 1);
  lua_setfield(L, -3, "hexdump");
  lua_pop(L, 1);
}

/* Pushes the state, made at the first time. */
static void push_state(lua_State *L) {
  State *state = lua_newuserdatauv(L, sizeof *state, 0);
  memset(state, 0, sizeof *state);
  const char *wrong = protocols_init(&state->protocols);
  if (wrong) luaL_error(L, "pycap: %s", wrong);
  lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_MAINTHREAD);
  state->main = lua_tothread(L, -1);
  lua_pop(L, 1);
  lua_pushvalue(L, -1);
  lua_setfield(L, LUA_REGISTRYINDEX, state_key);
}

PYCAP_EXPORT int luaopen_pycap(lua_State *L) {
  luaL_checkversion(L);
  /* opened before, and then dropped from package.loaded: the same again */
  if (lua_getfield(L, LUA_REGISTRYINDEX, module_key) != LUA_TNIL) return 1;
  lua_createtable(L, 0, 32);
  lua_pushliteral(L, "pycap " PYCAP_VERSION);
  lua_setfield(L, -2, "_VERSION");
  preload_parts(L);
  push_state(L);
  State *state = lua_touserdata(L, -1);
  open_errors(L);
  open_packets(L);
  open_headers(L);
  open_scheduler(L);
  open_jobs(L);
  open_handlers(L);
  open_captures(L);
  open_source(L);
  open_filters(L);
  open_devices(L);
  open_injectors(L);
  push_constants(L, &state->protocols);
  lua_setfield(L, -3, "constants");
  lua_pushcclosure(L, module_protocols, 1);
  lua_setfield(L, -2, "protocols");
  lua_pushvalue(L, -1);
  lua_setfield(L, LUA_REGISTRYINDEX, module_key);
  return 1;
}
