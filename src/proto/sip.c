/*
** sip.c - Session Initiation Protocol (RFC 3261, section 7)
*/
#include "firstline.h"

static const Field fields[] = {
  FIRST_LINE("SIP/", "SIP/2.0", "sip:user@example.com"),
  L("headers", header_line, "headers, up to an empty line", ENDED("\r\n")),
  {0}
};

static const Carrier carriers[] = {
  {"udp", 5060, {0}}, {"tcp", 5060, {0}}, {0}
};

static const Line lines[] = {
  {"{method} {target}", IF("method", 1, UINT32_MAX)},
  {"{status} {reason}", {0}},
  {0}
};

/* Texts with an end take any bytes, so the first line has to be one. */
static bool is(const uint8_t *bytes, uint32_t left) {
  return is_first_line("SIP/", bytes, left);
}

const Protocol protocol_sip = {
  .name = "sip", .title = "SIP", .meaning = "Session Initiation Protocol",
  .reference = "RFC 3261, section 7",
  .fields = fields, .carriers = carriers, .is = is,
  .text = "{method}, {target}, {status}, {reason}",
  .lines = lines,
};
