/*
** declare.c - pycap.protocol and pycap.carry
**
** Both make a draft of the state's protocols, and let it take their place when
** all is well. What was made for the new protocol is kept as long as the state.
*/
#include "declare.h"

#include "../base/options.h"
#include "../base/unknown.h"
#include "constants.h"
#include "header.h"
#include "packet.h"
#include "readrows.h"

#define UP_MODULE lua_upvalueindex(2)

#define STEPS 10000  /* of work: to enter anew who carries whom */

static const char carry_class[] = "pycap.carry";

/* pycap.protocol(declaration) -> what makes its headers by hand */
static int module_protocol(lua_State *L) {
  State *state = state_of(L);
  Arena arena;
  bool replaces;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  arena_begin(L, &arena);
  const Protocol *p = protocol_read(L, 1, &arena, &replaces);
  state_charge(L, STEPS);
  void *room = arena_take(&arena, protocol_room(p));
  Protocols *draft = lua_newuserdatauv(L, sizeof *draft, 0);
  const char *wrong =
      protocols_add(draft, &state->protocols, p, replaces, room);
  if (wrong) return luaL_error(L, "pycap.protocol: %s", wrong);
  const Known *k = draft->known[draft->count - 1];
  header_register(L, state, k);
  lua_pushvalue(L, arena.table);
  luaL_ref(L, LUA_REGISTRYINDEX);
  /* a finalizer may have declared another one on the way */
  if (state->protocols.version != draft->version)
    return luaL_error(L, "pycap.protocol: %s: protocols were changed while it "
                      "was declared", p->name);
  protocols_take(&state->protocols, draft);
  packet_register(L, state, k);
  constants_register(L, state, p);
  lua_pushvalue(L, -1);
  lua_setfield(L, UP_MODULE, p->name);
  return 1;
}

/* --- carrying --- */

typedef struct LuaCarry {
  Carry carry;
  int kept;     /* reference to this while it holds; LUA_NOREF: no more */
} LuaCarry;

/* The protocol that argument `arg` names. */
static unsigned check_name(lua_State *L, const State *state, int arg) {
  if (lua_type(L, arg) != LUA_TSTRING)
    luaL_error(L, "carry: name of a protocol expected, got %s",
               luaL_typename(L, arg));
  unsigned protocol = protocols_find(&state->protocols, lua_tostring(L, arg));
  if (protocol == PROTOCOL_NONE)
    luaL_error(L, "carry: %s",
               protocol_unknown(L, &state->protocols, arg, NULL));
  return protocol;
}

/* The number at 2, which the parent's field that says what follows can hold. */
static uint64_t check_carried(lua_State *L, const State *state,
                              unsigned parent) {
  const Known *k = state->protocols.known[parent];
  uint64_t largest = UINT32_MAX;
  if (k->next >= 0) largest = field_largest(&k->layout.fields[k->next]);
  if (largest > UINT32_MAX) largest = UINT32_MAX;
  if (k->with >= 0)
    largest = (UINT64_C(1) << (k->protocol->fields[k->with].width + k->split)) -
              1;
  lua_Integer number = lua_isinteger(L, 2) ? lua_tointeger(L, 2) : -1;
  if (number < 0 || (uint64_t)number > largest)
    luaL_error(L, "carry: number of %s from 0 to %I expected, got %s",
               k->protocol->name, (LUAI_UACINT)largest,
               value_describe(L, 2, true));
  return (uint64_t)number;
}

/* pycap.carry(parent, number, protocol) -> carry */
static int module_carry(lua_State *L) {
  State *state = state_of(L);
  lua_settop(L, 3);
  unsigned parent = check_name(L, state, 1);
  unsigned protocol = check_name(L, state, 3);
  uint64_t number = check_carried(L, state, parent);
  state_charge(L, STEPS);
  Protocols *draft = lua_newuserdatauv(L, sizeof *draft, 0);
  LuaCarry *c = lua_newuserdatauv(L, sizeof *c, 0);
  *c = (LuaCarry){
    .carry = {.parent = (uint16_t)parent, .protocol = (uint16_t)protocol,
              .number = number},
    .kept = LUA_NOREF
  };
  luaL_setmetatable(L, carry_class);
  lua_pushvalue(L, -1);
  c->kept = luaL_ref(L, LUA_REGISTRYINDEX);
  c->carry.count = state->protocols.count;
  const char *wrong = protocols_carry(draft, &state->protocols, &c->carry);
  if (wrong) {
    luaL_unref(L, LUA_REGISTRYINDEX, c->kept);
    c->kept = LUA_NOREF;
    return luaL_error(L, "carry: %s", wrong);
  }
  protocols_take(&state->protocols, draft);
  return 1;
}

/* carry:cancel(): the number is again whose it was before. */
static int carry_cancel(lua_State *L) {
  State *state = state_of(L);
  LuaCarry *c = luaL_checkudata(L, 1, carry_class);
  if (c->kept == LUA_NOREF) return 0;
  state_charge(L, STEPS);
  Protocols *draft = lua_newuserdatauv(L, sizeof *draft, 0);
  if (c->kept == LUA_NOREF) return 0;  /* a finalizer has cancelled it */
  for (Carry **at = &state->protocols.carries; *at; at = &(*at)->next)
    if (*at == &c->carry) {
      *at = c->carry.next;
      break;
    }
  c->carry.next = NULL;
  protocols_carry(draft, &state->protocols, NULL);
  protocols_take(&state->protocols, draft);
  luaL_unref(L, LUA_REGISTRYINDEX, c->kept);
  c->kept = LUA_NOREF;
  return 0;
}

static int carry_tostring(lua_State *L) {
  const State *state = state_of(L);
  const LuaCarry *c = luaL_checkudata(L, 1, carry_class);
  Known *const *known = state->protocols.known;
  lua_pushfstring(L, "carry (%s %I: %s%s)",
                  known[c->carry.parent]->protocol->name,
                  (LUAI_UACINT)c->carry.number,
                  known[c->carry.protocol]->protocol->name,
                  c->kept == LUA_NOREF ? ", cancelled" : "");
  return 1;
}

static const luaL_Reg metamethods[] = {
  {"__tostring", carry_tostring}, {NULL, NULL}
};

static const luaL_Reg methods[] = { {"cancel", carry_cancel}, {NULL, NULL} };

void open_declarations(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"protocol", module_protocol}, {"carry", module_carry}, {NULL, NULL}
  };
  state_class(L, carry_class, metamethods, methods);
  lua_pop(L, 1);
  lua_pushvalue(L, -2);
  lua_pushvalue(L, -2);
  lua_pushvalue(L, -2);
  luaL_setfuncs(L, functions, 2);
  lua_pop(L, 1);
}
