/*
** begins.h - what packets begin with, and where they may go
*/
#ifndef PYCAP_BEGINS_H
#define PYCAP_BEGINS_H

#include "../value/reference.h"

/*
** NULL: a packet may go where frames begin with the protocol `root`
** (PROTOCOL_NONE: nobody knows). Else the name of what it begins with.
*/
const char *begins_otherwise(const State *state, const Packet *packet,
                             unsigned root);

#endif
