/*
** inject.c - injector: frames onto a device
*/
#include <stdio.h>
#include <string.h>

#include "sender.h"

#define MINIMUM 60  /* bytes of an Ethernet frame without its check sequence */

Sender *sender_check(lua_State *L) {
  Sender *s = luaL_checkudata(L, 1, INJECTOR_CLASS);
  if (!s->injector) luaL_error(L, "injector is closed");
  return s;
}

/* --- opening --- */

/* Raises for the value at the top, which option `key` does not take. */
static int refuse(lua_State *L, const char *key, const char *expected) {
  const char *got = lua_type(L, -1) == LUA_TSTRING
    ? lua_pushfstring(L, "\"%s\"", lua_tostring(L, -1))
    : luaL_typename(L, -1);
  return luaL_error(L, "inject: %s: %s expected, got %s", key, expected, got);
}

/* The device's name at the top; what refers to it keeps it alive. */
static const char *device_name(lua_State *L) {
  if (lua_type(L, -1) != LUA_TSTRING || lua_rawlen(L, -1) == 0 ||
      strlen(lua_tostring(L, -1)) != lua_rawlen(L, -1))
    refuse(L, "device", "name of a device");
  return lua_tostring(L, -1);
}

static const char *const keys[] = {"device", "level", "pad", "truncated",
                                   "checksum", NULL};

/* The option `key`, true or false. */
static bool read_flag(lua_State *L, const char *key) {
  if (lua_getfield(L, 1, key) != LUA_TNIL && !lua_isboolean(L, -1))
    refuse(L, key, "boolean");
  bool flag = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return flag;
}

/* Whether the option `key` has this one of its words; nil is the other. */
static bool read_word(lua_State *L, const char *key, const char *word,
                      const char *other, const char *expected) {
  const char *given =
      lua_getfield(L, 1, key) == LUA_TSTRING ? lua_tostring(L, -1) : "";
  bool is = strcmp(given, word) == 0;
  if (!is && !lua_isnil(L, -1) && !(other && strcmp(given, other) == 0))
    refuse(L, key, expected);
  lua_pop(L, 1);
  return is;
}

/* Reads the table form of the arguments; returns the device. */
static const char *read_options(lua_State *L, Sender *s) {
  options_check(L, 1, "inject", keys);
  s->pad = read_flag(L, "pad");
  s->checksum = read_flag(L, "checksum");
  s->truncated = read_word(L, "truncated", "send", NULL, "\"send\" or nil");
  if (read_word(L, "level", "ip", "link", "\"link\" or \"ip\""))
    s->level = LEVEL_IP;
  if (s->pad && s->level == LEVEL_IP)
    luaL_error(L, "inject: pad: only at level \"link\"");
  lua_getfield(L, 1, "device");
  return device_name(L);
}

/* pycap.inject(device or options) -> injector */
static int module_inject(lua_State *L) {
  lua_settop(L, 1);
  Sender *s = lua_newuserdatauv(L, sizeof *s, 0);
  const char *device;
  Fault fault;
  memset(s, 0, sizeof *s);
  luaL_setmetatable(L, INJECTOR_CLASS);
  if (lua_istable(L, 1)) {
    device = read_options(L, s);
  } else {
    lua_pushvalue(L, 1);
    device = device_name(L);
  }
  s->injector = injector_open(device, s->level, &fault);
  if (!s->injector && fault_exhausted(&fault)) {
    lua_gc(L, LUA_GCCOLLECT);
    s->injector = injector_open(device, s->level, &fault);
  }
  if (!s->injector) return fault_raise(L, &fault);
  lua_settop(L, 2);
  return 1;
}

/* --- sending --- */

/* The packet whose headers, all of them, the arguments from `first` on are. */
static const Packet *unpacked(lua_State *L, const State *state, int first) {
  const Packet *p = NULL;
  int top = lua_gettop(L);
  for (int i = 0; i == 0 || (p && i < p->count); i++) {
    unsigned layer;
    const Packet *of = header_to(L, state, first + i, &layer);
    p = of && (i == 0 || of == p) && layer == (unsigned)i ? of : NULL;
    lua_settop(L, top);
  }
  return p;
}

static void check_whole(lua_State *L, const Sender *s, const Packet *p) {
  if (p->caplen < p->length && !s->truncated)
    luaL_error(L, "inject: the packet was cut off by the snapshot length (%d "
               "of %d bytes are here): open the injector with truncated = "
               "\"send\" to send those", (int)p->caplen, (int)p->length);
}

/* What goes out at level "ip" begins with an IP header. */
static void check_level(lua_State *L, const State *state, const Sender *s,
                        const Packet *p) {
  if (s->level != LEVEL_IP || p->count == 0) return;
  const char *name = known_of(state, p, 0)->protocol->name;
  if (strcmp(name, "ip") != 0 && strcmp(name, "ip6") != 0)
    luaL_error(L, "inject: at level \"ip\" the first header is ip or ip6, "
               "got %s: leave out what the system puts before it", name);
}

/* Appends zeros up to Ethernet's least size to the string on top. */
static void pad_frame(lua_State *L) {
  char zeros[MINIMUM] = {0};
  size_t size = lua_rawlen(L, -1);
  if (size >= MINIMUM) return;
  lua_pushlstring(L, zeros, MINIMUM - size);
  lua_concat(L, 2);
}

