/*
** netlink.c - messages of Linux's netlink, cooked (LINKTYPE 253)
*/
#include "../core/protocol.h"

static const Name families[] = {
  {0, "route", NULL}, {4, "sock-diag", NULL}, {6, "xfrm", NULL},
  {9, "audit", NULL}, {12, "netfilter", NULL}, {15, "kobject", NULL},
  {16, "generic", NULL}, {0, NULL, NULL}
};

static const Field fields[] = {
  U("packettype", 16, "packet type, 4: to the kernel"),
  U("hardwareformat", 16, "device type (ARPHRD), 824", DEFAULT(824)),
  B("unused", 80, "zeros"),
  U("family", 16, "netlink family", NAMED(families)),
  {0}
};

static const Carrier carriers[] = { {0} };
static const int datalinks[] = {253, -1};

const Protocol protocol_netlink = {
  .name = "netlink", .title = "Netlink", .meaning = "netlink message",
  .reference = "LINKTYPE 253, RFC 3549",
  .fields = fields, .carriers = carriers, .datalinks = datalinks,
  .text = "family={family}",
};
