/*
** message.h - fields with domain names in them, written: names that stand in
** the message already as pointers
*/
#ifndef PYCAP_MESSAGE_H
#define PYCAP_MESSAGE_H

#include "field.h"

/* A message in the making. */
typedef struct Message {
  uint8_t *out;      /* NULL: it is only counted */
  size_t at, room;   /* the bytes there are, and may be */
  Domains *domains;  /* NULL: all names are written out */
  bool full;         /* there was no room */
} Message;

/*
** Appends a value of a field, without what ends it. Lengths that count names
** follow, in items that are what their rows say; others stay as they are.
*/
void message_add(Message *message, const Field *field, const Value *value);

/* The bytes that message_add appends where no name becomes a pointer. */
size_t message_size(const Field *field, const Value *value);

#endif
