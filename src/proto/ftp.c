/*
** ftp.c - File Transfer Protocol: the control connection (RFC 959)
*/
#include "firstline.h"

static const Field line[] = { COMMAND_LINE, {0} };

static const Field fields[] = {
  COMMAND_LINE,
  L("lines", line, "further lines in the segment"),
  {0}
};

static const Carrier carriers[] = { {"tcp", 21, {0}}, {0} };

static const Line lines[] = { {"{code}{command} {text}", {0}}, {0} };

/* Texts with an end take any bytes, so the first line has to be one. */
static bool is(const uint8_t *bytes, uint32_t left) {
  static const char commands[] =
    " ABOR ACCT ADAT ALGS ALLO APPE AUTH CCC CDUP CLNT CONF CWD DELE ENC EPRT"
    " EPSV FEAT HELP HOST LANG LIST LPRT LPSV MDTM MFMT MIC MKD MLSD MLST MODE"
    " NLST NOOP OPTS PASS PASV PBSZ PORT PROT PWD QUIT REIN REST RETR RMD RNFR"
    " RNTO SITE SIZE SMNT STAT STOR STOU STRU SYST TYPE USER XCUP XCWD XMKD"
    " XPWD XRMD ";
  return is_command_line(commands, bytes, left);
}

const Protocol protocol_ftp = {
  .name = "ftp", .title = "FTP", .meaning = "File Transfer Protocol",
  .reference = "RFC 959, RFC 2389, RFC 2428, RFC 3659, RFC 4217",
  .fields = fields, .carriers = carriers, .is = is,
  .text = "{code}, {command}, {text}",
  .lines = lines,
};
