/*
** entry.h - rows read one after the other: the fields of an item, or of its
** head
**
** The end of each row is where the next one begins, so they are read in order.
*/
#ifndef PYCAP_ENTRY_H
#define PYCAP_ENTRY_H

#include "field.h"

typedef struct Entry {
  const Field *first, *row;   /* all rows; the next one */
  const uint8_t *message;     /* domain names point into this */
  uint64_t offset, end;       /* bits of the message: where the next row begins,
                                 and where the bytes end */
  uint64_t there;             /* BIT(row): rows read so far that are there */
  uint64_t places[FIELDS_MAX];   /* the bits where those begin */
} Entry;

/* Starts reading rows that lie in a message from byte `at` up to byte `end`. */
void entry_begin(Entry *entry, const Field *rows, const uint8_t *message,
                 uint32_t at, uint32_t end);

/*
** Reads the next row that is there. NULL: there is no further row, or the next
** one is cut off; entry_whole tells which.
*/
const Field *entry_next(Entry *entry, Value *value);

/* The same without reading the value. */
const Field *entry_skip(Entry *entry);

/* After a NULL: true when all rows were read, false when one was cut off. */
static inline bool entry_whole(const Entry *entry) {
  return !entry->row->name;
}

/* The index of the row of that name among those read so far; -1: none. */
int entry_find(const Entry *entry, const char *name);

/* True when the conditions of the next row, on rows before it, hold. */
bool entry_has(const Entry *entry, const Field *row);

/* How many units, or items, a count says: those of bits are bytes. */
static inline uint64_t row_counted(const Field *row, uint64_t count) {
  return (row->inbits ? count / 8 + (count % 8 > 0) : count) + row->more;
}

/* True for a row whose end does not depend on where the bytes around it end. */
static inline bool ends_itself(const Field *row) {
  return row->kind == KIND_NAME || row->ended || row->counted || row->leaves ||
         row->span;
}

/*
** The bytes that a row of no given width takes from byte `at` of a message, of
** which `end` is the end: text or a list up to its own end, a domain name, or
** `count` units (UINT64_MAX: nothing counts them); else all bytes that are
** left. -1: the row is cut off. For a list, *whole (or NULL) becomes the number
** of items in it.
*/
int64_t row_span(const Field *row, const uint8_t *message, uint32_t at,
                 uint32_t end, uint64_t count, uint64_t *whole);

#endif
