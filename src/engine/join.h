/*
** join.h - the results of workers, merged by functions of their script
*/
#ifndef PYCAP_JOIN_H
#define PYCAP_JOIN_H

#include "worker.h"

/*
** Call it before the workers run. Finds out whether the script has result(),
** and fails where it has no merge() for several workers: 0 or a code. From here
** until join_end the workers answer what they are asked (Worker.asked).
*/
int join_begin(pycap_workers *all);
void join_end(pycap_workers *all);

/* One round: asks all workers for their results, then has the first worker
** merge and report them. `last`: this is the round at the end. */
void join_round(pycap_workers *all, bool last);

#endif
