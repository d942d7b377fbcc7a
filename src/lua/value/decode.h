/*
** decode.h - pycap.decode: a packet of bytes in hand
*/
#ifndef PYCAP_DECODE_H
#define PYCAP_DECODE_H

#include "../base/state.h"

void open_decoding(lua_State *L);  /* stack: module, state */

#endif
