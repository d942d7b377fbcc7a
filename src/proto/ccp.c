/*
** ccp.c - PPP's Compression Control Protocol (RFC 1962)
*/
#include "pppcontrol.h"

static const Item known[] = {
  {0, "vendor", "vendor's own (RFC 2153)", NULL, NULL, NULL},
  {17, "stac", "Stac LZS (RFC 1974)", NULL, NULL, NULL},
  {18, "mppc", "Microsoft's, or encryption (RFC 2118)", NULL, NULL, NULL},
  {21, "bsd", "BSD compress (RFC 1977)", NULL, NULL, NULL},
  {26, "deflate", "DEFLATE (RFC 1979)", NULL, NULL, NULL},
  {0}
};

static const Items options = { .head = head, .known = known, .whole = true };

static const Field fields[] = {
  CONTROL_HEAD, CONTROL_OPTIONS, CONTROL_DATA, {0}
};

static const Carrier carriers[] = { {"ppp", 0x80fd, {0}}, {0} };

const Protocol protocol_ccp = {
  .name = "ccp", .title = "CCP",
  .meaning = "Compression Control Protocol of PPP", .reference = "RFC 1962",
  .fields = fields, .carriers = carriers, .length = "length",
  .text = "code={code}, id={id}",
};
