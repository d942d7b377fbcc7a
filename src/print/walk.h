/*
** walk.h - a header's fields in the order of the wire, those in lists included
*/
#ifndef PYCAP_WALK_H
#define PYCAP_WALK_H

#include "../core/packet.h"

/*
** What is called for each field. A list's items come between `open` and
** `close`, a table each, between `open` and `close` with a name that is NULL;
** so do the rows that repeat in an item. `field` is the row of the protocol's
** own, NULL within lists, where `row` says what a value is.
*/
typedef struct Visitor {
  void (*value)(void *context, const char *name, const Field *field,
                const Field *row, const Value *value, bool text);
  void (*word)(void *context, const char *name, const char *text);
  void (*open)(void *context, const char *name, const Field *field,
               bool list);
  void (*close)(void *context, bool list);
  void *context;
} Visitor;

/* All fields of a layer that are there. */
void walk_layer(const Stack *stack, unsigned layer, const Visitor *visitor);

#endif
