/*
** layout.h - the fields of a header: where they lie, how to read them
**
** Nothing here allocates, nor reads or writes outside the lengths given.
*/
#ifndef PYCAP_LAYOUT_H
#define PYCAP_LAYOUT_H

#include "items.h"

/* The rows of a header, and what is computed from them once. */
typedef struct Layout {
  const Field *fields;
  uint8_t count;
  uint8_t dynamic;  /* first field whose place or size the header decides */
  bool open;        /* nothing counts the header: a field of width 0 goes on to
                       the end of all that is there */
  bool named;       /* domain names are in it */
  int8_t length;    /* the field with the header's own length, -1: none */
  uint16_t unit;    /* zeros pad a written header to a multiple of so many
                       bytes; 0: 1 */
  uint32_t fixed;   /* bytes before the first dynamic field */
  /*
  ** Most headers are usual: the bytes at lengths[].at are lengths[].size. Their
  ** fields lie where at[] says. `usual` is their size in bytes; 0: there are no
  ** usual headers.
  */
  uint32_t usual;
  struct { uint8_t at, size; } lengths[2];
  struct {
    uint16_t offset;  /* in bits; behind the first dynamic field, of a usual
                         header */
    int8_t sized, counted, when, form;  /* indices of these fields, -1: none */
    bool follows;     /* it is the length or the count of another field */
    uint8_t bytes;    /* an integer in network order lies in so many bytes, */
    uint8_t shift;    /* and so many bits follow it in the last; 0 bytes: it is
                         something else */
    Stride stride;    /* of a list whose count is two bytes in a fixed place;
                         stride.size is 0: it is something else */
    uint16_t count;   /* the byte where that count is */
  } at[FIELDS_MAX];
} Layout;

/* Fills in a layout from rows that were checked (check.h). */
void layout_init(Layout *layout, const Field *fields);

/* True for a header with usual lengths. It has to be whole up to the dynamic
** fields. */
static inline bool layout_regular(const Layout *l, const uint8_t *header) {
  return l->usual > 0 && header[l->lengths[0].at] == l->lengths[0].size &&
         header[l->lengths[1].at] == l->lengths[1].size;
}

/* True when the header is whole and its fields lie where at[] says. */
static inline bool layout_usual(const Layout *l, const uint8_t *header,
                                uint32_t length) {
  if (length < l->fixed) return false;
  return l->dynamic == l->count ||
         (length >= l->usual && layout_regular(l, header));
}

/* The index of a field, or -1. */
int layout_find(const Layout *layout, const char *name);

/* The size of a list, or of a field that another one counts. */
typedef struct Counted {
  bool counted;        /* another field counts it: `declared` is valid */
  uint64_t declared;   /* the size that the count states */
  uint64_t actual;     /* the size that it has */
  unsigned pointer;    /* 0, then for the next field: items_pass */
} Counted;

/*
** The length of a header in bytes, as its rows say; 0: it would go beyond the
** `left` bytes that are there. A field of width 0 takes all bytes that are left
** if the layout is open; else it counts as empty, since something else gives
** the header's length. *exact (or NULL) becomes true when all its lists are
** counted and the counts are right.
*/
uint32_t layout_length(const Layout *layout, const uint8_t *header,
                       uint32_t left, bool *exact);

/*
** The bits that dynamic field `i` takes; it begins at bit `offset`. Where the
** header ends before this field does, *length becomes the field's place:
** optional fields from there on are absent.
*/
uint64_t layout_width(const Layout *layout, unsigned i, const uint8_t *header,
                      uint32_t *length, uint64_t offset, Counted *counted);

/*
** Reads field `i` of a header of `length` bytes. False: it is not there, for
** its condition does not hold, or the header ends before it. For a header that
** is cut, `length` is the number of bytes that are there. A field that is cut
** then counts as absent; only a list is read as far as it is there.
*/
bool field_read(const Layout *layout, unsigned i, const uint8_t *header,
                uint32_t length, Value *value);

/*
** The same for a list. The bytes of the result may go on behind the list: only
** the first *most items belong to it.
*/
bool layout_list(const Layout *layout, unsigned i, const uint8_t *header,
                 uint32_t length, Value *list, uint64_t *most);

/* True when condition `c` on field `i` (-1: none) holds in the header. */
bool field_holds(const Layout *layout, const Condition *c, int i,
                 const uint8_t *header, uint32_t length);

/*
** The integer of field `i`, of which at[i].bytes is not 0, in a header that
** holds it.
*/
static inline uint64_t layout_number(const Layout *l, unsigned i,
                                     const uint8_t *header) {
  const Field *f = &l->fields[i];
  const uint8_t *p = header + (l->at[i].offset >> 3);
  uint64_t n = p[0];
  if (l->at[i].bytes == 2) n = n << 8 | p[1];
  else for (unsigned k = 1; k < l->at[i].bytes; k++) n = n << 8 | p[k];
  n = n >> l->at[i].shift & UINT64_MAX >> (64 - f->width);
  return (f->scale ? n * f->scale : n) + f->plus;
}

/* Overwrites one integer field of a header in place; false: not there. */
bool field_write(const Layout *layout, unsigned i, uint8_t *header,
                 uint32_t length, uint64_t number);

#endif
