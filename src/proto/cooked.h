/*
** cooked.h - what both versions of Linux cooked captures share
*/
#ifndef PYCAP_COOKED_H
#define PYCAP_COOKED_H

#include "../core/protocols.h"
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
static const Rule cooked_rules[] = {
  {"frame relay is not decoded", RULE_LAST,
   IN(IF("hardwareformat", ARPHRD_FRAD, ARPHRD_FRAD))},
  {"netlink is not decoded", RULE_LAST,
   IN(IF("hardwareformat", ARPHRD_NETLINK, ARPHRD_NETLINK))},
  {"the interface monitors radio", RULE_OWN,
   IN(IF("hardwareformat", ARPHRD_IEEE80211_RADIOTAP,
         ARPHRD_IEEE80211_RADIOTAP)),
   .number = COOKED_RADIOTAP & UINT16_MAX, .with = "hardwareformat"},
  {"a tunnel's protocol is no number of Linux's own", RULE_LAST,
   IN(IF("hardwareformat", ARPHRD_IPGRE, ARPHRD_IPGRE),
      IF("protocol", 0, LENGTHS_MAX))},
  {"a tunnel's protocol is no number of Linux's own", RULE_LAST,
   IN(IF("hardwareformat", ARPHRD_IP6GRE, ARPHRD_IP6GRE),
      IF("protocol", 0, LENGTHS_MAX))},
  {"its protocol is a number of Linux's own", RULE_OWN,
   IN(IF("protocol", 0, LENGTHS_MAX)), .field = "protocol"},
  {0}
};

#endif
