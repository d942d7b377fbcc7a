/*
** load.h - the text of a script, and what it begins with
*/
#ifndef PYCAP_SCRIPT_LOAD_H
#define PYCAP_SCRIPT_LOAD_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

/* A whole file, whose bytes are to be freed. */
typedef struct Text {
  char *bytes;
  size_t size;
} Text;

/* Reads a file, NULL: standard input. False: errno says why, and text_error in
** words; one that is too large to be compiled, or endless, is not read whole. */
bool text_read(Text *text, const char *filename);
const char *text_error(int error);

/*
** Compiles text, never bytecode; pushes the function, or what is wrong. Returns
** Lua's status. A first line that begins with # is the shell's. `chunk` is the
** name as lua_load takes it.
*/
int text_compile(lua_State *L, const char *chunk, const char *bytes,
                 size_t size);

/*
** The same of what LUA_INIT_5_4 says, or else LUA_INIT, or of the file that it
** names. -1: there is none, nothing is pushed.
*/
int text_init(lua_State *L);

/*
** Sets `arg`: words[zero] is the script, which `script` takes the place of (not
** NULL), and what stands before has negative places. Pushes the words behind
** it; returns how many. Raises.
*/
int arguments_push(lua_State *L, const char *script, const char *const *words,
                   int count, int zero);

#endif
