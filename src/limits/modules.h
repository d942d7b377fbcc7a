/*
** modules.h - modules and scripts are plain files
*/
#ifndef PYCAP_MODULES_H
#define PYCAP_MODULES_H

#include <lua.h>
#include <stdbool.h>

/*
** Lets require, package.searchpath and package.loadlib raise for what is no
** plain file: to open a pipe would wait for who writes, a device may never end.
** Before limits_install.
*/
void modules_install(lua_State *L);

/* True when there is such a file, and it is none. */
bool modules_pipe(const char *name);

/* The same of the globals loadfile and dofile, where they are there. */
void modules_scripts(lua_State *L);

#endif
