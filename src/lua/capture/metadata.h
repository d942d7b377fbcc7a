/*
** metadata.h - what a pcapng file says of itself, as tables
*/
#ifndef PYCAP_METADATA_H
#define PYCAP_METADATA_H

#include <lua.h>

#include "../../io/capture.h"

/*
** Pushes what the file says, as far as it was read; of anything but pcapng,
** nothing: `metadata_interfaces` a list of them, `metadata_comments` those of its
** sections, `metadata_names` the names of addresses, by their text.
*/
void metadata_interfaces(lua_State *L, const Capture *capture);
void metadata_comments(lua_State *L, const Capture *capture);
void metadata_names(lua_State *L, const Capture *capture);

/* pycap.formats() -> the forms that a file may have, each true */
int module_formats(lua_State *L);

#endif
