/*
** link.h - which protocol carries which, under which number
*/
#ifndef PYCAP_LINK_H
#define PYCAP_LINK_H

#include "protocols.h"

/*
** Fills in the tables of which protocol carries which: from the protocols in
** their order, and from each Carry behind the protocols that were known when it
** was made. False: all->wrong says what is wrong, and the tables must not be
** used.
*/
bool protocols_link(Protocols *all);

/* Fills in what follows protocols that have no field for it. */
void protocols_settle(const Protocols *all);

#endif
