/*
** firstline.h - messages that begin with a line: HTTP, SIP, SSDP, FTP, SMTP
*/
#ifndef PYCAP_FIRSTLINE_H
#define PYCAP_FIRSTLINE_H

#include <string.h>

#include "../core/protocol.h"

static inline bool is_digit(uint8_t byte) { return byte >= '0' && byte <= '9'; }

/* What bytes are: not what is looked for, perhaps its beginning, or that. */
typedef enum Match { MATCH_NO, MATCH_PART, MATCH_YES } Match;

/* Whether a text stands there, in which '0' is any digit. */
static inline Match match_text(const char *text, const uint8_t *bytes,
                               uint32_t left) {
  for (uint32_t i = 0; text[i]; i++) {
    if (i == left) return MATCH_PART;
    if (text[i] == '0' ? !is_digit(bytes[i])
                       : bytes[i] != (uint8_t)text[i])
      return MATCH_NO;
  }
  return MATCH_YES;
}

static inline bool is_method(uint8_t byte) {
  return (byte >= 'A' && byte <= 'Z') || byte == '-' || byte == '_';
}

/* Whether two texts stand there, one behind the other. */
static inline Match match_both(const char *text, const char *more,
                               const uint8_t *bytes, uint32_t left) {
  uint32_t size = (uint32_t)strlen(text);
  Match match = match_text(text, bytes, left);
  return match == MATCH_YES ? match_text(more, bytes + size, left - size)
                            : match;
}

/*
** Whether a first line of HTTP stands there, or of a protocol made like it:
** `version` is "HTTP/1.0", where '0' is any digit. A segment may begin within a
** body, and texts with an end take any bytes.
*/
static inline Match match_first_line(const char *version, const uint8_t *bytes,
                                     uint32_t left) {
  enum { LONGEST = 32 };  /* of a method */
  uint32_t at = 0;
  Match status = match_both(version, " 000 ", bytes, left);
  if (status != MATCH_NO) return status;
  while (at < left && at < LONGEST && is_method(bytes[at])) at++;
  if (at == left) return at < LONGEST ? MATCH_PART : MATCH_NO;
  if (at == 0 || bytes[at++] != ' ') return MATCH_NO;
  uint32_t target = at;
  while (at < left && bytes[at] > ' ') at++;
  if (at == left) return MATCH_PART;
  if (at == target || bytes[at++] != ' ') return MATCH_NO;
  return match_both(version, "\r\n", bytes + at, left - at);
}

static inline bool is_first_line(const char *version, const uint8_t *bytes,
                                 uint32_t left) {
  return match_first_line(version, bytes, left) == MATCH_YES;
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
