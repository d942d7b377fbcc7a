/*
** splice.h - headers put into a packet, and taken out of it
*/
#ifndef PYCAP_SPLICE_H
#define PYCAP_SPLICE_H

#include <lua.h>

/* packet:insert(i, header) -> packet; packet:remove(i) -> packet */
int packet_insert(lua_State *L);
int packet_remove(lua_State *L);

#endif
