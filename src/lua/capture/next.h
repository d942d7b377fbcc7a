/*
** next.h - capture:next, :packets and :fields: one packet, waited for
*/
#ifndef PYCAP_NEXT_H
#define PYCAP_NEXT_H

#include <lua.h>

/* Upvalue 1 of each: the state. */
int capture_next_lua(lua_State *L);
int capture_packets(lua_State *L);
int capture_fields_lua(lua_State *L);

/* receive(capture, nanoseconds) -> packet; nil when the time is over */
int capture_receive(lua_State *L);

#endif
