/*
** icmp.c - Internet Control Message Protocol (RFC 792)
*/
#include "../core/packet.h"

static const Name types[] = {
  {0, "echo-reply", "ICMP_ECHOREPLY"},
  {3, "unreachable", "ICMP_UNREACH"},
  {4, "source-quench", "ICMP_SOURCEQUENCH"},
  {5, "redirect", "ICMP_REDIRECT"},
  {8, "echo-request", "ICMP_ECHO"},
  {9, "router-advertisement", "ICMP_ROUTERADVERT"},     /* RFC 1256 */
  {10, "router-solicitation", "ICMP_ROUTERSOLICIT"},
  {11, "time-exceeded", "ICMP_TIMXCEED"},
  {12, "parameter-problem", "ICMP_PARAMPROB"},
  {13, "timestamp-request", "ICMP_TSTAMP"},
  {14, "timestamp-reply", "ICMP_TSTAMPREPLY"},
  {15, "information-request", "ICMP_IREQ"},
  {16, "information-reply", "ICMP_IREQREPLY"},
  {17, "mask-request", "ICMP_MASKREQ"},                 /* RFC 950 */
  {18, "mask-reply", "ICMP_MASKREPLY"},
  {42, "extended-echo-request", NULL},                  /* RFC 8335 */
  {43, "extended-echo-reply", NULL},
  {0, NULL, NULL}
};

static const Field fields[] = {
  U("type", 8, "what the message is", NAMED(types), DEFAULT(8)),
  U("code", 8, "what kind of it"),
  U("checksum", 16, "Internet checksum of header and payload", HEX),
  {0}
};

static const Carrier carriers[] = {
  {"ip", 1, {0}},
  {0}
};

const Protocol protocol_icmp = {
  .name = "icmp", .title = "ICMP",
  .meaning = "Internet Control Message Protocol",
  .reference = "RFC 792",
  .fields = fields, .carriers = carriers,
  .checksum = {"checksum", SUM_INTERNET, COVERS_REST, false},
};
