/*
** mould.h - the common stacks of headers, each recognised by a few compares
**
** A mould is a stack of headers of usual lengths, about which rules have
** nothing to say. What its bytes are follows from the rows of its protocols.
*/
#ifndef PYCAP_MOULD_H
#define PYCAP_MOULD_H

#include "packet.h"

/* Makes the moulds, from protocols that are ready for use. */
void moulds_make(Protocols *all);

/* True when the first bytes of a frame are those of a mould. */
static inline bool mould_word(const MouldWord *word, const uint8_t *bytes) {
  uint64_t found;
  memcpy(&found, bytes + word->at, sizeof found);
  return (found & word->mask) == word->value;
}

/*
** Begins a decoding with all headers of a frame that has a mould, as far as
** they are of `interest`, and adds theirs to *found. Does nothing for any other
** frame, which stack_decode takes header by header.
*/
void mould_take(Stack *stack, const uint8_t *interest, unsigned *found);

#endif
