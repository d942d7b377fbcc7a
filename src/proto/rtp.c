/*
** rtp.c - Real-time Transport Protocol (RFC 3550)
*/
#include "../core/protocol.h"

static const Name types[] = {
  {0, "pcmu", NULL}, {3, "gsm", NULL}, {4, "g723", NULL}, {8, "pcma", NULL},
  {9, "g722", NULL}, {13, "comfort-noise", NULL}, {14, "mpa", NULL},
  {18, "g729", NULL}, {26, "jpeg", NULL}, {31, "h261", NULL},
  {32, "mpv", NULL}, {33, "mp2t", NULL}, {34, "h263", NULL},
  {0, NULL, NULL}
};

static const Field source[] = {
  U("source", 32, "synchronization source of a contributor", HEX), {0}
};

#define EXTENDED WHEN("extended", 1, 1)

static const Field fields[] = {
  U("version", 2, "version of the protocol", DEFAULT(2)),
  U("padding", 1, "1: padding ends the packet; its last byte counts it"),
  U("extended", 1, "1: a header extension follows"),
  U("sourcecount", 4, "number of contributing sources"),
  U("marker", 1, "marker, by the payload type"),
  U("type", 7, "payload type", NAMED(types)),
  U("sequence", 16, "sequence number"),
  U("timestamp", 32, "timestamp, in the units of the payload type"),
  U("source", 32, "synchronization source (SSRC)", HEX),
  L("contributors", source, "contributing sources (CSRC)",
    COUNTED_ITEMS("sourcecount")),
  U("profile", 16, "what the extension is", HEX, EXTENDED),
  U("extensionsize", 16, "bytes in the extension", SCALED(4), EXTENDED),
  B("extension", 0, "the extension", SIZED("extensionsize"), EXTENDED),
  {0}
};

static const Carrier carriers[] = { {0} };

static const Line lines[] = {
  {"{type}, seq {sequence}, timestamp {timestamp}, source {source}", {0}},
  {0}
};

static const Rule rules[] = {
  {"its version is another", RULE_OTHERWISE, IN(IF("version", 0, 1))},
  {"its version is another", RULE_OTHERWISE, IN(IF("version", 3, 3))},
  {0}
};

const Protocol protocol_rtp = {
  .name = "rtp", .title = "RTP", .meaning = "Real-time Transport Protocol",
  .reference = "RFC 3550, section 5.1",
  .fields = fields, .carriers = carriers, .rules = rules,
  .text = "type={type}, sequence={sequence}, timestamp={timestamp}",
  .lines = lines,
};
