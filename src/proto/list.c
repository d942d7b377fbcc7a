/*
** list.c - the protocols that are built in
*/
#include "../core/protocol.h"
#include "list.h"

#define PROTOCOL(name) extern const Protocol protocol_##name;
PROTOCOL_LIST(PROTOCOL)
#undef PROTOCOL

const Protocol *const protocol_list[] = {
#define PROTOCOL(name) &protocol_##name,
  PROTOCOL_LIST(PROTOCOL)
#undef PROTOCOL
  NULL
};
