/*
** device.h - pycap.devices: what there is to capture from
*/
#ifndef PYCAP_DEVICE_LUA_H
#define PYCAP_DEVICE_LUA_H

#include <lua.h>

void open_devices(lua_State *L);  /* stack: module, state */

#endif
