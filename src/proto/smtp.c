/*
** smtp.c - Simple Mail Transfer Protocol: commands and replies (RFC 5321)
*/
#include "firstline.h"

static const Field line[] = { COMMAND_LINE, {0} };

static const Field fields[] = {
  COMMAND_LINE,
  L("lines", line, "further lines in the segment"),
  {0}
};

static const Carrier carriers[] = {
  {"tcp", 25, {0}}, {"tcp", 587, {0}}, {0}
};

static const Line lines[] = { {"{code}{command} {text}", {0}}, {0} };

/* The text of a mail begins segments, too: so the first line has to be one. */
static bool is(const uint8_t *bytes, uint32_t left) {
  static const char commands[] =
    " ATRN AUTH BDAT DATA EHLO ETRN EXPN HELO HELP LHLO MAIL NOOP QUIT RCPT"
    " RSET SAML SEND SOML STARTTLS TURN VRFY XCLIENT XFORWARD X-ANONYMOUSTLS ";
  return is_command_line(commands, bytes, left);
}

const Protocol protocol_smtp = {
  .name = "smtp", .title = "SMTP", .meaning = "Simple Mail Transfer Protocol",
  .reference = "RFC 5321",
  .fields = fields, .carriers = carriers, .is = is,
  .text = "{code}, {command}, {text}",
  .lines = lines,
};
