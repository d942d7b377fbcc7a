/*
** options.h - reading options of calls and other arguments; errors say what was
** expected, what came, and which name is similar
*/
#ifndef PYCAP_OPTIONS_H
#define PYCAP_OPTIONS_H

#include <lua.h>
#include <stdbool.h>

#include "../../core/near.h"

/* How an option is written, and what its target points to. */
typedef enum OptionType {
  OPTION_FLAG,      /* bool: a boolean */
  OPTION_NUMBER,    /* int: an integer from `from` to `to` */
  OPTION_COUNT,     /* lua_Integer: the same */
  OPTION_BYTES,     /* lua_Integer: the same, or a text such as "64k" */
  OPTION_RATE,      /* double: a number over 0, up to `to` if that is not 0 */
  OPTION_TEXT,      /* const char *: a string without zeros; the table of
                       options keeps it alive */
  OPTION_WORD,      /* int: the index of one of a few words */
  OPTION_LINKTYPE,  /* int: a link type, by number or name */
  OPTION_OTHER      /* nothing: the caller reads it */
} OptionType;

/*
** One option of a call. Its target stays as it is where the option is not
** given. The last of a table has no key.
*/
typedef struct Option {
  const char *key;
  OptionType type;
  void *target;
  lua_Integer from, to;     /* of a number: the range */
  const char *const *words; /* of a word, up to a NULL */
  const char *what;         /* names a text that must not be "", for errors */
  bool bare;                /* a string at [1] is probably meant as this one */
} Option;

#define OPTION(name, kind, at) .key = name, .type = OPTION_##kind, .target = at
#define RANGE(low, high) .from = low, .to = high

/* Reads the table at an index for the call `who`. Raises. */
void options_take(lua_State *L, int index, const char *who,
                  const Option *options);

/* Raises "who: key: `expected` expected, got ..." for the value at an index. */
int option_refuse(lua_State *L, const char *who, const char *key,
                  const char *expected, int index);

/*
** Pushes words for the value at an index: a printable string in quotes; a
** number itself if `number`, since one was expected; else the type.
*/
const char *value_describe(lua_State *L, int index, bool number);

/* True for a text that is not empty and all of whose bytes are printable. */
bool text_printable(const char *text, size_t size);

/* A name as an error text may repeat it: itself, or a description of it, which
** is pushed. */
const char *name_shown(lua_State *L, const char *name);

/* Pushes "; did you mean NAME?", or "" where no name is similar. */
const char *near_push(lua_State *L, const Near *near);

/*
** Raises: `what` has no member of the name at `key`; upvalue 2 has its methods,
** and `members`, up to a NULL, are the others.
*/
int member_refuse(lua_State *L, const char *what, int key,
                  const char *const *members);

/* A string argument without zeros in it; raises otherwise. */
const char *text_check(lua_State *L, int arg);

/* The count at argument `arg`, or `preset` where none is given; raises for a
** negative one. */
lua_Integer count_check(lua_State *L, int arg, lua_Integer preset);

#endif
