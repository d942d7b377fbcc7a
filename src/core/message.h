/*
** message.h - writing fields with domain names in them: a name that stands in
** the message already is written as a pointer to it
*/
#ifndef PYCAP_MESSAGE_H
#define PYCAP_MESSAGE_H

#include "field.h"

/* A message that is being written. */
typedef struct Message {
  uint8_t *out;      /* NULL: its bytes are only counted */
  size_t at, room;   /* bytes written so far; bytes that there is room for */
  Domains *domains;  /* NULL: no name becomes a pointer */
  bool full;         /* there was no room for something */
} Message;

/*
** Appends a value of a field, without the bytes that end it. Lengths of domain
** names in it are computed anew, in items that fit their rows; other items are
** copied as they are.
*/
void message_add(Message *message, const Field *field, const Value *value);

/* How many bytes message_add appends where no name becomes a pointer. */
size_t message_size(const Field *field, const Value *value);

#endif
