/*
** link.h - who carries whom, under which number
*/
#ifndef PYCAP_LINK_H
#define PYCAP_LINK_H

#include "protocols.h"

/*
** Enters anew who carries whom: the protocols in their order, and each Carry
** behind those that were known when it was made. False: all->wrong says why
** not, and what is entered then is not to be used.
*/
bool protocols_link(Protocols *all);

/* Says what follows the protocols that have no field for it. */
void protocols_settle(const Protocols *all);

#endif
