/*
** problem.h - why a packet is malformed, in words
*/
#ifndef PYCAP_PROBLEM_H
#define PYCAP_PROBLEM_H

#include "protocols.h"

#define PROBLEM_MAX 320  /* bytes of such a text, its end included */

/*
** Writes "arp: cut short, at byte 14": the name of the malformed protocol
** `culprit`, the problem, and where its header begins. Returns the length of
** the text in bytes. `out` has room for PROBLEM_MAX bytes.
*/
size_t problem_text(const Protocols *all, unsigned culprit, const char *problem,
                    uint32_t where, char *out);

#endif
