/*
** families.h - the address families of BSD loopback captures
*/
#ifndef PYCAP_FAMILIES_H
#define PYCAP_FAMILIES_H

#include "../core/protocol.h"

static const Name families[] = {
  {2, "ip", NULL},
  {24, "ip6-netbsd", NULL},  /* and OpenBSD */
  {28, "ip6-freebsd", NULL},
  {30, "ip6", NULL},         /* macOS */
  {0, NULL, NULL}
};

#endif
