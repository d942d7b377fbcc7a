/*
** layout.h - the fields of a header: where they lie, how to read them
**
** Nothing here allocates, nor reads or writes outside the lengths given.
*/
#ifndef PYCAP_LAYOUT_H
#define PYCAP_LAYOUT_H

#include "items.h"

/* Rows with what follows from them. */
typedef struct Layout {
  const Field *fields;
  uint8_t count;
  uint8_t dynamic;  /* first field whose place or size the header decides */
  bool open;        /* nothing counts the header: a field of width 0 goes on to
                       the end of all that is there */
  bool named;       /* domain names are in it */
  int8_t length;    /* the field with the header's own length, -1: none */
  uint16_t unit;    /* zeros make what is written a multiple of so many bytes;
                       0: 1 */
  uint32_t fixed;   /* bytes up to there */
  /*
  ** Most headers have the usual lengths, and then all is where at[] says: those
  ** in which lengths[] are what they say. Bytes; 0: there are no such headers.
  */
  uint32_t usual;
  struct { uint8_t at, size; } lengths[2];
  struct {
    uint16_t offset;  /* in bits; behind the first dynamic field the usual */
    int8_t sized, counted, when, form;  /* indices of those, -1: none */
    bool follows;     /* it is the length or the count of another field */
    uint8_t bytes;    /* of an integer in network order: those it lies in, */
    uint8_t shift;    /* and the bits behind it in the last; 0 bytes: other */
    Stride stride;    /* of a list of so many items as two bytes in a fixed
                         place say, if its size is not 0, */
    uint16_t count;   /* and where those are, in bytes */
  } at[FIELDS_MAX];
} Layout;

/* Of rows that were checked (check.h). */
void layout_init(Layout *layout, const Field *fields);

/* True for a header, whole up to the dynamic fields, with usual lengths. */
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
** Where the rows end, in bytes: the header's length as its own length fields
** have it, 0 when they reach beyond `left`. A field of width 0 takes all of
** `left` when the layout is open, else nothing here: whoever knows the header's
** length counts it.
** *exact (or NULL): all lists in it have counts, which are right.
*/
uint32_t layout_length(const Layout *layout, const uint8_t *header,
                       uint32_t left, bool *exact);

/*
** The bits that dynamic field `i` takes; `offset` is where it begins, behind
** the fields before it. Where the header does not go on so far, *length becomes
** that: what is optional behind is not there.
*/
uint64_t layout_width(const Layout *layout, unsigned i, const uint8_t *header,
                      uint32_t *length, uint64_t offset, Counted *counted);

/*
** Reads field `i` of a header of `length` bytes. False: it is not there (its
** condition does not hold, or the header ends before it). Of a header that is
** cut, `length` are the bytes that are there: bytes that would go on are no
** whole field, a list goes as far as they do.
*/
bool field_read(const Layout *layout, unsigned i, const uint8_t *header,
                uint32_t length, Value *value);

/*
** The same of a list, which may be given with what follows it: then the first
** *most items are its own.
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
