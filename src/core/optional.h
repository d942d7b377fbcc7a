/*
** optional.h - what of a composed packet follows from options
*/
#ifndef PYCAP_OPTIONAL_H
#define PYCAP_OPTIONAL_H

#include "compose.h"

/*
** Lets the flag of critical options and the size of a jumbogram follow, if the
** caller did not set them, in composed headers. The payload ends at `end`.
*/
void optional_settle(const Protocols *all, const Part *parts, unsigned count,
                     uint8_t *out, uint32_t end);

#endif
