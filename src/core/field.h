/*
** field.h - a field alone: its value, as bytes and as text
**
** Nothing here allocates, nor reads or writes outside the lengths given.
*/
#ifndef PYCAP_FIELD_H
#define PYCAP_FIELD_H

#include <string.h>

#include "domain.h"
#include "row.h"

#define FIELD_TEXT_MAX 64  /* the longest text of a number or an address */

/*
** A field's value: `number` of an integer, `bytes` and `size` of the others; of
** those `number` is how far before them the message begins that names in them
** point into.
*/
typedef struct Value {
  bool set;
  bool reversed;  /* ORDER_WRITER: the lowest byte came first */
  uint64_t number;
  const uint8_t *bytes;
  size_t size;
} Value;

/* True when a number satisfies a condition. */
static inline bool condition_met(const Condition *c, uint64_t number) {
  if (c->mask) number &= c->mask;
  if (c->among) return number < 64 && c->among >> number & 1;
  return number >= c->from && number <= c->to;
}

/* True for a row that is written with its end. */
static inline bool row_ends(const Field *f, const Value *v) {
  return f->ended && !(f->unless && v->size == 0);
}

/*
** The row with the end that it has: the first where its form holds, else the
** other. `room` is for it.
*/
static inline const Field *row_ended(const Field *f, bool holds, Field *room) {
  if (!f->other || holds) return f;
  *room = *f;
  room->ended = (const uint8_t *)f->other;
  room->endsize = (uint8_t)strlen(f->other);
  return room;
}

/* True for a row that is always there, in its width. */
static inline bool row_fixed(const Field *f) {
  return f->width > 0 && !f->sized && !f->when.field && !f->optional;
}

/* True for an integer of whole bytes that say no more than a number. */
static inline bool number_plain(const Field *field) {
  return field->kind == KIND_UINT && field->width % 8 == 0 && !field->scale &&
         !field->plus && field->order == ORDER_NETWORK;
}

/* The largest number that the field takes, in its own units. */
uint64_t field_largest(const Field *field);

/* The default of an integer, in its own units. */
static inline uint64_t field_preset(const Field *field) {
  return field->preset > field->plus ? field->preset : field->plus;
}

/* True when the field takes the number: it fits, and is a multiple. */
bool field_takes(const Field *field, uint64_t number);

/*
** Reads the field that has `bits` at bit `offset` of a message. Writes one,
** into zeros, and returns where the next one begins; 0: there is no room.
*/
void row_read(const Field *field, const uint8_t *message, uint64_t offset,
              uint64_t bits, Value *value);
uint64_t row_write(const Field *field, const Value *value, uint8_t *bytes,
                   uint64_t offset, uint64_t end);

/* The bytes of a usual value: 6, 4, 16, or of fixed width; else 0. */
size_t field_size(const Field *field);

/*
** The name of a number, or NULL; the number of a name: false: none. Of bits:
** the names of those that are set, "syn, ack"; what has no name is left out.
*/
const char *name_text(const Name *names, uint64_t value);
bool name_value(const Name *names, const char *text, uint64_t *value);
size_t bits_text(const Name *names, uint64_t value, char *out, size_t room);
bool bits_value(const Name *names, const char *text, uint64_t *value);

/* The value of a field that nobody sets. */
void field_default(const Field *field, Value *value);

/* The bytes of a field's value as they are written, with its end or filling. */
size_t row_size(const Field *field, const Value *value);

/* A domain name without pointers; returns its bytes, 0: it is none. */
size_t value_domain(const Value *value, uint8_t plain[DOMAIN_MAX]);

/* Its text; `out` has DOMAIN_TEXT_MAX bytes. */
size_t value_domaintext(const Value *value, char *out);

/*
** A number, or an address of the usual size, as text; returns the length.
** `buffer` has FIELD_TEXT_MAX bytes.
*/
size_t field_text(const Field *field, const Value *value, char *buffer);

#endif
