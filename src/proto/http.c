/*
** http.c - Hypertext Transfer Protocol, up to 1.1 (RFC 9112)
*/
#include "firstline.h"

static const Field fields[] = {
  FIRST_LINE("HTTP/", "HTTP/1.1", "/"),
  L("headers", header_line, "headers, up to an empty line", ENDED("\r\n")),
  {0}
};

static const Carrier carriers[] = {
  {"tcp", 80, {0}}, {"tcp", 591, {0}}, {"tcp", 2869, {0}},
  {"tcp", 3128, {0}}, {"tcp", 3132, {0}}, {"tcp", 5985, {0}},
  {"tcp", 8000, {0}}, {"tcp", 8008, {0}}, {"tcp", 8080, {0}},
  {"tcp", 8081, {0}}, {"tcp", 8088, {0}}, {"tcp", 8888, {0}},
  {"tcp", 9080, {0}}, {"tcp", 11371, {0}},
  {0}
};

static const Line lines[] = {
  {"{method} {target}", IF("method", 1, UINT32_MAX)},
  {"{status} {reason}", {0}},
  {0}
};

/*
** A segment may begin within a body, and texts with an end take any bytes: so
** the first line has to be one of HTTP's.
*/
static bool is(const uint8_t *bytes, uint32_t left) {
  return is_first_line("HTTP/", bytes, left);
}

const Protocol protocol_http = {
  .name = "http", .title = "HTTP", .meaning = "Hypertext Transfer Protocol",
  .reference = "RFC 9112",
  .fields = fields, .carriers = carriers, .is = is,
  .text = "{method}, {target}, {status}, {reason}",
  .lines = lines,
};
