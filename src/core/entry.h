/*
** entry.h - rows one after the other: the fields of an item, or of its head
**
** Each says where the next one begins, so they are read from the first on.
*/
#ifndef PYCAP_ENTRY_H
#define PYCAP_ENTRY_H

#include "field.h"

typedef struct Entry {
  const Field *first, *row;   /* all rows; the next one */
  const uint8_t *message;     /* what names point into, */
  uint64_t offset, end;       /* in bits of it: where the next row begins, and
                                 what is there ends */
  uint64_t there;             /* BIT(row): the rows before that are there, */
  uint64_t places[FIELDS_MAX];   /* and where they begin */
} Entry;

/* Begins with rows that stand at byte `at` of a message, up to `end`. */
void entry_begin(Entry *entry, const Field *rows, const uint8_t *message,
                 uint32_t at, uint32_t end);

/*
** Reads the next row that is there. NULL: there is no other, or it is not whole
** (then entry_whole is false).
*/
const Field *entry_next(Entry *entry, Value *value);

/* The same without reading it. */
const Field *entry_skip(Entry *entry);

static inline bool entry_whole(const Entry *entry) {
  return !entry->row->name;
}

/* The row of that name before the next one, and its number; -1: none. */
int entry_find(const Entry *entry, const char *name);

/* True when the row at hand is there, by what those before it say. */
bool entry_has(const Entry *entry, const Field *row);

/* True for a row that says itself where it ends, not what it is in. */
static inline bool ends_itself(const Field *row) {
  return row->kind == KIND_NAME || row->ended || row->counted || row->leaves ||
         row->span;
}

/*
** The bytes that a row takes whose width nothing says but what it is itself, at
** byte `at` of a message, up to `end`: text or a list up to its end, a name, so
** much as is counted (UINT64_MAX: nothing counts), else all that is left.
** -1: it is not whole. Of a list, *whole are the items in it; or NULL.
*/
int64_t row_span(const Field *row, const uint8_t *message, uint32_t at,
                 uint32_t end, uint64_t count, uint64_t *whole);

#endif
