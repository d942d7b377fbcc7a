/*
** link.h - a network interface: what the kernel says of it, by its index
**
** An interface has one index for as long as it lives, and any number of names:
** its own, which may change, other names ("ip link property add dev a0 altname
** x"), and the labels of its IPv4 addresses ("a0:1").
*/
#ifndef PYCAP_LINK_H
#define PYCAP_LINK_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>

#include <net/if.h>

#define LINK_NAME 128     /* bytes of the longest name, with its end */
#define LINK_HARDWARE 32  /* and of a hardware address */

typedef struct Link {
  int index;
  char name[IF_NAMESIZE];  /* its own, as it is now */
  int type;                /* ARPHRD_... */
  unsigned flags;          /* IFF_... */
  int mtu;                 /* of what the link layer carries */
  uint8_t hardware[LINK_HARDWARE];
  unsigned hardwaresize;   /* 0: it has none */
  uint64_t missed;         /* frames that the device itself has dropped */
} Link;

/* A hardware address as text, "" when there is none. Returns `text`. */
#define LINK_TEXT (3 * LINK_HARDWARE)
char *link_text(const Link *link, char text[LINK_TEXT]);

/*
** Finds one by any of its names: 0, or an errno (ENODEV: there is none,
** EADDRNOTAVAIL: there is, but the name is no alias of it).
*/
int link_find(const char *name, Link *link);

/* The one of an index: 0, or an errno (ENODEV: it is gone). */
int link_read(int index, Link *link);

/*
** The IPv4 address of an interface, and its mask: the one that `name` is the
** label of if that is an alias, else the first. 0, or an errno (EADDRNOTAVAIL:
** it has none).
*/
int link_address(int index, const char *name, struct in_addr *address,
                 struct in_addr *mask);

#endif
