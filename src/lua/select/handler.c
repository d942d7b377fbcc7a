/*
** handler.c - handlers: what is called for which protocol
*/
#include "handler.h"

#include <string.h>

#include "../base/keep.h"
#include "../value/keys.h"
#include "../value/packet.h"
#include "candidates.h"
#include "due.h"
#include "enlist.h"
#include "follow.h"
#include "result.h"
#include "spoken.h"

static const char handler_class[] = "pycap.handler",
                  handlers_class[] = "pycap.handlerlist";

Handlers *handlers_new(lua_State *L) {
  Handlers *h = lua_newuserdatauv(L, sizeof *h, 0);
  memset(h, 0, sizeof *h);
  luaL_setmetatable(L, handlers_class);
  enlist_begin(L, h);
  return h;
}

static int handlers_gc(lua_State *L) {
  Handlers *h = lua_touserdata(L, 1);
  conversations_free(h->owned);
  h->owned = h->conversations = NULL;
  index_free(h->index);
  h->index = NULL;
  h->closed = true;
  return 0;
}

/* --- adding and cancelling --- */

/* True for handlers that get frames as they came, whatever they are part of. */
static bool takes_frames(const State *state, unsigned protocol) {
  static const char *const names[] = {"ip", "ip6", "fragment"};
  bool any = protocol == PROTOCOL_NONE;
  if (protocol == PROTOCOL_FLOW) return false;
  for (unsigned i = 0; i < 3 && !any; i++)
    any = strcmp(state->protocols.known[protocol]->protocol->name,
                 names[i]) == 0;
  return any;
}

/* How many arguments a handler's callback gets. */
static unsigned arguments_of(const Handler *h) {
  if (!h->object) return h->fields.count;
  return h->protocol == PROTOCOL_NONE ? 1 : 2;
}

/* Reads what follows the callback at `target`: the options of flows alone. */
static void read_options(lua_State *L, State *state, int handlers, int target,
                         Handler *h) {
  if (h->protocol == PROTOCOL_FLOW) {
    follow_options(L, target + 1, h);
    follow_begin(L, state, lua_touserdata(L, handlers), NULL);
  } else if (!lua_isnoneornil(L, target + 1)) {
    luaL_error(L, "on: options are for \"flow\" alone, got %s behind the "
               "callback", luaL_typename(L, target + 1));
  }
}

int handlers_on(lua_State *L, State *state, int handlers, int arg) {
  unsigned protocol = follow_named(L, arg) ? PROTOCOL_FLOW
                                           : protocol_check(L, state, arg);
  int table = lua_istable(L, arg + 1) ? arg + 1 : 0;
  int target = table ? arg + 2 : arg + 1;
  Sink *sink = sink_to(L, target);
  if (protocol == PROTOCOL_FLOW && !table && !sink)
    luaL_error(L, "on: flow: table of fields or tally expected, got %s",
               luaL_typename(L, arg + 1));
  if (!sink && !lua_isfunction(L, target))
    luaL_typeerror(L, target, table ? "tally or function"
                              : "table of fields, tally or function");
  lua_pushvalue(L, target);
  Handler *h = lua_newuserdatauv(L, sizeof *h, 0);
  memset(h, 0, sizeof *h);
  h->state = state;
  h->protocol = (uint16_t)protocol;
  h->frames = takes_frames(state, protocol);
  h->cancelled = true;  /* until all is well */
  luaL_setmetatable(L, handler_class);
  lua_createtable(L, 2, 0);
  lua_pushvalue(L, handlers);
  lua_rawseti(L, -2, 1);
  fields_compile(L, state, &h->fields, protocol, table);
  lua_rawseti(L, -2, 2);
  keep(L, -2);
  h->sink = sink;
  h->object = h->fields.count == 0 && protocol != PROTOCOL_FLOW;
  h->arguments = (uint8_t)arguments_of(h);
  read_options(L, state, handlers, target, h);
  if (spoken_is(state, protocol))
    spoken_ask(L, state, lua_touserdata(L, handlers));
  if (sink) sink->class->attach(L, state, target, &h->fields);
  enlist(L, handlers);
  return 1;
}

