/*
** metadata.h - what a pcapng file says of itself, as tables
*/
#ifndef PYCAP_METADATA_H
#define PYCAP_METADATA_H

#include <lua.h>

#include "../../io/capture.h"

/*
** Each pushes a table of what a pcapng file says, as far as it was read:
** metadata_interfaces a list of its interfaces, metadata_comments a list of its
** sections' comments, metadata_names the names of addresses, by the address's
** text. For other captures the tables are empty.
*/
void metadata_interfaces(lua_State *L, const Capture *capture);
void metadata_comments(lua_State *L, const Capture *capture);
void metadata_names(lua_State *L, const Capture *capture);

/* pycap.formats() -> the forms that a file may have, each true */
int module_formats(lua_State *L);

#endif
