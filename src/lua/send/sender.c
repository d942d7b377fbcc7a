/*
** sender.c - an injector as Lua has it: the frames that it is given
*/
#include "sender.h"

#include <stdio.h>
#include <string.h>

#include "../base/error.h"
#include "../value/checksum.h"
#include "../value/compose.h"
#include "../value/make.h"
#include "../value/readonly.h"
#include "begins.h"

#define MINIMUM 60  /* bytes of an Ethernet frame without its check sequence */

Sender *sender_check(lua_State *L) {
  Sender *s = luaL_checkudata(L, 1, INJECTOR_CLASS);
  if (!s->injector) luaL_error(L, "injector is closed");
  return s;
}

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

/* What goes out begins with the device's own header, or at level "ip" with an
** IP header. */
static void check_level(lua_State *L, const State *state, const Sender *s,
                        const Packet *p) {
  const char *first = begins_otherwise(state, p, s->root);
  if (first)
    luaL_error(L, "inject: the packet begins with %s, frames of %s with %s: "
               "put such a header before it, or open the injector with level "
               "= \"ip\" for packets that begin with ip or ip6", first,
               injector_device(s->injector),
               state->protocols.known[s->root]->protocol->name);
  if (s->level != LEVEL_IP || p->count == 0) return;
  const char *name = known_of(state, p, 0)->protocol->name;
  if (strcmp(name, "ip") != 0 && strcmp(name, "ip6") != 0)
    luaL_error(L, "inject: at level \"ip\" the first header is ip or ip6, got "
               "%s: leave out the link header, which the system adds", name);
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
  if (s->root != PROTOCOL_NONE &&
      (p->count == 0 || p->layers[0].protocol != s->root))
    return NULL;
  if (p->touched || p->readonly || s->checksum || s->level == LEVEL_IP ||
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
    luaL_error(L, "inject: nothing can follow a packet: set packet.payload, or "
               "use packet:unpack()");
  if (!p && lua_type(L, first) == LUA_TSTRING && last == first) {
    lua_pushvalue(L, first);
    if (s->pad) pad_frame(L);
    return (const uint8_t *)lua_tolstring(L, -1, size);
  }
  const uint8_t *plain = p ? sender_plain(s, p, size) : NULL;
  if (plain) return plain;
  const Packet *whole = p ? p : unpacked(L, state, first);
  if (whole) {
    readonly_check(L, whole, "inject");
    check_whole(L, s, whole);
  }
  if (!p) packet_make(L, state, first);
  return packet_frame(L, state, s, lua_gettop(L), size);
}

int sender_raise(lua_State *L, Fault *fault, lua_Integer sent) {
  size_t used = strlen(fault->text);
  snprintf(fault->text + used, sizeof fault->text - used,
           "; %lld frame%s went out before", (long long)sent,
           sent == 1 ? "" : "s");
  return fault_raise(L, fault);
}
