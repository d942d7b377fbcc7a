/*
** sctp.c - Stream Control Transmission Protocol (RFC 9260)
*/
#include "../core/protocol.h"

static const Field head[] = {
  U("kind", 8, "chunk type"),
  U("flags", 8, "chunk flags, by the kind", HEX),
  U("length", 16, "chunk length, in bytes, kind, flags and length included"),
  {0}
};

static const Field nothing[] = { {0} };

static const Field data[] = {
  U("tsn", 32, "transmission sequence number (TSN)"),
  U("stream", 16, "stream identifier"),
  U("sequence", 16, "stream sequence number"),
  U("protocol", 32, "payload protocol identifier, 0: unspecified"),
  B("data", 0, "user data"),
  {0}
};

static const Field idata[] = {
  U("tsn", 32, "transmission sequence number (TSN)"),
  U("stream", 16, "stream identifier"),
  U("reserved", 16, "zero"),
  U("message", 32, "message identifier"),
  U("protocol", 32, "first fragment: payload protocol identifier; others: "
    "fragment sequence number"),
  B("data", 0, "user data"),
  {0}
};

static const Field init[] = {
  U("tag", 32, "initiate tag", HEX),
  U("window", 32, "advertised receiver window credit (a_rwnd), in bytes"),
  U("outbound", 16, "number of outbound streams"),
  U("inbound", 16, "maximum number of inbound streams"),
  U("tsn", 32, "initial TSN"),
  B("parameters", 0, "parameters: type, length, value"),
  {0}
};

static const Field sack[] = {
  U("tsn", 32, "cumulative TSN acknowledged"),
  U("window", 32, "advertised receiver window credit (a_rwnd), in bytes"),
  U("gaps", 16, "number of gap ack blocks"),
  U("duplicates", 16, "number of duplicate TSNs"),
  B("blocks", 0,
    "gap ack blocks (start and end, as offsets from tsn), duplicate TSNs"),
  {0}
};

static const Field heartbeat[] = {
  B("parameters", 0, "heartbeat information, repeated in the answer"),
  {0}
};

static const Field causes[] = {
  B("causes", 0, "error causes: code, length, value"),
  {0}
};

static const Field shutdown[] = {
  U("tsn", 32, "cumulative TSN acknowledged"),
  {0}
};

static const Field cookie[] = {
  B("cookie", 0, "state cookie of the INIT ACK"),
  {0}
};

static const Field explicit_congestion[] = {
  U("tsn", 32, "lowest TSN"),
  {0}
};

static const Field authentication[] = {
  U("key", 16, "shared key identifier"),
  U("method", 16, "HMAC identifier, 1: SHA-1, 3: SHA-256"),
  B("digest", 0, "HMAC of the chunks that follow"),
  {0}
};

static const Field address_change[] = {
  U("serial", 32, "serial number"),
  B("parameters", 0, "parameters: type, length, value"),
  {0}
};

static const Field forward[] = {
  U("tsn", 32, "new cumulative TSN"),
  B("streams", 0, "stream identifier and sequence number of skipped chunks"),
  {0}
};

static const Item known[] = {
  {0, "data", "payload data", data, NULL, NULL},
  {1, "init", "initiation (INIT)", init, NULL, NULL},
  {2, "initack", "initiation acknowledgement (INIT ACK)", init, NULL, NULL},
  {3, "sack", "selective acknowledgement", sack, NULL, NULL},
  {4, "heartbeat", "heartbeat request", heartbeat, NULL, NULL},
  {5, "heartbeatack", "heartbeat acknowledgement", heartbeat, NULL, NULL},
  {6, "abort", "abort", causes, NULL, NULL},
  {7, "shutdown", "shutdown", shutdown, NULL, NULL},
  {8, "shutdownack", "shutdown acknowledgement", nothing, NULL, NULL},
  {9, "error", "operation error", causes, NULL, NULL},
  {10, "cookieecho", "state cookie (COOKIE ECHO)", cookie, NULL, NULL},
  {11, "cookieack", "cookie acknowledgement", nothing, NULL, NULL},
  {12, "ecne", "explicit congestion notification echo (ECNE)",
   explicit_congestion, NULL, NULL},
  {13, "cwr", "congestion window reduced (CWR)", explicit_congestion, NULL,
   NULL},
  {14, "shutdowncomplete", "shutdown complete", nothing, NULL, NULL},
  {15, "authentication", "authentication (RFC 4895)", authentication, NULL,
   NULL},
  {64, "idata", "payload data of interleaved messages (RFC 8260)", idata, NULL,
   NULL},
  {128, "asconfack", "address configuration acknowledgement (RFC 5061)",
   address_change, NULL, NULL},
  {192, "forwardtsn", "forward cumulative TSN (RFC 3758)", forward, NULL, NULL},
  {193, "asconf", "address configuration change (RFC 5061)", address_change,
   NULL, NULL},
  {194, "iforwardtsn", "forward TSN of interleaved messages (RFC 8260)",
   forward, NULL, NULL},
  {0}
};

static const Items chunks = {
  .head = head, .known = known, .whole = true, .align = 4, .pad = 4,
};

static const Field fields[] = {
  U("sourceport", 16, "source port"),
  U("destinationport", 16, "destination port"),
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
  .reference = "RFC 9260, RFC 4895, RFC 5061, RFC 8260",
  .fields = fields, .carriers = carriers,
  .checksum = {"checksum", SUM_CRC32C, COVERS_REST, false, {0}, NULL},
  .text = "{sourceport} -> {destinationport}, tag=0x{tag:8}",
};