/* handler:cancel(): it is not called any more. */
static int handler_cancel(lua_State *L) {
  Handler *h = luaL_checkudata(L, 1, handler_class);
  if (h->cancelled) return 0;
  lua_settop(L, 1);
  kept_push(L, 1);
  lua_rawgeti(L, 2, 1);
  enlist_cancel(L, 3, h);
  return 0;
}

/* --- calling --- */

static unsigned layer_of(const Packet *p, unsigned protocol) {
  unsigned layer = 0;
  while (p->layers[layer].protocol != protocol) layer++;
  return layer;
}

/* Notes header, if any, and packet, on top: at base + 1 it lives until all were
** called. */
static void note_current(lua_State *L, const Handler *h) {
  Current *c = &h->state->current;
  c->packet = lua_touserdata(L, -1);
  c->count = h->protocol != PROTOCOL_NONE;
  if (c->count == 0) return;
  c->known[0].header = lua_topointer(L, -2);
  c->known[0].layer = layer_of(c->packet, h->protocol);
}

/*
** Calls what handlers_run has pushed: from index `base` on the list of the
** handlers, the packet or nil, the texts; then for each handler, the first on
** top, its callback, its arguments and the Handler. With LUA_YIELD on top: what
** one returned that has waited (there is no verdict then), or caught an error.
*/
static int call_all(lua_State *L, int status, lua_KContext base) {
  if (status == LUA_YIELD) result_take(L, state_find(L), (int)base);
  while (lua_gettop(L) > (int)base + 2) {
    Handler *h = lua_touserdata(L, -1);
    lua_pop(L, 1);
    if (h->cancelled) {
      lua_pop(L, h->arguments + 1);
      continue;
    }
    if (h->object) note_current(L, h);
    if (h->state->outcome) h->state->outcome->handler = h;
    lua_callk(L, h->arguments, 1, base, call_all);
    h->state->current.packet = NULL;
    h->state->current.count = 0;
    result_take(L, h->state, (int)base);
  }
  return 0;
}

void handlers_mark(const Handlers *h, Packet *p) {
  if (!h->more) return;
  if (h->until != EVERYWHERE) p->until = h->until;
  if (!h->delivery) return;
  p->readonly = true;
  p->parts = h->delivery->parts;
}

/* Pushes what a handler's callback is called with, and the Handler. */
static void push_call(lua_State *L, State *state, Handlers *handlers,
                      Handler *h, int base, Stack *stack) {
  fields_charge(L, &handlers->view);
  if (h->object) {
    Packet *p = lua_touserdata(L, base + 1);
    bool made = !p;
    if (made) {
      p = packet_push(L, state, stack);
      if (handlers->more) handlers_mark(handlers, p);
      lua_replace(L, base + 1);
    }
    if (h->protocol != PROTOCOL_NONE)
      (made ? header_new : header_push)(L, state, base + 1,
                                        layer_of(p, h->protocol));
    lua_pushvalue(L, base + 1);
  } else {
    View *view = &handlers->view;
    if (handlers->viewed != h) select_view(&h->fields.select, stack, view);
    handlers->viewed = NULL;
    fields_push(L, state, &h->fields, view, base + 2);
  }
  lua_pushlightuserdata(L, h);  /* the list keeps it alive */
}

void handlers_pushlist(lua_State *L, int handlers) {
  kept_push(L, handlers);
}

int handlers_again(lua_State *L, State *state, int list, int packet) {
  Stack stack;
  lua_rawgeti(L, list, -1);
  Handlers *h = lua_touserdata(L, -1);
  if (!h->any) return 0;
  handlers_pushlist(L, -1);
  handlers_look(L, h, state, lua_touserdata(L, packet), &stack);
  return handlers_run(L, state, h, packet, &stack);
}

