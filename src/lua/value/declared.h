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

/* Appends to the path; what it returns takes declared_back to this place. */
size_t declared_into(Declared *reader, const char *name);
void declared_back(Declared *reader, size_t path);

/* Raises: something else was expected than what is on top; a fault. Both take a
** format as lua_pushfstring does. */
int declared_refuse(Declared *reader, const char *expected, ...);
int declared_fault(Declared *reader, const char *fault, ...);

/* Copies of a string, which live as long as the arena. */
char *declared_bytes(Declared *reader, size_t *size);
const char *declared_text(Declared *reader);

uint64_t declared_number(Declared *reader, uint64_t most);
bool declared_flag(Declared *reader);
unsigned declared_word(Declared *reader, const char *const *words);

/* How many elements a list has. Raises: it is none, or has more. */
unsigned declared_size(Declared *reader, unsigned most);

/* Pushes an element; the path leads there. Pops it, and goes back. */
size_t declared_element(Declared *reader, unsigned i);
void declared_leave(Declared *reader, size_t path);

/*
** A list of bits' numbers, those from KINDS_HIGH on in *high (NULL: none); of
** numbers, -1 at the end.
*/
uint64_t declared_bits(Declared *reader, uint64_t *high);
const int *declared_numbers(Declared *reader);

/* A table value -> name, in the order of the values. */
const Name *declared_names(Declared *reader);

/* A table value -> constant, of the names that were read. */
void declared_constants(Declared *reader, const Name *names);

/* A list of values: brings the names into that order; others stay behind. */
void declared_arrange(Declared *reader, const Name *names);

#endif
