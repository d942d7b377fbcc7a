/*
** cooked.h - what both versions of Linux cooked captures share
*/
#ifndef PYCAP_COOKED_H
#define PYCAP_COOKED_H

#include "../core/packet.h"
#include "arphrd.h"
#include "ethertypes.h"

static const Name packettypes[] = {
  {0, "host", NULL},      {1, "broadcast", NULL}, {2, "multicast", NULL},
  {3, "otherhost", NULL}, {4, "outgoing", NULL},
  {0, NULL, NULL}
};

/*
** What follows, where the kind of interface says whose number `protocol` is
** (LINKTYPE_LINUX_SLL), and where Linux has put numbers of its own
** (if_ether.h). Those of GRE are EtherTypes, as far as they lead on here.
*/
static const char *cooked_inspect(Stack *stack, const Layer *layer) {
  uint32_t protocol = (uint32_t)stack_number(stack, layer, "protocol");
  switch (stack_number(stack, layer, "hardwareformat")) {
    case ARPHRD_FRAD:
    case ARPHRD_NETLINK: stack_last(stack); break;
    case ARPHRD_IEEE80211_RADIOTAP:
      stack_own(stack, layer, COOKED_RADIOTAP);
      break;
    case ARPHRD_IPGRE:
    case ARPHRD_IP6GRE:
      if (protocol <= LENGTHS_MAX) stack_last(stack);
      break;
    default:
      if (protocol <= LENGTHS_MAX) stack_own(stack, layer, protocol);
  }
  return NULL;
}

#endif
