/*
** unknown.h - what is said of a protocol's name that no protocol has
*/
#ifndef PYCAP_UNKNOWN_H
#define PYCAP_UNKNOWN_H

#include "state.h"

/*
** Pushes "unknown protocol NAME" for the string at an index, with a similar
** name if there is one; `also` is a word that is valid, too, or NULL.
*/
const char *protocol_unknown(lua_State *L, const Protocols *all, int index,
                             const char *also);

#endif
