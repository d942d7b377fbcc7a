/*
** splice.h - inserting headers into a packet, and removing them
*/
#ifndef PYCAP_SPLICE_H
#define PYCAP_SPLICE_H

#include <lua.h>

/* packet:insert(i, header) -> packet; packet:remove(i) -> packet */
int packet_insert(lua_State *L);
int packet_remove(lua_State *L);

#endif
