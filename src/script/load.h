/*
** load.h - a script's text, its compilation, and its arguments
*/
#ifndef PYCAP_SCRIPT_LOAD_H
#define PYCAP_SCRIPT_LOAD_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

/* A whole file. The caller frees its bytes. */
typedef struct Text {
  char *bytes;
  size_t size;
} Text;

/* Reads a file; NULL: standard input. False: errno says why, and text_error
** puts it in words. EFBIG: there is more than can be compiled. */
bool text_read(Text *text, const char *filename);
const char *text_error(int error);

/*
** Compiles text, never bytecode. Pushes the function or an error, and returns
** Lua's status. A first line that begins with # is skipped. `chunk` is the name
** in the form that lua_load takes.
*/
int text_compile(lua_State *L, const char *chunk, const char *bytes,
                 size_t size);

/*
** Compiles the code in the environment variable LUA_INIT_5_4, or else LUA_INIT,
** or in the file that it names after an @. Returns as text_compile; or -1, with
** nothing pushed, where neither is set or the program is privileged.
*/
int text_init(lua_State *L);

/*
** Sets the global `arg`. arg[0] is `script`, or words[zero] where `script` is
** NULL; words before `zero` have negative indices, words behind it positive
** ones. Pushes the words behind `zero` and returns how many. Raises.
*/
int arguments_push(lua_State *L, const char *script, const char *const *words,
                   int count, int zero);

#endif
