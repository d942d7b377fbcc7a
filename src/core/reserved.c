/*
** reserved.c - names that no protocol may have
*/
#include "wrong.h"

const char *const reserved_keywords[] = {
  "and", "break", "do", "else", "elseif", "end", "false", "for", "function",
  "goto", "if", "in", "local", "nil", "not", "or", "repeat", "return", "then",
  "true", "until", "while", NULL
};

const char *const reserved_names[] = {
  /* in pycap: */
  "after", "arguments", "ask", "atend", "capture", "carry", "checksum", "code",
  "constants", "decode", "devices", "dump", "error", "every", "filter",
  "formats", "hexdump", "inject", "json", "loop", "name", "on", "protocol",
  "protocolof", "protocols", "publish", "raw", "sleep", "source", "spawn",
  "stop", "stream", "table", "tally", "tree",
  /* members of a packet: */
  "bytes", "caplen", "comment", "conversation", "destination", "direction",
  "flow", "insert", "interface", "length", "malformed", "payload", "quoted",
  "reassembled", "remove", "show", "time", "timestamp", "trailer", "unpack",
  /* what handlers ask for: */
  "event", "packet", NULL
};
