/*
** reader.h - values that a script declares, one by one
**
** Each is on top of the stack. What is of another type or range is refused in
** words that say where it stands.
*/
#ifndef PYCAP_READER_H
#define PYCAP_READER_H

#include <stdbool.h>

#include "../../core/row.h"
#include "arena.h"

#define READER_PATH 160

typedef struct Reader {
  lua_State *L;
  Arena *arena;
  unsigned depth;
  bool replaces;
  char path[READER_PATH];  /* "beacon.state.when" */
} Reader;

/* Appends to the path; what it returns takes reader_back to this place. */
size_t reader_into(Reader *reader, const char *name);
void reader_back(Reader *reader, size_t path);

/* Raises: something else was expected than what is on top; a fault. Both take a
** format as lua_pushfstring does. */
int reader_refuse(Reader *reader, const char *expected, ...);
int reader_fault(Reader *reader, const char *fault, ...);

/* Copies of a string, which live as long as the arena. */
char *reader_bytes(Reader *reader, size_t *size);
const char *reader_text(Reader *reader);

uint64_t reader_number(Reader *reader, uint64_t most);
bool reader_flag(Reader *reader);
unsigned reader_word(Reader *reader, const char *const *words);

/* How many elements a list has. Raises: it is none, or has more. */
unsigned reader_size(Reader *reader, unsigned most);

/* Pushes an element; the path leads there. Pops it, and goes back. */
size_t reader_element(Reader *reader, unsigned i);
void reader_leave(Reader *reader, size_t path);

/* A list of bits' numbers; of numbers, -1 at the end. */
uint64_t reader_bits(Reader *reader);
const int *reader_numbers(Reader *reader);

/* A table value -> name, in the order of the values. */
const Name *reader_names(Reader *reader);

/* A table value -> constant, of the names that were read. */
void reader_constants(Reader *reader, const Name *names);

/* A list of values: brings the names into that order; others stay behind. */
void reader_arrange(Reader *reader, const Name *names);

#endif
