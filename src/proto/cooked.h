/*
** cooked.h - what both versions of Linux cooked captures share
*/
#ifndef PYCAP_COOKED_H
#define PYCAP_COOKED_H

#include "../core/packet.h"
#include "ethertypes.h"

static const Name packettypes[] = {
  {0, "host", NULL},      {1, "broadcast", NULL}, {2, "multicast", NULL},
  {3, "otherhost", NULL}, {4, "outgoing", NULL},
  {0, NULL, NULL}
};

/* What follows, where Linux has put numbers of its own (if_ether.h). */
static const char *cooked_inspect(Stack *stack, const Layer *layer) {
  enum { GRE = 778, NETLINK = 824 };
  uint64_t format = stack_number(stack, layer, "hardwareformat");
  uint32_t protocol = (uint32_t)stack_number(stack, layer, "protocol");
  if (format == GRE || format == NETLINK) stack_last(stack);
  else if (protocol <= LENGTHS_MAX) stack_own(stack, layer, protocol);
  return NULL;
}

#endif
