/*
** key.h - keys: the values of several fields as one string of bytes
**
** Numbers and addresses that every packet has stand there as on the wire; what
** may be absent or of any size tells so in a byte before it, so that different
** values never make the same key.
*/
#ifndef PYCAP_KEY_H
#define PYCAP_KEY_H

#include "select.h"

/*
** Writes the key of so many fields. Returns its size; where that is more than
** `room`, what was written is of no use.
*/
size_t key_write(const Select *select, const Ref *refs, unsigned count,
                 View *view, uint8_t *out, size_t room);

/*
** Reads the value of one field from `*key`, which ends at `end`, and moves on;
** `*there`: it is no absent one. False: this is no key of such fields.
*/
bool key_read(const Ref *ref, const uint8_t **key, const uint8_t *end,
              Value *value, bool *there);

#endif
