/*
** load.c - the text of a script, and what it begins with
*/
#include "load.h"

#include <errno.h>
#include <lauxlib.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../limits/source.h"
#include "state.h"

/* --- reading --- */

/* Reads to the end, if it is one that compiles. False: errno says why. */
static bool read_all(FILE *file, Text *text) {
  size_t room = 0, got = 1;
  for (; got > 0; text->size += got) {
    if (text->size > SOURCE_BYTES) {
      errno = EFBIG;
      return false;
    }
    if (text->size == room) {
      char *more = realloc(text->bytes, room = room ? room * 2 : 16384);
      if (!more) return false;
      text->bytes = more;
    }
    got = fread(text->bytes + text->size, 1, room - text->size, file);
  }
  return !ferror(file);
}

bool text_read(Text *text, const char *filename) {
  FILE *file = filename ? fopen(filename, "rb") : stdin;
  memset(text, 0, sizeof *text);
  if (!file) return false;
  bool whole = read_all(file, text);
  int error = errno;
  if (filename) fclose(file);
  if (whole) return true;
  free(text->bytes);
  text->bytes = NULL;
  errno = error;
  return false;
}

const char *text_error(int error) {
  return error == EFBIG ? "a text of up to 8 MiB expected" : strerror(error);
}

/* --- compiling --- */

/* True for what a capture file begins with, or a compressed file. */
static bool is_capture(const char *bytes, size_t size) {
  static const char *const marks[] = {
    "\xa1\xb2\xc3\xd4", "\xd4\xc3\xb2\xa1",  /* pcap */
    "\xa1\xb2\x3c\x4d", "\x4d\x3c\xb2\xa1",  /* its nanoseconds */
    "\x0a\x0d\x0d\x0a",                      /* pcapng */
    "\x28\xb5\x2f\xfd", "\x04\x22\x4d\x18",  /* zstd, lz4 */
    "\xfd" "7zX", "\x1f\x8b\x08", NULL           /* xz, gzip */
  };
  for (int i = 0; marks[i] != NULL; i++)
    if (size >= strlen(marks[i]) &&
        memcmp(bytes, marks[i], strlen(marks[i])) == 0) return true;
  return false;
}

int text_compile(lua_State *L, const char *chunk, const char *bytes,
                 size_t size) {
  static const char mark[] = "\xef\xbb\xbf";  /* UTF-8, as some editors say */
  if (size >= 3 && memcmp(bytes, mark, 3) == 0) {
    bytes += 3;
    size -= 3;
  }
  if (size > 0 && *bytes == '#') {
    const char *end = memchr(bytes, '\n', size);
    size = end ? size - (size_t)(end - bytes) : 0;
    bytes = end;
  }
  if (is_capture(bytes, size)) {
    lua_pushfstring(L, "%s: a capture or compressed file, and a script "
                    "was expected: pcaplua -r reads captures",
                    *chunk == '@' || *chunk == '=' ? chunk + 1 : chunk);
    return LUA_ERRSYNTAX;
  }
  if (!source_admit(L, bytes, size)) {
    lua_pushfstring(L, "%s: %s", *chunk == '@' || *chunk == '=' ? chunk + 1
                                                                : chunk,
                    lua_tostring(L, -1));
    lua_remove(L, -2);
    return LUA_ERRSYNTAX;
  }
  return luaL_loadbufferx(L, bytes, size, chunk, "t");
}

/* The same of a file's text, read into memory that an error cannot lose. */
static int compile_file(lua_State *L, const char *filename) {
  Text text;
  lua_pushfstring(L, "@%s", filename);
  if (!text_read(&text, filename)) {
    lua_pushfstring(L, "cannot open %s: %s", filename, text_error(errno));
    lua_remove(L, -2);
    return LUA_ERRFILE;
  }
  int status = text_compile(L, lua_tostring(L, -1), text.bytes, text.size);
  free(text.bytes);
  lua_remove(L, -2);
  return status;
}

int text_init(lua_State *L) {
  const char *init = getenv("LUA_INIT" LUA_VERSUFFIX);
  if (!init) init = getenv("LUA_INIT");
  if (!init || script_privileged()) return -1;
  if (*init == '@') return compile_file(L, init + 1);
  return text_compile(L, "=LUA_INIT", init, strlen(init));
}

/* --- arguments --- */

int arguments_push(lua_State *L, const char *script, const char *const *words,
                   int count, int zero) {
  lua_createtable(L, count - zero, zero + 1);
  for (int i = 0; i < count; i++) {
    lua_pushstring(L, words[i]);
    lua_rawseti(L, -2, i - zero);
  }
  if (script) {
    lua_pushstring(L, script);
    lua_rawseti(L, -2, 0);
  }
  lua_setglobal(L, "arg");
  int n = count - zero - 1;
  luaL_checkstack(L, n, "too many arguments");
  for (int i = zero + 1; i < count; i++) lua_pushstring(L, words[i]);
  return n;
}
