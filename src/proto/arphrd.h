/*
** arphrd.h - kinds of interfaces that say what a cooked capture's `protocol`
** means (LINKTYPE_LINUX_SLL)
*/
#ifndef PYCAP_ARPHRD_H
#define PYCAP_ARPHRD_H

enum {
  ARPHRD_FRAD = 770,                /* nothing: frame relay */
  ARPHRD_IPGRE = 778,               /* a number of GRE */
  ARPHRD_IEEE80211_RADIOTAP = 803,  /* nothing: radiotap */
  ARPHRD_IP6GRE = 823,              /* a number of GRE */
  ARPHRD_NETLINK = 824              /* a family of netlink */
};

/* Under which radiotap stands: the kind of interface, and an 802.2 frame. */
#define COOKED_RADIOTAP (ARPHRD_IEEE80211_RADIOTAP << 16 | 4)

#endif
