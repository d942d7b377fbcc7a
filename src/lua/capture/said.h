/*
** said.h - what a pcapng file says of itself, as tables
*/
#ifndef PYCAP_SAID_H
#define PYCAP_SAID_H

#include <lua.h>

#include "../../io/capture.h"

/*
** Pushes what the file says, as far as it was read; of anything but pcapng,
** nothing: `said_interfaces` a list of them, `said_comments` those of its
** sections, `said_names` the names of addresses, by their text.
*/
void said_interfaces(lua_State *L, const Capture *capture);
void said_comments(lua_State *L, const Capture *capture);
void said_names(lua_State *L, const Capture *capture);

/* pycap.formats() -> the forms that a file may have, each true */
int module_formats(lua_State *L);

#endif
