/*
** lcp.c - PPP's Link Control Protocol (RFC 1661, sections 5 and 6)
*/
#include "pppcontrol.h"

static const Field vendor[] = {
  U("organisation", 24, "organizationally unique identifier (OUI)", HEX),
  U("subtype", 8, "kind that the vendor defines"),
  B("data", 0, "data that the vendor defines"),
  {0}
};
static const Field receiveunit[] = {
  U("size", 16, "largest packet the sender receives, in bytes"), {0}
};
static const Field map[] = {
  U("map", 32, "control characters that are escaped, a bit each", HEX), {0}
};
static const Field authentication[] = {
  U("protocol", 16, "0xc023: PAP, 0xc223: CHAP, 0xc227: EAP", HEX),
  B("data", 0, "for CHAP: the algorithm"),
  {0}
};
static const Field quality[] = {
  U("protocol", 16, "0xc025: link quality reports", HEX),
  B("data", 0, "for reports: their period"),
  {0}
};
static const Field magic[] = {
  U("magic", 32, "number that tells both ends apart", HEX), {0}
};
static const Field endpoint[] = {
  U("class", 8, "kind of address"),
  B("address", 0, "address of the sender"),
  {0}
};

static const Item known[] = {
  {0, "vendor", "vendor-specific (RFC 2153)", vendor, NULL, NULL},
  {1, "mru", "maximum receive unit", receiveunit, NULL, NULL},
  {2, "accm", "async control character map (RFC 1662)", map, NULL, NULL},
  {3, "authentication", "authentication protocol", authentication, NULL, NULL},
  {4, "quality", "quality protocol", quality, NULL, NULL},
  {5, "magic", "magic number", magic, NULL, NULL},
  {7, "protocolcompression", "the protocol may be one byte", NULL, NULL, NULL},
  {8, "addresscompression", "address and control may be left out", NULL, NULL,
   NULL},
  {13, "callback", "callback (RFC 1570)", NULL, NULL, NULL},
  {17, "mrru", "maximum reconstructed unit (RFC 1990)", receiveunit, NULL,
   NULL},
  {18, "shortsequence", "short sequence numbers (RFC 1990)", NULL, NULL, NULL},
  {19, "endpoint", "endpoint discriminator (RFC 1990)", endpoint, NULL, NULL},
  {0}
};

static const Items options = { .head = head, .known = known, .whole = true };

static const Field fields[] = {
  CONTROL_HEAD,
  CONTROL_OPTIONS,
  U("protocol", 16, "protocol that is rejected", HEX, WHEN("code", 8, 8)),
  U("magic", 32, "magic number of the sender", HEX, WHEN("code", 9, 11)),
  CONTROL_DATA,
  {0}
};

static const Carrier carriers[] = { {"ppp", 0xc021, {0}}, {0} };

const Protocol protocol_lcp = {
  .name = "lcp", .title = "LCP", .meaning = "Link Control Protocol of PPP",
  .reference = "RFC 1661, RFC 1570, RFC 1990",
  .fields = fields, .carriers = carriers, .length = "length",
  .text = "code={code}, id={id}",
};
