/*
** options.h - options of calls and other arguments: read, or refused in words
** that say what was expected, what came, and which name is near
*/
#ifndef PYCAP_OPTIONS_H
#define PYCAP_OPTIONS_H

#include <lua.h>
#include <stdbool.h>

#include "../../core/near.h"

/* How an option is written, and what its target points to. */
typedef enum OptionType {
  OPTION_FLAG,      /* bool: a boolean */
  OPTION_NUMBER,    /* int: an integer of a range */
  OPTION_COUNT,     /* lua_Integer: the same */
  OPTION_RATE,      /* double: a number over 0, up to `to` if that is not 0 */
  OPTION_TEXT,      /* const char *: a string without zeros; the table of
                       options keeps it alive */
  OPTION_WORD,      /* int: the index of one of a few words */
  OPTION_LINKTYPE,  /* int: a link type, by number or name */
  OPTION_OTHER      /* nothing: the caller looks at it */
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
  const char *what;         /* what a text is, which is not "" then */
  bool bare;                /* a lone string in the table is meant as this */
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
** Pushes the words for what came at an index: a string in quotes, if it can be
** shown; a number itself where `number`, for one was expected; else the type.
*/
const char *value_describe(lua_State *L, int index, bool number);

/* True when all bytes can be shown, and there are any. */
bool text_printable(const char *text, size_t size);

/* A name as a message may repeat it: itself, or what is pushed instead. */
const char *name_shown(lua_State *L, const char *name);

/* Pushes "; did you mean NAME?", or "" where no name was near. */
const char *near_push(lua_State *L, const Near *near);

/*
** Raises: `what` has no member of the name at `key`; upvalue 2 has its methods,
** and `members`, up to a NULL, are the others.
*/
int member_refuse(lua_State *L, const char *what, int key,
                  const char *const *members);

/* A string argument for C: one without zeros in it. */
const char *text_check(lua_State *L, int arg);

/* Raises unless a count, the argument `arg`, is not negative. */
lua_Integer count_check(lua_State *L, int arg, lua_Integer preset);

#endif
