/*
** items.h - lists of options and their like, and of rows that repeat
**
** Circle: entry.c, items.c - a list is made of rows, and a row may be a list.
*/
#ifndef PYCAP_ITEMS_H
#define PYCAP_ITEMS_H

#include "entry.h"

/*
** An item in a list. Bytes that make none (what follows the end, what is cut
** off, a length that lies) are a last item of head 0.
*/
typedef struct ItemView {
  const Item *item;      /* NULL: a kind that is not known */
  const uint8_t *bytes;  /* borrowed from the list: */
  uint32_t base;         /* where it begins in the message, */
  uint32_t kind;         /* what it is, */
  uint32_t head;         /* the bytes of its head, */
  uint32_t end;          /* where its data ends, */
  uint32_t tail;         /* the bytes behind that which its head counts, */
  uint32_t size;         /* and where its padding ends */
  bool fits;             /* the data has the size that the item's rows have */
  bool inward;           /* names in its data point into these */
} ItemView;

/*
** The item at `*offset` (first 0) of a list; moves on. `view` is as the call
** before left it. False: the end. Zeros that only pad the list are no item.
*/
bool items_next(const Items *items, const Value *list, uint32_t *offset,
                ItemView *view);

/*
** The same without a look at what its kind is, and whether its data fits; and
** that look, at an item that was found so.
*/
bool items_step(const Items *items, const Value *list, uint32_t *offset,
                ItemView *view);
void items_look(const Items *items, ItemView *view);
/* True when the data of an item of a known kind are what its rows say. */
bool item_fits(const ItemView *view);

/* Begins with rows of an item, from its byte `from` to `to`. */
static inline void item_begin(Entry *entry, const Field *rows,
                              const ItemView *view, uint32_t from,
                              uint32_t to) {
  uint32_t base = view->base;
  const uint8_t *message = view->bytes - base;
  if (view->inward && from >= view->head) {
    base = 0u - view->head;
    message = view->bytes + view->head;
  }
  entry_begin(entry, rows, message, base + from, base + to);
}

/* Where in an item the next row begins, of rows that were begun so. */
static inline uint32_t item_at(const Entry *entry, const ItemView *view) {
  return (uint32_t)(entry->message + entry->offset / 8 - view->bytes);
}

/*
** The bytes that the first so many items of a list take, or all up to its end,
** the bytes that end it included (-1: those are not there); or all that there
** are. *whole (or NULL): how many of them are no mere bytes.
*/
int64_t items_span(const Field *field, const Value *list, uint64_t count,
                   uint64_t *whole);

/*
** How to pass by items whose head is of fixed width, perhaps behind a name:
** nothing but a length says where such an item ends.
*/
typedef struct Stride {
  bool named;           /* the head begins with a domain name */
  uint8_t size;         /* bytes of the rest; 0: items are not so simple */
  uint8_t length_at;    /* where in there the length of the data is, */
  uint8_t length_size;  /* in 1 or 2 bytes; 0: there are no data */
} Stride;

void items_stride(const Items *items, Stride *stride);

/*
** items_span of such items, of those at byte `at` of a message, up to `end`.
** *pointer, first 0, is one that leads to a name, for the next call in the same
** message.
*/
uint32_t items_pass(const Stride *stride, const uint8_t *message, uint32_t at,
                    uint32_t end, uint64_t count, uint64_t *whole,
                    unsigned *pointer);

/* What the field that counts this one's items, or units, has to say. */
uint64_t field_count(const Field *field, const Value *value);

/* A kind by its number or name, or NULL. */
const Item *items_kind(const Items *items, uint32_t kind);
const Item *items_named(const Items *items, const char *name);

/* True for a kind that is one byte alone. */
static inline bool items_bare(const Items *items, uint64_t kind) {
  if (kind < 64) return items->bare >> kind & 1;
  return kind >= KINDS_HIGH && kind < KINDS_HIGH + 64 &&
         items->high >> (kind - KINDS_HIGH) & 1;
}

/* True for a domain name, or a list in which one may be; for such rows. */
bool field_named(const Field *field);
bool rows_named(const Field *rows);

/*
** True for a row that says how long names among those rows are, or lists of
** them: it follows from where they are written, and scripts do not see it.
*/
bool row_follows(const Field *rows, const Field *row);

/*
** True for an item whose length follows from where names in its data are
** written; nor do they see that.
*/
bool item_named(const ItemView *view);

/* The zeros that follow `size` bytes up to a multiple of align, or of pad. */
uint32_t items_aligned(const Items *items, uint64_t size);
uint32_t items_padded(const Items *items, uint64_t size);

/* The bytes of rows, those of no fixed width not counted. */
uint32_t rows_size(const Field *rows);

/* The row of that name; NULL: none. */
const Field *rows_find(const Field *rows, const char *name);

#endif