/* Calls the sink of a handler that is due. Its place is that in the list whose
** table is at `table`. */
static void raise_sink(lua_State *L, const Handler *h, int table,
                       unsigned place) {
  lua_rawgeti(L, table, 2 * (lua_Integer)place + 1);
  h->sink->class->raise(L, h->sink);
  lua_pop(L, 1);
}

void handlers_raise(lua_State *L, Handlers *h, int table, Stack *stack) {
  if (h->matched < h->list->count) handlers_rest(L, h, stack);
  HandlerList *list = h->list;
  unsigned count = list->due;
  list->due = 0;
  for (unsigned i = 0; i < count; i++) {
    const Handler *each = list->all[list->dues[i]];
    if (each->sink && !each->cancelled)
      raise_sink(L, each, table, list->dues[i]);
  }
}

int handlers_run(lua_State *L, State *state, Handlers *h, int packet,
                 Stack *stack) {
  int base = lua_gettop(L), room = LUA_MINSTACK / 2 - base;
  if (h->matched < h->list->count) handlers_rest(L, h, stack);
  HandlerList *list = h->list;
  unsigned count = list->due;
  list->due = 0;
  if (packet) lua_pushvalue(L, packet);
  else lua_pushnil(L);
  if (h->texts) lua_rawgeti(L, LUA_REGISTRYINDEX, state->texts.table);
  else lua_pushnil(L);
  while (count-- > 0) {
    unsigned place = list->dues[count];
    Handler *each = list->all[place];
    if (each->cancelled) continue;
    if (each->sink) {
      raise_sink(L, each, base, place);
      continue;
    }
    room -= each->arguments + 2;
    if (room < 0)
      luaL_checkstack(L, each->arguments + LUA_MINSTACK, "too many handlers");
    lua_rawgeti(L, base, 2 * (lua_Integer)place + 1);
    push_call(L, state, h, each, base, stack);
  }
  return call_all(L, LUA_OK, base);
}

/* --- the object --- */

/*
** handler:values(key [, n]) -> the values that its n-th key was made of; where
** it lists none, those of a flow
*/
static int handler_values(lua_State *L) {
  const Handler *h = luaL_checkudata(L, 1, handler_class);
  size_t size;
  luaL_checkstring(L, 2);
  key_plain(L, 2);
  lua_replace(L, 2);
  const char *key = lua_tolstring(L, 2, &size);
  lua_Integer n = luaL_optinteger(L, 3, 1), keys = 0;
  const Select *s = &h->fields.select;
  int values = -1;
  for (unsigned i = 0; i < h->fields.count; i++) {
    const RefRange *listed = &h->fields.listed[i];
    if (listed->key && ++keys == n)
      values = fields_values(L, s, &s->refs[listed->first], listed->count, key,
                             size);
  }
  if (keys == 0 && n == 1) values = fields_values(L, s, NULL, 0, key, size);
  else if (n < 1 || n > keys)
    luaL_argerror(L, 3, lua_pushfstring(L, "number of a key from 1 to %I "
                                        "expected, got %I", (LUAI_UACINT)keys,
                                        (LUAI_UACINT)n));
  return values < 0 ? luaL_argerror(L, 2, "not a key of this handler") : values;
}

static int handler_tostring(lua_State *L) {
  const Handler *h = luaL_checkudata(L, 1, handler_class);
  lua_pushfstring(L, "handler (%s%s)", select_title(&h->fields.select),
                  h->cancelled ? ", cancelled" : "");
  return 1;
}

static const luaL_Reg metamethods[] = {
  {"__tostring", handler_tostring}, {NULL, NULL}
};

static const luaL_Reg methods[] = {
  {"cancel", handler_cancel}, {"values", handler_values}, {NULL, NULL}
};

void open_handlers(lua_State *L) {
  static const luaL_Reg collected[] = {{"__gc", handlers_gc}, {NULL, NULL}};
  state_class(L, handlers_class, collected, &collected[1]);
  lua_pop(L, 1);
  state_class(L, handler_class, metamethods, methods);
  lua_pop(L, 1);
}
