/*
** optional.h - options whose values are computed in composing
*/
#ifndef PYCAP_OPTIONAL_H
#define PYCAP_OPTIONAL_H

#include "compose.h"

/*
** Sets the flag of critical options and the size of a jumbogram in composed
** headers, unless the caller set them. The payload ends at byte `end`.
*/
void optional_settle(const Protocols *all, const Part *parts, unsigned count,
                     uint8_t *out, uint32_t end);

#endif
