/*
** interest.c - what handlers want of each protocol
*/
#include "packet.h"

void interest_add(uint8_t *interest, const Protocols *all, unsigned protocol) {
  interest_pass(interest, all, protocol);
  interest[protocol] |= INTEREST_HERE;
}

void interest_pass(uint8_t *interest, const Protocols *all,
                   unsigned protocol) {
  interest[protocol] |= INTEREST_BELOW;
  for (unsigned i = 0; i < all->count; i++)
    if (set_has(&all->below[i], protocol))
      interest[i] |= INTEREST_BELOW | INTEREST_PAST;
}
