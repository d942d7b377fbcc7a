/*
** candidates.h - which of many handlers a frame may be for, found without a
** look at each
**
** They are grouped by their protocol, and in a group by the values of an
** equality condition: of all that compare one field, those that a frame is for
** are found by one look-up.
*/
#ifndef PYCAP_CANDIDATES_H
#define PYCAP_CANDIDATES_H

#include "handler.h"

#define CURSORS_MAX 40

/* Places of handlers in their list, in order. */
typedef struct Places {
  unsigned *at;
  unsigned count, room;
} Places;

typedef struct Index Index;

/* NULL: no memory. */
Index *index_new(const Allocator *allocator);
void index_free(Index *index);  /* NULL is none */

/* Adds a handler, whose place is behind those of all others. False: no memory;
** the index is of no use then. */
bool index_add(Index *index, const Handler *handler, unsigned place);

/* Places of handlers that a frame may be for. */
typedef struct Candidates {
  bool every;  /* too many groups: each place, from `next` on */
  unsigned next;
  unsigned count;
  struct {
    const unsigned *at, *end;
  } cursors[CURSORS_MAX];
} Candidates;

/* Finds those of a frame, decoded as far as the handlers need, from place
** `from` on. */
void candidates_begin(Candidates *candidates, const Index *index, Stack *stack,
                      View *view, unsigned from);

/* The next place, in order; UINT_MAX: there is none. */
unsigned candidates_next(Candidates *candidates);

#endif
