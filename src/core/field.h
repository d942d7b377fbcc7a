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
** A field's value. An integer is in `number`. Every other kind is `size` bytes
** at `bytes`; there `number` says how many bytes before them the message begins
** that domain names in them point into.
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

/* True when the bytes of `ended` are written behind the value. */
static inline bool row_ends(const Field *f, const Value *v) {
  return f->ended && !(f->unless && v->size == 0);
}

/*
** The row with the end that it has in this header: `ended` where its form
** holds, else `other`. `room` is for a changed copy of the row.
*/
static inline const Field *row_ended(const Field *f, bool holds, Field *room) {
  if (!f->other || holds) return f;
  *room = *f;
  room->ended = (const uint8_t *)f->other;
  room->endsize = (uint8_t)strlen(f->other);
  return room;
}

/* True for a row that is always there and always has the same width. */
static inline bool row_fixed(const Field *f) {
  return f->width > 0 && !f->sized && !f->when.field && !f->optional;
}

/* True for an integer of whole bytes in network order, neither scaled nor
** shifted. */
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
** row_read reads the field that takes `bits` bits from bit `offset` of a
** message. row_write writes one over zeros. It returns the bit where the next
** field begins, or 0: there is no room up to bit `end`.
*/
void row_read(const Field *field, const uint8_t *message, uint64_t offset,
              uint64_t bits, Value *value);
uint64_t row_write(const Field *field, const Value *value, uint8_t *bytes,
                   uint64_t offset, uint64_t end);

/* The bytes of a usual value: 6, 4 or 16 of an address, or the fixed width of
** other kinds; 0: there is no usual size. */
size_t field_size(const Field *field);

/*
** name_text: the name of a number, or NULL. name_value: the number of a name;
** false: there is no such name. The other two do the same for bits: the text
** has the names of those that are set, "syn, ack", without bits that have no
** name.
*/
const char *name_text(const Name *names, uint64_t value);
bool name_value(const Name *names, const char *text, uint64_t *value);
size_t bits_text(const Name *names, uint64_t value, char *out, size_t room);
bool bits_value(const Name *names, const char *text, uint64_t *value);

/* The default of a field. */
void field_default(const Field *field, Value *value);

/* How many bytes a value takes when written, with its end or its filling. */
size_t row_size(const Field *field, const Value *value);

/* Copies a domain name without pointers; returns its size, 0: it is no name. */
size_t value_domain(const Value *value, uint8_t plain[DOMAIN_MAX]);

/* The text of a domain name, in `out`, which has DOMAIN_TEXT_MAX bytes; returns
** its length. */
size_t value_domaintext(const Value *value, char *out);

/*
** A number, or an address of the usual size, as text; returns the length.
** `buffer` has FIELD_TEXT_MAX bytes.
*/
size_t field_text(const Field *field, const Value *value, char *buffer);

#endif
