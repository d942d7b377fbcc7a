/*
** mobility.c - IPv6: Mobility header (RFC 6275, section 6.1)
*/
#include "../core/protocol.h"
#include "ipprotocols.h"

static const Name types[] = {
  {0, "refresh-request", NULL},  {1, "home-test-init", NULL},
  {2, "care-of-test-init", NULL}, {3, "home-test", NULL},
  {4, "care-of-test", NULL},     {5, "update", NULL},
  {6, "acknowledge", NULL},      {7, "error", NULL},
  {8, "fast-update", NULL},      {9, "fast-acknowledge", NULL},
  {10, "fast-advertisement", NULL},
  {0, NULL, NULL}
};

static const Field fields[] = {
  U("nextheader", 8, "next header, 59 (none) by the standard",
    NAMED(ipprotocols), DEFAULT(59)),
  U("headerlength", 8, "bytes in the header", SCALED(8), PLUS(8)),
  U("type", 8, "mobility header type", NAMED(types)),
  U("reserved", 8, "zero", HEX),
  U("checksum", 16, "Internet checksum of pseudo header and header", HEX),
  U("data", 16, "reserved, or the first two bytes of the message", HEX),
  B("more", 0, "the rest of the message and its options"),
  {0}
};

static const Carrier carriers[] = { {"ip", 135, {0}}, {0} };

const Protocol protocol_mobility = {
  .name = "mobility", .title = "Mobility", .meaning = "IPv6 Mobility header",
  .reference = "RFC 6275",
  .fields = fields, .carriers = carriers, .next = "nextheader", .space = "ip",
  .length = "headerlength",
  .checksum = {"checksum", SUM_INTERNET, COVERS_PSEUDO, false, {0}, NULL},
  .text = "proto=0x{nextheader:1}, type={type}",
};
