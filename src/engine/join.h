/*
** join.h - what workers found out, joined by functions of their script
*/
#ifndef PYCAP_JOIN_H
#define PYCAP_JOIN_H

#include "worker.h"

/*
** Before the workers run: says whether the script joins results, and whether it
** can, 0 or a code. From here until join_end they do what they are asked.
*/
int join_begin(pycap_workers *all);
void join_end(pycap_workers *all);

/* One round: asks all for their results, and the first to report. */
void join_round(pycap_workers *all, bool last);

#endif