const uint8_t *sender_plain(const Sender *s, const Packet *p, size_t *size) {
  if (p->touched || s->checksum || s->level == LEVEL_IP ||
      (s->pad && p->size < MINIMUM) || (p->caplen < p->length && !s->truncated))
    return NULL;
  *size = p->size;
  return packet_bytes(p);
}

/* The bytes of the packet at `index`; pushes what keeps them alive. */
static const uint8_t *packet_frame(lua_State *L, const State *state,
                                   const Sender *s, int index, size_t *size) {
  check_level(L, state, s, lua_touserdata(L, index));
  if (s->checksum) packet_complete(L, state, index);
  else packet_wire(L, state, index, -1);
  if (s->pad) pad_frame(L);
  return (const uint8_t *)lua_tolstring(L, -1, size);
}

const uint8_t *sender_frame(lua_State *L, const Sender *s, int first,
                            size_t *size) {
  const State *state = state_of(L);
  const Packet *p = packet_to(L, state, first);
  int last = lua_gettop(L);
  if (last > first && lua_type(L, last) == LUA_TNUMBER) last--;
  lua_settop(L, last);
  if (p && last > first)
    luaL_error(L, "inject: nothing can follow a packet: its payload is "
               "packet.payload, its headers come from packet:unpack()");
  if (!p && lua_type(L, first) == LUA_TSTRING && last == first) {
    lua_pushvalue(L, first);
    if (s->pad) pad_frame(L);
    return (const uint8_t *)lua_tolstring(L, -1, size);
  }
  const uint8_t *plain = p ? sender_plain(s, p, size) : NULL;
  if (plain) return plain;
  const Packet *whole = p ? p : unpacked(L, state, first);
  if (whole) check_whole(L, s, whole);
  if (!p) packet_make(L, state, first);
  return packet_frame(L, state, s, lua_gettop(L), size);
}

/* injector:inject(headers..., [payload] | packet | bytes) -> bytes sent */
static int injector_inject(lua_State *L) {
  Fault fault;
  size_t size;
  const Sender *s = sender_check(L);
  luaL_argcheck(L, !lua_isnoneornil(L, 2), 2,
                "headers, a packet or a string expected");
  const uint8_t *bytes = sender_frame(L, s, 2, &size);
  sender_check(L);  /* a finalizer may have closed it meanwhile */
  int sent = injector_send(s->injector, bytes, size, &fault);
  if (sent < 0) return fault_raise(L, &fault);
  lua_pushinteger(L, sent);
  return 1;
}

int sender_raise(lua_State *L, Fault *fault, lua_Integer sent) {
  size_t used = strlen(fault->text);
  snprintf(fault->text + used, sizeof fault->text - used,
           "; %lld frame%s went out before", (long long)sent,
           sent == 1 ? "" : "s");
  return fault_raise(L, fault);
}

/* --- the rest --- */

/* injector:stats() -> frames sent, bytes sent, errors */
static int injector_stats_lua(lua_State *L) {
  InjectorStats stats = injector_stats(sender_check(L)->injector);
  lua_pushinteger(L, (lua_Integer)stats.packets);
  lua_pushinteger(L, (lua_Integer)stats.bytes);
  lua_pushinteger(L, (lua_Integer)stats.errors);
  return 3;
}

static int injector_close_lua(lua_State *L) {
  Sender *s = luaL_checkudata(L, 1, INJECTOR_CLASS);
  Injector *old = s->injector;
  s->injector = NULL;
  if (old) injector_close(old);
  return 0;
}

/* Members that are no methods; upvalue 2 holds the methods. */
static int injector_index(lua_State *L) {
  const char *key = lua_tostring(L, 2);
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(2)) != LUA_TNIL || !key) return 1;
  if (strcmp(key, "device") == 0)
    lua_pushstring(L, injector_device(sender_check(L)->injector));
  else if (strcmp(key, "hardware") == 0)
    lua_pushstring(L, injector_hardware(sender_check(L)->injector));
  else if (strcmp(key, "protocol") == 0)
    lua_pushstring(L, injector_protocol(sender_check(L)->injector));
  else
    return luaL_error(L, "injector.%s: no such member", key);
  return 1;
}

static int injector_tostring(lua_State *L) {
  const Sender *s = luaL_checkudata(L, 1, INJECTOR_CLASS);
  lua_pushfstring(L, "injector (%s)",
                  s->injector ? injector_device(s->injector) : "closed");
  return 1;
}

static const luaL_Reg metamethods[] = {
  {"__gc", injector_close_lua}, {"__close", injector_close_lua},
  {"__tostring", injector_tostring}, {NULL, NULL}
};

static const luaL_Reg methods[] = {
  {"inject", injector_inject}, {"batch", injector_batch},
  {"replay", injector_replay}, {"stats", injector_stats_lua},
  {"close", injector_close_lua}, {NULL, NULL}
};

/* Stack: module, state. */
void open_injectors(lua_State *L) {
  state_class(L, INJECTOR_CLASS, metamethods, methods);
  lua_pushvalue(L, -2);
  lua_getfield(L, -2, "__index");
  lua_pushcclosure(L, injector_index, 2);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
  lua_pushvalue(L, -1);
  lua_pushcclosure(L, module_inject, 1);
  lua_setfield(L, -3, "inject");
}
