/*
** ospf.h - what both versions of OSPF share
*/
#ifndef PYCAP_OSPF_H
#define PYCAP_OSPF_H

#include "../core/protocol.h"

static const Name types[] = {
  {1, "hello", NULL}, {2, "description", NULL}, {3, "request", NULL},
  {4, "update", NULL}, {5, "acknowledgment", NULL}, {0, NULL, NULL}
};

#define HELLO WHEN("type", 1, 1)
#define DESCRIPTION WHEN("type", 2, 2)
#define REQUEST WHEN("type", 3, 3)
#define UPDATE WHEN("type", 4, 4)
#define ACKNOWLEDGMENT WHEN("type", 5, 5)
#define OTHERS WHEN("type", 6, 255)
#define BEHIND WHEN_AMONG("type", BIT(0) | BIT(4))

/* Rows in the header of each advertisement. */
#define LSA_ORIGIN \
  A("id", IP4, "link state identifier"), \
  A("router", IP4, "advertising router"), \
  U("sequence", 32, "sequence number", HEX), \
  U("checksum", 16, "Fletcher checksum", HEX)

static const Field neighbor[] = {
  A("router", IP4, "identifier of the router"), {0}
};

#endif
