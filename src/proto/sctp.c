/*
** sctp.c - Stream Control Transmission Protocol (RFC 9260)
*/
#include "../core/protocol.h"

static const Field head[] = {
  U("kind", 8, "kind of the chunk"),
  U("flags", 8, "flags, as the kind has them", HEX),
  U("length", 16, "bytes of the chunk, this head counted"),
  {0}
};

static const Field nothing[] = { {0} };

static const Field data[] = {
  U("tsn", 32, "transmission sequence number"),
  U("stream", 16, "stream"),
  U("sequence", 16, "number in the stream"),
  U("protocol", 32, "what the data is, 0: not said"),
  B("data", 0, "the data"),
  {0}
};

static const Field init[] = {
  U("tag", 32, "verification tag that the sender wants to see", HEX),
  U("window", 32, "bytes that the sender will take"),
  U("outbound", 16, "streams that the sender wants to have"),
  U("inbound", 16, "most streams that it takes"),
  U("tsn", 32, "number of the first chunk of data"),
  B("parameters", 0, "parameters: type, length, value"),
  {0}
};

static const Field sack[] = {
  U("tsn", 32, "all up to this number has arrived"),
  U("window", 32, "bytes that the sender will take"),
  U("gaps", 16, "number of blocks that have arrived behind a gap"),
  U("duplicates", 16, "number of chunks that came twice"),
  B("blocks", 0, "gaps: first and last, from tsn; then duplicates"),
  {0}
};

static const Field heartbeat[] = {
  B("parameters", 0, "what the answer repeats"),
  {0}
};

static const Field causes[] = {
  B("causes", 0, "causes: code, length, value"),
  {0}
};

static const Field shutdown[] = {
  U("tsn", 32, "all up to this number has arrived"),
  {0}
};

static const Field cookie[] = {
  B("cookie", 0, "cookie of the INIT ACK"),
  {0}
};

static const Field explicit_congestion[] = {
  U("tsn", 32, "lowest number that arrived with the mark"),
  {0}
};

static const Field authentication[] = {
  U("key", 16, "number of the shared key"),
  U("method", 16, "1: SHA-1, 3: SHA-256"),
  B("digest", 0, "digest of the chunks that follow"),
  {0}
};

static const Field address_change[] = {
  U("serial", 32, "number of the change"),
  B("parameters", 0, "parameters: type, length, value"),
  {0}
};

static const Field forward[] = {
  U("tsn", 32, "all up to this number is given up"),
  B("streams", 0, "stream and sequence of each"),
  {0}
};

static const Item known[] = {
  {0, "data", "data", data, NULL, NULL},
  {1, "init", "begin an association", init, NULL, NULL},
  {2, "initack", "answer to init", init, NULL, NULL},
  {3, "sack", "selective acknowledgement", sack, NULL, NULL},
  {4, "heartbeat", "is the path alive", heartbeat, NULL, NULL},
  {5, "heartbeatack", "answer to heartbeat", heartbeat, NULL, NULL},
  {6, "abort", "end the association at once", causes, NULL, NULL},
  {7, "shutdown", "end the association", shutdown, NULL, NULL},
  {8, "shutdownack", "answer to shutdown", nothing, NULL, NULL},
  {9, "error", "what went wrong", causes, NULL, NULL},
  {10, "cookieecho", "cookie sent back", cookie, NULL, NULL},
  {11, "cookieack", "answer to cookieecho", nothing, NULL, NULL},
  {12, "ecne", "congestion was notified", explicit_congestion, NULL, NULL},
  {13, "cwr", "congestion window was reduced", explicit_congestion, NULL,
   NULL},
  {14, "shutdowncomplete", "the association has ended", nothing, NULL, NULL},
  {15, "authentication", "authentication (RFC 4895)", authentication, NULL,
   NULL},
  {128, "asconfack", "answer to asconf (RFC 5061)", address_change, NULL,
   NULL},
  {192, "forwardtsn", "skip what was given up (RFC 3758)", forward, NULL,
   NULL},
  {193, "asconf", "change of addresses (RFC 5061)", address_change, NULL,
   NULL},
  {0}
};

static const Items chunks = {
  .head = head, .known = known, .whole = true, .align = 4, .pad = 4,
};

static const Field fields[] = {
  U("sourceport", 16, "port of the sender"),
  U("destinationport", 16, "port of the receiver"),
  U("tag", 32, "verification tag", HEX),
  U("checksum", 32, "CRC32c of the whole packet", HEX),
  I("chunks", &chunks, "chunks"),
  {0}
};

static const Carrier carriers[] = {
  {"ip", 132, {0}},
  {0}
};

const Protocol protocol_sctp = {
  .name = "sctp", .title = "SCTP",
  .meaning = "Stream Control Transmission Protocol",
  .reference = "RFC 9260",
  .fields = fields, .carriers = carriers,
  .checksum = {"checksum", SUM_CRC32C, COVERS_REST, false, {0}, NULL},
  .text = "{sourceport} -> {destinationport}, tag=0x{tag:8}",
};
