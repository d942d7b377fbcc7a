/*
** sender.h - an injector as Lua has it
*/
#ifndef PYCAP_SENDER_H
#define PYCAP_SENDER_H

#include "../../io/inject.h"
#include "../value/reference.h"

#define INJECTOR_CLASS "pycap.injector"

typedef struct Sender {
  Injector *injector;  /* NULL: closed */
  Level level;
  unsigned root;       /* the protocol of the device's frames, or
                          PROTOCOL_NONE */
  bool pad, truncated, checksum;
} Sender;

/* The open injector at 1; raises otherwise. */
Sender *sender_check(lua_State *L);

/*
** Makes a frame of the arguments from `first` to the top. Pushes a value that
** keeps its bytes alive. Raises.
*/
const uint8_t *sender_frame(lua_State *L, const Sender *s, int first,
                            size_t *size);

/* The bytes of a packet that can be sent as it is; else NULL. Pushes none. */
const uint8_t *sender_plain(const Sender *s, const Packet *p, size_t *size);

/* Raises a fault, with the number of frames that were sent before it. */
int sender_raise(lua_State *L, Fault *fault, lua_Integer sent);

#endif
