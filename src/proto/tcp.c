/*
** tcp.c - Transmission Control Protocol (RFC 9293)
*/
#include "../core/protocol.h"

static const Field head[] = {
  U("kind", 8, "kind of the option"),
  U("length", 8, "bytes in the option, kind and length included"),
  {0}
};

static const Field nothing[] = { {0} };

static const Field mss[] = {
  U("size", 16, "maximum segment size, in bytes"),
  {0}
};

static const Field windowscale[] = {
  U("shift", 8, "shift count of the window"),
  {0}
};

static const Field block[] = {
  U("left", 32, "left edge: first sequence number of the block"),
  U("right", 32, "right edge: sequence number after the block"),
  {0}
};

static const Field timestamps[] = {
  U("value", 32, "timestamp value (TSval)"),
  U("echo", 32, "timestamp echo reply (TSecr)"),
  {0}
};

static const Field cookie[] = {
  B("cookie", 0, "Fast Open cookie, empty: cookie request"),
  {0}
};

static const Field md5[] = {
  B("digest", 128, "MD5 digest"),
  {0}
};

static const Field usertimeout[] = {
  U("minutes", 1, "granularity, 1: minutes, 0: seconds"),
  U("timeout", 15, "user timeout"),
  {0}
};

static const Field authentication[] = {
  U("key", 8, "identifier of the key (KeyID)"),
  U("next", 8, "identifier of the key to receive with (RNextKeyID)"),
  B("digest", 0, "message authentication code (MAC)"),
  {0}
};

static const Field multipath[] = {
  U("subtype", 4, "message subtype"),
  U("flags", 4, "version or flags, by the subtype"),
  B("data", 0, "data of the subtype"),
  {0}
};

static const Field experiment[] = {
  U("experiment", 16, "experiment identifier (ExID)", HEX),
  B("data", 0, "data of the experiment"),
  {0}
};

static const Item known[] = {
  {0, "end", "end of the list", NULL, NULL, NULL},
  {1, "nop", "no operation", NULL, NULL, NULL},
  {2, "mss", "maximum segment size", mss, NULL, NULL},
  {3, "windowscale", "window scale (RFC 7323)", windowscale, NULL, NULL},
  {4, "sackpermitted", "selective acknowledgement permitted (RFC 2018)",
   nothing, NULL, NULL},
  {5, "sack", "selective acknowledgement (RFC 2018)", nothing, "blocks", block},
  {8, "timestamps", "timestamps (RFC 7323)", timestamps, NULL, NULL},
  {19, "md5", "MD5 signature (RFC 2385)", md5, NULL, NULL},
  {28, "usertimeout", "user timeout (RFC 5482)", usertimeout, NULL, NULL},
  {29, "authentication", "authentication (RFC 5925)", authentication, NULL,
   NULL},
  {30, "multipath", "Multipath TCP (RFC 8684)", multipath, NULL, NULL},
  {34, "fastopen", "fast open (RFC 7413)", cookie, NULL, NULL},
  {253, "experiment", "experiment (RFC 6994)", experiment, NULL, NULL},
  {254, "experiment2", "experiment (RFC 6994)", experiment, NULL, NULL},
  {0}
};

static const Items options = {
  .head = head, .known = known, .bare = BIT(0) | BIT(1), .ends = true,
  .whole = true, .pad = 4,
};

static const Name flags[] = {
  {1, "fin", "TH_FIN"},  {2, "syn", "TH_SYN"},
  {4, "rst", "TH_RST"},  {8, "push", "TH_PUSH"},
  {16, "ack", "TH_ACK"}, {32, "urg", "TH_URG"},
  {64, "ece", "TH_ECE"}, {128, "cwr", "TH_CWR"},
  {0, NULL, NULL}
};

static const Field fields[] = {
  U("sourceport", 16, "source port"),
  U("destinationport", 16, "destination port"),
  U("sequence", 32, "sequence number"),
  U("acknowledge", 32, "acknowledgment number"),
  U("headerlength", 4, "bytes in the header", SCALED(4), DEFAULT(20)),
  U("reserved", 4, "reserved", HEX),
  U("flags", 8, "CWR, ECE, URG, ACK, PSH, RST, SYN, FIN (RFC 3168)", HEX,
    BITS(flags)),
  U("window", 16, "receive window, unscaled", DEFAULT(65535)),
  U("checksum", 16, "Internet checksum with the pseudo header", HEX),
  U("urgent", 16, "urgent pointer, as offset from the sequence number"),
  I("options", &options, "options"),
  {0}
};

static const Carrier carriers[] = {
  {"ip", 6, {0}},
  {0}
};

static const Line lines[] = {
  {"flags {flags}, seq {sequence}, ack {acknowledge}, win {window}, "
   "urg {urgent}, options {options}", IF_BITS("flags", 32)},
  {"flags {flags}, seq {sequence}, ack {acknowledge}, win {window}, "
   "options {options}", IF_BITS("flags", 16)},
  {"flags {flags}, seq {sequence}, win {window}, options {options}", {0}},
  {0}
};

const Protocol protocol_tcp = {
  .name = "tcp", .title = "TCP", .meaning = "Transmission Control Protocol",
  .reference = "RFC 9293, RFC 3168",
  .fields = fields, .carriers = carriers,
  .next = "destinationport", .length = "headerlength",
  .checksum = {"checksum", SUM_INTERNET, COVERS_PSEUDO, false, {0}, NULL},
  .text = "{sourceport} -> {destinationport}, seq=0x{sequence:8}, "
          "ack=0x{acknowledge:8}, flags=({flags})",
  .lines = lines,
};
