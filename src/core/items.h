/*
** items.h - lists of options and their like, and of rows that repeat
**
** Circle: entry.c, items.c - a list is made of rows, and a row may be a list.
*/
#ifndef PYCAP_ITEMS_H
#define PYCAP_ITEMS_H

#include "entry.h"

/*
** An item in a list. Bytes that are no item (what follows the end, an item that
** is cut off, a length that is too large) make a last item, whose `head` is 0.
*/
typedef struct ItemView {
  const Item *item;      /* NULL: the kind is not known */
  const uint8_t *bytes;  /* borrowed from the list */
  uint32_t base;         /* where the item begins in the message */
  uint32_t kind;
  uint32_t head;         /* bytes of its head */
  uint32_t end;          /* where its data ends, in `bytes` */
  uint32_t tail;         /* bytes behind the data, counted by its head */
  uint32_t size;         /* where its padding ends, in `bytes` */
  bool fits;             /* the data has the size that the item's rows have */
  bool inward;           /* domain names in its data point into the data */
} ItemView;

/*
** Reads the item at *offset of a list (0 at first), and moves *offset to the
** next one. `view` has to be as the call before left it. False: the list is at
** its end. Zeros that only pad the list are no item.
*/
bool items_next(const Items *items, const Value *list, uint32_t *offset,
                ItemView *view);

/*
** items_next in two steps: items_step leaves `item` and `fits` open, and
** items_look fills them in.
*/
bool items_step(const Items *items, const Value *list, uint32_t *offset,
                ItemView *view);
void items_look(const Items *items, ItemView *view);
/* True when the data of an item of a known kind are what its rows say. */
bool item_fits(const ItemView *view);

/* Starts reading rows of an item, which lie in its bytes `from` to `to`. */
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

/* The byte of the item where the next row begins, after item_begin. */
static inline uint32_t item_at(const Entry *entry, const ItemView *view) {
  return (uint32_t)(entry->message + entry->offset / 8 - view->bytes);
}

/*
** The bytes that the first `count` items of a list take; or all up to the bytes
** that end it, these included (-1: they are missing); or all items. *whole (or
** NULL) becomes how many of these are whole items.
*/
int64_t items_span(const Field *field, const Value *list, uint64_t count,
                   uint64_t *whole);

/*
** How to skip items quickly. The head consists of integers, perhaps behind a
** domain name, and only a length in it says where the item ends.
*/
typedef struct Stride {
  bool named;           /* the head begins with a domain name */
  uint8_t size;         /* bytes of the integers; 0: items are not so simple */
  uint8_t length_at;    /* where among these the length of the data is */
  uint8_t length_size;  /* its bytes, 1 or 2; 0: items have no data */
} Stride;

void items_stride(const Items *items, Stride *stride);

/*
** As items_span, for items with a stride, from byte `at` of a message to `end`.
** Returns where they end. *pointer is 0 at first; it then holds a pointer that
** leads to a name, for the next call in the same message.
*/
uint32_t items_pass(const Stride *stride, const uint8_t *message, uint32_t at,
                    uint32_t end, uint64_t count, uint64_t *whole,
                    unsigned *pointer);

/* The number that the field that counts this one's items or units must have. */
uint64_t field_count(const Field *field, const Value *value);

/* The kind of that number, or name; NULL: none. */
const Item *items_kind(const Items *items, uint32_t kind);
const Item *items_named(const Items *items, const char *name);

/* True for a kind whose items are one byte, without length and data. */
static inline bool items_bare(const Items *items, uint64_t kind) {
  if (kind < 64) return items->bare >> kind & 1;
  return kind >= KINDS_HIGH && kind < KINDS_HIGH + 64 &&
         items->high >> (kind - KINDS_HIGH) & 1;
}

/* True for a field that is a domain name, or a list that may hold one; and for
** rows with such a field. */
bool field_named(const Field *field);
bool rows_named(const Field *rows);

/*
** True for a row that is the length of domain names among those rows, or of
** lists of names. It depends on which names are written as pointers, so it is
** computed when they are written, and scripts do not see it.
*/
bool row_follows(const Field *rows, const Field *row);

/*
** True for an item whose length depends on how the domain names in its data are
** written; scripts do not see that length either.
*/
bool item_named(const ItemView *view);

/* How many zeros pad `size` bytes to a multiple of `align`, or of `pad`. */
uint32_t items_aligned(const Items *items, uint64_t size);
uint32_t items_padded(const Items *items, uint64_t size);

/* The bytes of all rows that have a fixed width. */
uint32_t rows_size(const Field *rows);

/* The row of that name; NULL: none. */
const Field *rows_find(const Field *rows, const char *name);

#endif
