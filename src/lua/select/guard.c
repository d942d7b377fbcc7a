/*
** guard.c - a sink behind a test in Lua
*/
#include "guard.h"

#include <lauxlib.h>
#include <string.h>

#include "../base/keep.h"
#include "../value/packet.h"
#include "sink.h"

static const char guard_class[] = "pycap.guard";

#define FEW 4  /* fields for which every stack has room */

/* It keeps a table of its target and of what the fields point to. The test is
** in the registry, under the guard's address, where it is found sooner. */
typedef struct Guard {
  Sink sink;
  State *state;
  Sink *target;         /* NULL: a function */
  Fields fields;        /* of the target */
  const Fields *asked;  /* those of the test, which the handler has; */
  View view;            /* of a packet for these, until `raise` has run */
} Guard;

static void attach(lua_State *L, const State *state, int index, Fields *f) {
  (void)L;
  (void)state;
  (void)index;
  (void)f;
}

/* Leaves everything to `raise`, which may enter Lua. */
static bool take(Sink *sink, const Fields *fields, View *view) {
  Guard *g = (Guard *)sink;
  const Select *s = &fields->select;
  g->asked = fields;
  g->view.stack = view->stack;
  g->view.work = 0;
  memcpy(g->view.at, view->at, s->places * sizeof *view->at);
  if (s->flow) memcpy(g->view.flow, view->flow, sizeof view->flow);
  return false;
}

/* Gives the packet to the target; the guard is at `index`. */
static void give(lua_State *L, Guard *g, int index) {
  Stack *stack = (Stack *)g->view.stack;
  kept_push(L, index);
  lua_rawgeti(L, -1, 1);
  if (!g->target) {
    packet_push(L, g->state, stack);
    lua_call(L, 1, 0);
    return;
  }
  stack_decode(stack, NULL);
  g->view.work = 0;
  select_view(&g->fields.select, stack, &g->view);
  if (!g->target->class->take(g->target, &g->fields, &g->view))
    g->target->class->raise(L, g->target);
  fields_charge(L, &g->view);
}

static void raise(lua_State *L, Sink *sink) {
  Guard *g = (Guard *)sink;
  const Fields *f = g->asked;
  int top = lua_gettop(L);
  if (f->count > FEW)
    luaL_checkstack(L, REFS_MAX + LUA_MINSTACK, "too many fields");
  if (f->texts)
    lua_rawgeti(L, LUA_REGISTRYINDEX, g->state->texts.table);
  lua_rawgetp(L, LUA_REGISTRYINDEX, g);
  fields_push(L, g->state, f, &g->view, top + 1);
  fields_charge(L, &g->view);
  lua_call(L, (int)f->count, 1);
  if (lua_toboolean(L, -1)) give(L, g, top);
  lua_settop(L, top);
}

static const SinkClass guarding = {
  .name = "a guard", .attach = attach, .take = take, .raise = raise
};

static int guard_gc(lua_State *L) {
  lua_pushnil(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, luaL_checkudata(L, 1, guard_class));
  return 0;
}

int guard_new(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_settop(L, 3);
  Sink *target = sink_to(L, 2);
  if (!target) luaL_checktype(L, 2, LUA_TFUNCTION);
  Guard *g = lua_newuserdatauv(L, sizeof *g, 0);
  memset(g, 0, sizeof *g);
  g->sink.class = &guarding;
  g->state = state_of(L);
  g->target = target;
  luaL_setmetatable(L, guard_class);
  lua_pushvalue(L, 1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, g);
  lua_createtable(L, 2, 0);
  lua_pushvalue(L, 2);
  lua_rawseti(L, -2, 1);
  fields_compile(L, g->state, &g->fields, PROTOCOL_NONE,
                 lua_istable(L, 3) ? 3 : 0);
  lua_rawseti(L, -2, 2);
  if (target) target->class->attach(L, g->state, 2, &g->fields);
  keep(L, 4);
  return 1;
}

void open_guards(lua_State *L) {
  static const luaL_Reg meta[] = { {"__gc", guard_gc}, {NULL, NULL} };
  static const luaL_Reg none[] = { {NULL, NULL} };
  state_class(L, guard_class, meta, none);
  sink_mark(L);
  lua_pop(L, 1);
}
