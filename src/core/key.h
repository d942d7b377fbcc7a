/*
** key.h - keys: the values of several fields as one string of bytes
**
** A number or address that every packet has is written as on the wire. A value
** that may be absent, or of any size, has a byte before it that says so. So
** different values never make the same key.
*/
#ifndef PYCAP_KEY_H
#define PYCAP_KEY_H

#include "select.h"

/*
** Writes the key of `count` fields. Returns its size; if that is more than
** `room`, the bytes written are incomplete.
*/
size_t key_write(const Select *select, const Ref *refs, unsigned count,
                 View *view, uint8_t *out, size_t room);

/*
** Reads the value of one field from *key, which ends at `end`, and moves *key
** to the next one. *there: the value is not absent. False: the bytes are no key
** of such fields.
*/
bool key_read(const Ref *ref, const uint8_t **key, const uint8_t *end,
              Value *value, bool *there);

#endif
