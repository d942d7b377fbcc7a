/*
** items.h - lists of options and their like: walking them
*/
#ifndef PYCAP_ITEMS_H
#define PYCAP_ITEMS_H

#include "field.h"

/*
** An item in a list. Bytes that make none (what follows the end, what is cut
** off, a length that lies) are a last item of head 0.
*/
typedef struct ItemView {
  const Item *item;      /* NULL: a kind that is not known */
  const uint8_t *bytes;  /* borrowed from the list: */
  uint32_t head;         /* the bytes of its head, */
  uint32_t end;          /* where its data ends, */
  uint32_t tail;         /* the bytes behind that which its head counts, */
  uint32_t size;         /* and where its padding ends */
  bool fits;             /* the data has the size that the item's rows have */
} ItemView;

/*
** The item at `*offset` (first 0) of a list of `size` bytes; moves on. `view`
** is as the call before left it. False: the end. Zeros that only pad the list
** are no item.
*/
bool items_next(const Items *items, const uint8_t *list, uint32_t size,
                uint32_t *offset, ItemView *view);

/*
** The bytes that the first so many items of a list take, or all that there are.
*/
uint32_t items_span(const Items *items, const uint8_t *list, uint32_t size,
                    uint64_t count);

/* How many items, or units, a field that is counted holds. */
uint64_t field_count(const Field *field, const Value *value);

/* A kind by its number or name, or NULL. */
const Item *items_kind(const Items *items, uint32_t kind);
const Item *items_named(const Items *items, const char *name);

/* True for a kind that is one byte alone. */
static inline bool items_bare(const Items *items, uint64_t kind) {
  return kind < 64 && items->bare >> kind & 1;
}

/* The kind of an item whose view has a head. */
uint32_t items_number(const Items *items, const ItemView *view);

/* The zeros that follow `size` bytes up to a multiple of align, or of pad. */
uint32_t items_aligned(const Items *items, uint64_t size);
uint32_t items_padded(const Items *items, uint64_t size);

/* The bytes of rows of fixed width; a last one of width 0 counts nothing. */
uint32_t rows_size(const Field *rows);

/* The row of that name, and at which bit it begins; NULL: none. */
const Field *rows_find(const Field *rows, const char *name, uint64_t *offset);

#endif
