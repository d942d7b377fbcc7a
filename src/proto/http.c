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

/* What bytes are: not what is looked for, perhaps its beginning, or that. */
typedef enum Match { MATCH_NO, MATCH_PART, MATCH_YES } Match;

/* Whether such a text stands there, where '0' is any digit. */
static Match match(const uint8_t *bytes, uint32_t left, const char *form) {
  for (uint32_t i = 0; form[i]; i++) {
    if (i == left) return MATCH_PART;
    bool same = form[i] == '0' ? bytes[i] >= '0' && bytes[i] <= '9'
                               : bytes[i] == (uint8_t)form[i];
    if (!same) return MATCH_NO;
  }
  return MATCH_YES;
}

static bool is_method(uint8_t byte) {
  return (byte >= 'A' && byte <= 'Z') || byte == '-' || byte == '_';
}

/* The same of the first line of a request: "GET / HTTP/1.1". */
static Match match_request(const uint8_t *bytes, uint32_t left) {
  enum { LONGEST = 32 };  /* of a method */
  uint32_t at = 0;
  while (at < left && at < LONGEST && is_method(bytes[at])) at++;
  if (at == left) return at < LONGEST ? MATCH_PART : MATCH_NO;
  if (at == 0 || bytes[at++] != ' ') return MATCH_NO;
  uint32_t target = at;
  while (at < left && bytes[at] > ' ') at++;
  if (at == left) return MATCH_PART;
  if (at == target || bytes[at++] != ' ') return MATCH_NO;
  return match(bytes + at, left - at, "HTTP/1.0\r\n");
}

static Match match_line(const uint8_t *bytes, uint32_t left) {
  Match status = match(bytes, left, "HTTP/1.0 000 ");
  return status == MATCH_NO ? match_request(bytes, left) : status;
}

/*
** A segment may begin within a body, and texts with an end take any bytes: so
** the first line has to be one of HTTP's.
*/
static bool is(const uint8_t *bytes, uint32_t left) {
  return match_line(bytes, left) == MATCH_YES;
}

static bool begins(const uint8_t *bytes, uint32_t left) {
  return match_line(bytes, left) != MATCH_NO;
}

const Protocol protocol_http = {
  .name = "http", .title = "HTTP", .meaning = "Hypertext Transfer Protocol",
  .reference = "RFC 9112",
  .fields = fields, .carriers = carriers, .is = is, .begins = begins,
  .framing = {"headers"},
  .text = "{method}, {target}, {status}, {reason}",
  .lines = lines,
};
