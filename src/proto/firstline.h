/*
** firstline.h - messages that begin with a line: HTTP, SIP, SSDP, FTP, SMTP
*/
#ifndef PYCAP_FIRSTLINE_H
#define PYCAP_FIRSTLINE_H

#include <string.h>

#include "../core/protocol.h"

static inline bool is_digit(uint8_t byte) { return byte >= '0' && byte <= '9'; }

/* "HTTP/1.1": the bytes of a version, 0: it is none. `name` is "HTTP/". */
static inline uint32_t version_of(const char *name, const uint8_t *bytes,
                                  uint32_t left) {
  uint32_t size = (uint32_t)strlen(name);
  return left >= size + 3 && memcmp(bytes, name, size) == 0 &&
         is_digit(bytes[size]) && bytes[size + 1] == '.' &&
         is_digit(bytes[size + 2]) ? size + 3 : 0;
}

static inline bool is_status(const uint8_t *bytes, uint32_t left) {
  return left >= 5 && bytes[0] == ' ' && is_digit(bytes[1]) &&
         is_digit(bytes[2]) && is_digit(bytes[3]) && bytes[4] == ' ';
}

static inline bool is_method(uint8_t byte) {
  return (byte >= 'A' && byte <= 'Z') || byte == '-' || byte == '_';
}

/*
** True for a first line of HTTP and of protocols made like it. A segment may
** begin within a body, and texts with an end take any bytes.
*/
static inline bool is_first_line(const char *name, const uint8_t *bytes,
                                 uint32_t left) {
  enum { LONGEST = 32 };  /* of a method */
  uint32_t at = version_of(name, bytes, left);
  if (at > 0) return is_status(bytes + at, left - at);
  while (at < left && at < LONGEST && is_method(bytes[at])) at++;
  if (at == 0 || at == left || bytes[at++] != ' ') return false;
  uint32_t target = at;
  while (at < left && bytes[at] > ' ') at++;
  if (at == target || at == left || bytes[at++] != ' ') return false;
  uint32_t size = version_of(name, bytes + at, left - at);
  return size > 0 && left - at > size + 1 && bytes[at + size] == '\r' &&
         bytes[at + size + 1] == '\n';
}

/*
** True for a line that is a reply ("220 text", "220-text"), or one of those
** commands, which stand between blanks.
*/
static inline bool is_command_line(const char *commands, const uint8_t *bytes,
                                   uint32_t left) {
  enum { LONGEST = 12 };  /* of a command */
  char word[LONGEST + 3] = " ";
  uint32_t size = 0;
  if (left >= 4 && is_digit(bytes[0]) && is_digit(bytes[1]) &&
      is_digit(bytes[2]))
    return bytes[3] == ' ' || bytes[3] == '-' || bytes[3] == '\r';
  while (size < left && size < LONGEST && bytes[size] > ' ') {
    uint8_t byte = bytes[size++];
    word[size] = (char)(byte >= 'a' && byte <= 'z' ? byte - 'a' + 'A' : byte);
  }
  word[size + 1] = ' ';
  return size > 0 && size < left &&
         (bytes[size] == ' ' || bytes[size] == '\r') &&
         strstr(commands, word) != NULL;
}

/*
** The rows of a message that begins as HTTP's does: `version_` is the default
** of its version.
*/
#define FIRST_LINE_REQUEST WHEN("method", 1, UINT32_MAX)
#define FIRST_LINE_RESPONSE WHEN("method", 0, 0)
#define FIRST_LINE(name_, version_, target_) \
  T("method", 0, "method; absent: a response", ENDED(" "), UNLESS(name_)), \
  T("target", 0, "target of the request", ENDED(" "), DEFAULT_LIST(target_), \
    FIRST_LINE_REQUEST), \
  T("version", 0, "version of the protocol", ENDED(" "), OR_ENDED("\r\n"), \
    DEFAULT_LIST(version_), FORM("method", 0, 0)), \
  T("status", 0, "status code, three digits", ENDED(" "), \
    DEFAULT_LIST("200"), FIRST_LINE_RESPONSE), \
  T("reason", 0, "the same in words", ENDED("\r\n"), DEFAULT_LIST("OK"), \
    FIRST_LINE_RESPONSE)

/* The rows of a header, of which a list ends with an empty line. */
static const Field header_line[] = {
  T("name", 0, "name of the header", ENDED(":")),
  T("blank", 0, "blanks before the value", SPAN(" \t"), DEFAULT_LIST(" ")),
  T("value", 0, "its value", ENDED("\r\n")),
  {0}
};

/* The rows of a line that is a command, or a reply. */
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define COMMAND_LINE \
  T("code", 0, "code of a reply, three digits; of a command: empty", \
    SPAN("0123456789")), \
  T("command", 0, "the command; of a reply: empty", SPAN(LETTERS), \
    DEFAULT_LIST("NOOP")), \
  T("mark", 0, "a blank before the text; -: the reply goes on in lines", \
    SPAN(" -"), DEFAULT_LIST(" ")), \
  T("text", 0, "argument of the command, or text of the reply", \
    ENDED("\r\n"))

#endif
