/*
** begins.h - what packets begin with, and where they may go
*/
#ifndef PYCAP_BEGINS_H
#define PYCAP_BEGINS_H

#include "../value/reference.h"

/*
** Checks that a packet begins with the protocol `root`, as frames of some link
** type do. NULL: it does, or `root` is PROTOCOL_NONE, since it is not known.
** Else the name of the protocol that the packet begins with.
*/
const char *begins_otherwise(const State *state, const Packet *packet,
                             unsigned root);

#endif
