/*
** http.c - Hypertext Transfer Protocol, up to 1.1 (RFC 9112)
*/
#include "../core/protocol.h"

static const Field line[] = {
  T("name", 0, "name of the header", ENDED(":")),
  T("blank", 0, "blanks before the value", SPAN(" \t"), DEFAULT_LIST(" ")),
  T("value", 0, "its value", ENDED("\r\n")),
  {0}
};

#define REQUEST WHEN("method", 1, UINT32_MAX)
#define RESPONSE WHEN("method", 0, 0)

static const Field fields[] = {
  T("method", 0, "what is asked for; not there: a response", ENDED(" "),
    UNLESS("HTTP/")),
  T("target", 0, "of what", ENDED(" "), DEFAULT_LIST("/"), REQUEST),
  T("version", 0, "version of the protocol", ENDED(" "), OR_ENDED("\r\n"),
    DEFAULT_LIST("HTTP/1.1"), FORM("method", 0, 0)),
  T("status", 0, "how it went, three digits", ENDED(" "),
    DEFAULT_LIST("200"), RESPONSE),
  T("reason", 0, "the same in words", ENDED("\r\n"), DEFAULT_LIST("OK"),
    RESPONSE),
  L("headers", line, "headers, up to an empty line", ENDED("\r\n")),
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

/* "HTTP/1.1": the bytes of a version, 0: it is none. */
static uint32_t version_of(const uint8_t *bytes, uint32_t left) {
  static const char name[] = "HTTP/";
  for (uint32_t i = 0; i < 5; i++)
    if (i >= left || bytes[i] != (uint8_t)name[i]) return 0;
  return left >= 8 && bytes[5] >= '0' && bytes[5] <= '9' && bytes[6] == '.' &&
         bytes[7] >= '0' && bytes[7] <= '9' ? 8 : 0;
}

static bool is_status(const uint8_t *bytes, uint32_t left) {
  if (left < 5 || bytes[0] != ' ' || bytes[4] != ' ') return false;
  for (int i = 1; i < 4; i++)
    if (bytes[i] < '0' || bytes[i] > '9') return false;
  return true;
}

static bool is_method(uint8_t byte) {
  return (byte >= 'A' && byte <= 'Z') || byte == '-' || byte == '_';
}

/*
** A segment may begin within a body, and texts with an end take any bytes: so
** the first line has to be one of HTTP's.
*/
static bool is(const uint8_t *bytes, uint32_t left) {
  enum { LONGEST = 32 };  /* of a method */
  uint32_t at = version_of(bytes, left);
  if (at > 0) return is_status(bytes + at, left - at);
  while (at < left && at < LONGEST && is_method(bytes[at])) at++;
  if (at == 0 || at == left || bytes[at++] != ' ') return false;
  uint32_t target = at;
  while (at < left && bytes[at] > ' ') at++;
  if (at == target || at == left || bytes[at++] != ' ') return false;
  uint32_t size = version_of(bytes + at, left - at);
  return size > 0 && left - at > size + 1 && bytes[at + size] == '\r' &&
         bytes[at + size + 1] == '\n';
}

const Protocol protocol_http = {
  .name = "http", .title = "HTTP", .meaning = "Hypertext Transfer Protocol",
  .reference = "RFC 9112",
  .fields = fields, .carriers = carriers, .is = is,
  .text = "{method}, {target}, {status}, {reason}",
  .lines = lines,
};
