/*
** ipcp.c - PPP's Internet Protocol Control Protocol (RFC 1332, RFC 1877)
*/
#include "pppcontrol.h"

static const Field address[] = { A("address", IP4, "address"), {0} };
static const Field addresses[] = {
  A("source", IP4, "address of the sender"),
  A("destination", IP4, "address of the receiver"),
  {0}
};
static const Field compression[] = {
  U("protocol", 16, "0x002d: Van Jacobson's", HEX),
  B("data", 0, "its parameters"),
  {0}
};

static const Item known[] = {
  {1, "addresses", "addresses, which is obsolete", addresses, NULL, NULL},
  {2, "compression", "compression of headers", compression, NULL, NULL},
  {3, "address", "address of the sender", address, NULL, NULL},
  {4, "mobile", "home address (RFC 2290)", address, NULL, NULL},
  {129, "dns", "first server of DNS", address, NULL, NULL},
  {130, "nbns", "first server of NetBIOS names", address, NULL, NULL},
  {131, "dns2", "second server of DNS", address, NULL, NULL},
  {132, "nbns2", "second server of NetBIOS names", address, NULL, NULL},
  {0}
};

static const Items options = { .head = head, .known = known, .whole = true };

static const Field fields[] = {
  CONTROL_HEAD, CONTROL_OPTIONS, CONTROL_DATA, {0}
};

static const Carrier carriers[] = { {"ppp", 0x8021, {0}}, {0} };

const Protocol protocol_ipcp = {
  .name = "ipcp", .title = "IPCP", .meaning = "IP Control Protocol of PPP",
  .reference = "RFC 1332, RFC 1877",
  .fields = fields, .carriers = carriers, .length = "length",
  .text = "code={code}, id={id}",
};
