/*
** ip6.c - Internet Protocol, version 6 (RFC 8200)
*/
#include "../core/protocol.h"
#include "ipprotocols.h"

#define NOTHING 59

static const Field fields[] = {
  U("version", 4, "version of the protocol", DEFAULT(6)),
  U("trafficclass", 8, "differentiated services and ECN (RFC 2474, RFC 3168)",
    HEX),
  U("flowlabel", 20, "flow label (RFC 6437)", HEX),
  U("length", 16, "payload length, in bytes, 0: not known (jumbograms)"),
  U("nextheader", 8, "next header", NAMED(ipprotocols), DEFAULT(NOTHING)),
  U("hoplimit", 8, "hop limit", DEFAULT(64)),
  A("source", IP6, "address of the sender"),
  A("destination", IP6, "address of the receiver"),
  {0}
};

static const Carrier carriers[] = {
  {"ethernet", 0x86dd, {0}},
  {"ip", 41, {0}},
  {"null", 30, {0}},
  {"null", 28, {0}},
  {"null", 24, {0}},
  {"null", 0x86dd, {0}},
  {"chdlc", 0x86dd, {0}},
  {"ppp", 0x0057, {0}},
  {"mpls", 0x61, {0}},
  {"fr", 0x038e, {0}}, {"teredo", 0, {0}},
  {"vxlangpe", 2, {0}}, {"nsh", 2, {0}},
  {0}
};

static const int datalinks[] = {229, -1};

static const Line lines[] = { {"next header {nextheader}", {0}}, {0} };

static const Rule rules[] = {
  {"its version is not 6", RULE_REFUSE, IN(IF_AMONG("version", 0xffff ^ BIT(6)))},
  {"it carries nothing", RULE_ENDS,
   IN(IF("nextheader", NOTHING, NOTHING), IF("length", 0, 0))},
  {0}
};

const Protocol protocol_ip6 = {
  .name = "ip6", .title = "IP6", .meaning = "Internet Protocol, version 6",
  .reference = "RFC 8200, RFC 6437",
  .fields = fields, .carriers = carriers,
  .next = "nextheader", .space = "ip", .extent = {"length", false, true},
  .datalinks = datalinks, .rules = rules,
  .text = "proto=0x{nextheader:1}, {source} -> {destination}",
  .lines = lines,
};
