/*
** declared.h - values that a script declares, one by one
**
** Each is on top of the stack. What is of another type or range is refused in
** words that say where it stands.
*/
#ifndef PYCAP_DECLARED_H
#define PYCAP_DECLARED_H

#include <stdbool.h>

#include "../../core/row.h"
#include "arena.h"

#define DECLARED_PATH 160

typedef struct Declared {
  lua_State *L;
  Arena *arena;
  unsigned depth;
  bool replaces;
  char path[DECLARED_PATH];  /* "beacon.state.when" */
} Declared;

/* declared_into appends a name to the path, and returns what declared_back
** needs to remove it again. */
size_t declared_into(Declared *reader, const char *name);
void declared_back(Declared *reader, size_t path);

/* declared_refuse raises what was expected in place of the value on top;
** declared_fault raises a text. Formats are those of lua_pushfstring. */
int declared_refuse(Declared *reader, const char *expected, ...);
int declared_fault(Declared *reader, const char *fault, ...);

/* Each of these reads the value on top, and raises if it is of another kind.
** The first two copy a string into the arena. */
char *declared_bytes(Declared *reader, size_t *size);
const char *declared_text(Declared *reader);

uint64_t declared_number(Declared *reader, uint64_t most);
bool declared_flag(Declared *reader);
unsigned declared_word(Declared *reader, const char *const *words);

/* How many elements the list has. Raises if it is none, or has more than
** `most`. */
unsigned declared_size(Declared *reader, unsigned most);

/* declared_element pushes element `i` of a list and appends it to the path;
** declared_leave undoes both. */
size_t declared_element(Declared *reader, unsigned i);
void declared_leave(Declared *reader, size_t path);

/*
** declared_bits: a list of numbers, as a set of bits; those from KINDS_HIGH on
** are in *high (NULL: there must be none). declared_numbers: a list of numbers,
** with a -1 behind them.
*/
uint64_t declared_bits(Declared *reader, uint64_t *high);
const int *declared_numbers(Declared *reader);

/* A table value -> name, in the order of the values. */
const Name *declared_names(Declared *reader);

/* A table value -> constant, of the names that were read. */
void declared_constants(Declared *reader, const Name *names);

/* A list of values: sorts the names into that order; those of other values
** follow behind. */
void declared_arrange(Declared *reader, const Name *names);

#endif
