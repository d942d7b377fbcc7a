/*
** ip6options.h - the options of IPv6 headers (RFC 8200, section 4.2)
*/
#ifndef PYCAP_IP6OPTIONS_H
#define PYCAP_IP6OPTIONS_H

#include "ipprotocols.h"

static const Field option_head[] = {
  U("kind", 8, "option type: action if unknown, change flag, number", HEX),
  U("length", 8, "bytes in the data"),
  {0}
};

static const Field tunnel_limit[] = {
  U("limit", 8, "tunnel encapsulation limit"),
  {0}
};

static const Field router_alert[] = {
  U("value", 16, "router alert value, the kind of message"),
  {0}
};

static const Field performance[] = {
  U("scalereceived", 8, "scale of delta time last received (a power of two)"),
  U("scalesent", 8, "scale of delta time last sent (a power of two)"),
  U("sent", 16, "packet sequence number, this packet"),
  U("received", 16, "packet sequence number, last received"),
  U("deltareceived", 16, "delta time last received, in scaled attoseconds"),
  U("deltasent", 16, "delta time last sent, in scaled attoseconds"),
  {0}
};

static const Field quick_start[] = {
  U("function", 4, "0: rate request, 8: report of approved rate"),
  U("rate", 4, "rate: 40 kbit/s times two to this power"),
  U("timetolive", 8, "QS TTL, decremented by approving routers"),
  U("nonce", 30, "QS nonce, returned by the receiver"),
  U("reserved", 2, "zero"),
  {0}
};

static const Field rpl[] = {
  U("flags", 8, "down, rank error, forwarding error", HEX),
  U("instance", 8, "RPLInstanceID"),
  U("rank", 16, "sender rank"),
  {0}
};

static const Field path_mtu[] = {
  U("least", 16, "Min-PMTU: smallest MTU of the path, in bytes"),
  U("returned", 15,
    "Rtn-PMTU: smallest MTU of the way back, in units of two bytes"),
  U("wanted", 1, "return requested (R)"),
  {0}
};

static const Field jumbo[] = {
  U("size", 32, "jumbo payload length, in bytes"),
  {0}
};

static const Field home_address[] = {
  A("address", IP6, "home address of the sender"),
  {0}
};

static const Item options_known[] = {
  {0x00, "pad1", "one byte of padding", NULL, NULL, NULL},
  {0x01, "padn", "padding", NULL, NULL, NULL},
  {0x04, "tunnellimit", "tunnel encapsulation limit (RFC 2473)", tunnel_limit,
   NULL, NULL},
  {0x05, "routeralert", "router alert (RFC 2711)", router_alert, NULL, NULL},
  {0x07, "calipso", "CALIPSO security label (RFC 5570)", NULL, NULL, NULL},
  {0x08, "smf", "SMF duplicate packet detection (RFC 6621)", NULL, NULL, NULL},
  {0x0f, "pdm", "performance and diagnostic metrics (RFC 8250)", performance,
   NULL, NULL},
  {0x23, "rpl", "RPL option (RFC 9008)", rpl, NULL, NULL},
  {0x26, "quickstart", "Quick-Start (RFC 4782)", quick_start, NULL, NULL},
  {0x30, "pathmtu", "minimum path MTU (RFC 9268)", path_mtu, NULL, NULL},
  {0x63, "rplold", "RPL option (RFC 6553)", rpl, NULL, NULL},
  {0x6d, "mpl", "MPL, multicast for low-power networks (RFC 7731)", NULL, NULL,
   NULL},
  {0x8b, "ilnp", "ILNP nonce (RFC 6744)", NULL, NULL, NULL},
  {0x8c, "lineid", "line identification (RFC 6788)", NULL, NULL, NULL},
  {0xc2, "jumbo", "jumbo payload (RFC 2675)", jumbo, NULL, NULL},
  {0xc9, "homeaddress", "home address (RFC 6275)", home_address, NULL, NULL},
  {0}
};

static const Items options = {
  .head = option_head, .known = options_known, .bare = BIT(0),
  .pad = 8, .lead = 2,
};

static const Field fields[] = {
  U("nextheader", 8, "next header", NAMED(ipprotocols), DEFAULT(59)),
  U("headerlength", 8, "bytes in the header", SCALED(8), PLUS(8)),
  I("options", &options, "options"),
  {0}
};

#endif
