/*
** template.h - templates: how a header is printed, ready to be filled in
**
** A template is "{field} text {field:digits}, ...". It is made of parts with
** ", " between them. A part that names fields is left out where the header has
** none of them.
*/
#ifndef PYCAP_TEMPLATE_H
#define PYCAP_TEMPLATE_H

#include "../core/protocols.h"
#include "out.h"

/* A piece of a template: text, or a field. */
typedef struct Piece {
  const char *text;  /* NULL: a field */
  uint16_t size;
  int16_t field;     /* its index */
  uint8_t digits;    /* print in hexadecimal with at least as many digits; 0:
                        print as the field's row says */
  bool begins;       /* it is the first piece of a part */
} Piece;

typedef struct Template {
  Piece *pieces;  /* owned */
  unsigned count;
  const Condition *when;  /* NULL: always */
  int field;              /* index of the condition's field; -1: none */
} Template;

/*
** Reads a template of a protocol. The protocol's rows have been checked before
** (core/check.h). False: no memory.
*/
bool template_init(Template *t, const Known *known, const char *text,
                   const Condition *when);

/* Makes a template for a protocol that has none: all fields, with their names.
** False: no memory. */
bool template_all(Template *t, const Known *known);

void template_free(Template *t);

/* Adds a template, filled in from a header. True: any text was added. */
bool template_add(Out *out, const Template *t, const Known *known,
                  const uint8_t *header, uint32_t length);

/*
** domain_add adds the value of a domain name. value_add adds that of any field:
** a number by its name, if it has one; bytes escaped; for a list the names of
** its items.
*/
void domain_add(Out *out, const Value *value);
void value_add(Out *out, const Field *field, const Value *value);

/* The name that the field's row has for a number, or NULL. */
const char *value_name(const Field *field, uint64_t number);

#endif
