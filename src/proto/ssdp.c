/*
** ssdp.c - Simple Service Discovery Protocol (UPnP Device Architecture 2.0,
** section 1)
*/
#include "firstline.h"

static const Field fields[] = {
  FIRST_LINE("HTTP/", "HTTP/1.1", "*"),
  L("headers", header_line, "headers, up to an empty line", ENDED("\r\n")),
  {0}
};

static const Carrier carriers[] = { {"udp", 1900, {0}}, {0} };

static const Line lines[] = {
  {"{method} {target}", IF("method", 1, UINT32_MAX)},
  {"{status} {reason}", {0}},
  {0}
};

/* Texts with an end take any bytes, so the first line has to be one. */
static bool is(const uint8_t *bytes, uint32_t left) {
  return is_first_line("HTTP/", bytes, left);
}

const Protocol protocol_ssdp = {
  .name = "ssdp", .title = "SSDP",
  .meaning = "Simple Service Discovery Protocol",
  .reference = "UDA 2.0 (UPnP Device Architecture), section 1",
  .fields = fields, .carriers = carriers, .is = is,
  .text = "{method}, {target}, {status}, {reason}",
  .lines = lines,
};
