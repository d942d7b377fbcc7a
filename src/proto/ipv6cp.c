/*
** ipv6cp.c - PPP's IPv6 Control Protocol (RFC 5072)
*/
#include "pppcontrol.h"

static const Field interface[] = {
  B("id", 64, "identifier of the interface, the lower half of its address"),
  {0}
};
static const Field compression[] = {
  U("protocol", 16, "protocol of the compression", HEX),
  B("data", 0, "its parameters"),
  {0}
};

static const Item known[] = {
  {1, "interface", "identifier of the sender's interface", interface, NULL,
   NULL},
  {2, "compression", "compression of headers (RFC 5172)", compression, NULL,
   NULL},
  {0}
};

static const Items options = { .head = head, .known = known, .whole = true };

static const Field fields[] = {
  CONTROL_HEAD, CONTROL_OPTIONS, CONTROL_DATA, {0}
};

static const Carrier carriers[] = { {"ppp", 0x8057, {0}}, {0} };

const Protocol protocol_ipv6cp = {
  .name = "ipv6cp", .title = "IPV6CP",
  .meaning = "IPv6 Control Protocol of PPP", .reference = "RFC 5072",
  .fields = fields, .carriers = carriers, .length = "length",
  .text = "code={code}, id={id}",
};
