/*
** fill.h - the tables that a script writes to bytes: the rows of an item
**
** Circle: fill.c, items.c - a row may be a list, which is made of rows.
*/
#ifndef PYCAP_FILL_H
#define PYCAP_FILL_H

#include "convert.h"

/* Bytes in the making: in a userdata at stack index `box`. */
typedef struct Wire {
  lua_State *L;
  int box;
  uint8_t *bytes;
  size_t size, room;
} Wire;

/* So many more bytes, zeros. They move when others are added. */
uint8_t *add_zeros(Wire *wire, const Place *place, size_t size);

/* Adds the string on top, and takes it away. */
void add_top(Wire *wire, const Place *place);

/* Adds the string t[key], if it is there. */
bool add_string(Wire *wire, const Place *in, int t, const char *key);

/* Rows that are written: which are there, and what those before hold. */
typedef struct EntryDraft {
  const Field *rows;
  const Items *head;    /* that of a list, whose kind and length are filled in
                           later; NULL: other rows */
  size_t begin;         /* where they begin, in bytes; */
  uint64_t offset;      /* behind that the next row, in bits */
  uint64_t there, set;  /* BIT(row): it is there; the script gave its value */
  uint64_t numbers[FIELDS_MAX], places[FIELDS_MAX];
} EntryDraft;

/*
** Adds rows from the table at `t`, of a head with that kind. What lengths and
** counts are not given follow. Raises.
*/
void add_rows(Wire *wire, const Place *in, EntryDraft *draft, uint64_t kind,
              int t);

/* Overwrites an integer that is there; false: it does not take the number. */
bool fill_number(Wire *wire, EntryDraft *draft, const char *name,
                 uint64_t number);

#endif
