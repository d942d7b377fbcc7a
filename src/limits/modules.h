/*
** modules.h - modules and scripts have to be plain files
*/
#ifndef PYCAP_MODULES_H
#define PYCAP_MODULES_H

#include <lua.h>
#include <stdbool.h>

/*
** Makes require, package.searchpath and package.loadlib raise for a file that
** is not a plain one. Opening a pipe would wait for a writer, and a device may
** never end. Call it before limits_install.
*/
void modules_install(lua_State *L);

/* True when a file of that name exists and is not a plain file. */
bool modules_pipe(const char *name);

/* Does the same for the globals loadfile and dofile, where they exist. */
void modules_scripts(lua_State *L);

#endif
