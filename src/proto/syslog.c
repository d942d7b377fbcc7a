/*
** syslog.c - system log messages (RFC 5424, RFC 3164)
*/
#include "firstline.h"

static const Field fields[] = {
  U("open", 8, "<", HEX, DEFAULT('<')),
  T("priority", 0, "8 times the facility, and the severity", ENDED(">"),
    DEFAULT_LIST("13")),
  T("version", 0, "version of the format; of RFC 3164: empty",
    SPAN("0123456789")),
  T("text", 0, "the rest of the message"),
  {0}
};

static const Carrier carriers[] = { {"udp", 514, {0}}, {0} };

static const Line lines[] = { {"<{priority}> {text}", {0}}, {0} };

/* Text with an end takes any bytes: a priority has one to three digits. */
static bool is(const uint8_t *bytes, uint32_t left) {
  uint32_t at = 1;
  if (left < 3 || bytes[0] != '<') return false;
  while (at < left && at < 4 && is_digit(bytes[at])) at++;
  return at > 1 && at < left && bytes[at] == '>';
}

const Protocol protocol_syslog = {
  .name = "syslog", .title = "Syslog", .meaning = "System log message",
  .reference = "RFC 5424, RFC 3164",
  .fields = fields, .carriers = carriers, .is = is,
  .text = "{priority}, {version}, {text}",
  .lines = lines,
};
