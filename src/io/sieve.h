/*
** sieve.h - a filter over frames of any link type (libpcap's language)
*/
#ifndef PYCAP_SIEVE_H
#define PYCAP_SIEVE_H

#include <stdbool.h>

#include "../core/frame.h"
#include "fault.h"

typedef struct Sieve Sieve;

/* Of what passes `bound`, NULL: none, and the expression. NULL and "filter"
** where one is refused for the first link type, or "memory". */
Sieve *sieve_open(const char *bound, const char *expression, int link,
                  Fault *fault);
void sieve_close(Sieve *sieve);

/*
** True when the frame passes. The filter is compiled for each link type as it
** comes; frames of one that it cannot be for do not pass.
*/
bool sieve_pass(Sieve *sieve, const Frame *frame);

#endif
