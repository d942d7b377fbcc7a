/*
** fill.h - the tables that a script writes to bytes: the rows of an item
**
** Circle: fill.c, items.c - a row may be a list, which is made of rows.
*/
#ifndef PYCAP_FILL_H
#define PYCAP_FILL_H

#include "convert.h"

/* Bytes that are being written, in a userdata at stack index `box`. */
typedef struct Wire {
  lua_State *L;
  int box;
  uint8_t *bytes;
  size_t size, room;
} Wire;

/* Adds `size` zeros, and returns where they are until more is added. */
uint8_t *add_zeros(Wire *wire, const Place *place, size_t size);

/* Adds the string on top, and pops it. */
void add_top(Wire *wire, const Place *place);

/* Adds the string t[key], if it is there. */
bool add_string(Wire *wire, const Place *in, int t, const char *key);

/* Rows that are being written. */
typedef struct EntryDraft {
  const Field *rows;
  const Items *head;    /* they are the head of an item, whose kind and length
                           are filled in later; NULL: they are other rows */
  size_t begin;         /* the byte where they begin */
  uint64_t offset;      /* the bit behind that where the next row begins */
  uint64_t there, set;  /* BIT(row): it is there; the script gave its value */
  uint64_t numbers[FIELDS_MAX];  /* of integers: the values */
  uint64_t places[FIELDS_MAX];   /* the bits where the rows begin */
} EntryDraft;

/*
** Adds rows with the values in the table at `t`; of a head, for an item of that
** kind. Computes lengths and counts that are not given. Raises.
*/
void add_rows(Wire *wire, const Place *in, EntryDraft *draft, uint64_t kind,
              int t);

/* Overwrites an integer row that is there; false: it cannot hold the number. */
bool fill_number(Wire *wire, EntryDraft *draft, const char *name,
                 uint64_t number);

#endif
