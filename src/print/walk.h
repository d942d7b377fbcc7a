/*
** walk.h - visits a header's fields in the order of the wire, also in lists
*/
#ifndef PYCAP_WALK_H
#define PYCAP_WALK_H

#include "../core/packet.h"

/*
** The functions that are called. A list calls `open` with its name and `list`
** true; then each item calls `open` with a NULL name, its values, and `close`;
** and then the list calls `close`. Rows that repeat in an item are such a list,
** too. `word` tells the name of an item's kind. `row` is the row of the value.
** `field` is the same row where the value is a field of the header, and NULL in
** a list. `text` is false where a value is shown as raw bytes.
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

/* Visits the fields of a layer, except those that the header does not have. */
void walk_layer(const Stack *stack, unsigned layer, const Visitor *visitor);

#endif
