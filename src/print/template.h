/*
** template.h - what the rows say of a header's text, ready to be filled in
**
** A template is "{field} text {field:digits}, ...". The parts between ", " are
** apart: one that names fields, of which none is there, is left out.
*/
#ifndef PYCAP_TEMPLATE_H
#define PYCAP_TEMPLATE_H

#include "../core/protocols.h"
#include "out.h"

/* Text, or a field; the first of each part begins it. */
typedef struct Piece {
  const char *text;  /* NULL: a field */
  uint16_t size;
  int16_t field;     /* its index */
  uint8_t digits;    /* hexadecimal; 0: as the field's row has it */
  bool begins;
} Piece;

typedef struct Template {
  Piece *pieces;  /* owned */
  unsigned count;
  const Condition *when;  /* NULL: always */
  int field;              /* that the condition is on */
} Template;

/*
** Reads a template of a protocol, whose rows were checked (core/check.h).
** False: no memory.
*/
bool template_init(Template *t, const Known *known, const char *text,
                   const Condition *when);

/* The template of a protocol without one: all fields, by their names. */
bool template_all(Template *t, const Known *known);

void template_free(Template *t);

/* Adds a template, filled in from a header; true: it said something. */
bool template_add(Out *out, const Template *t, const Known *known,
                  const uint8_t *header, uint32_t length);

/*
** Adds a field's value: a name where the number has one, escaped where it is
** bytes, of a list the names of its items.
*/
void domain_add(Out *out, const Value *value);
void value_add(Out *out, const Field *field, const Value *value);

/* The name of a number, or NULL. */
const char *value_name(const Field *field, uint64_t number);

#endif
