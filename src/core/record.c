/*
** record.c - what is known of a conversation at one time
*/
#include "record.h"

#include <stdio.h>

#include "communityid.h"

static const Name protocols[] = {
  {1, "icmp", NULL}, {2, "igmp", NULL}, {6, "tcp", NULL}, {17, "udp", NULL},
  {47, "gre", NULL}, {50, "esp", NULL}, {51, "ah", NULL}, {58, "icmp6", NULL},
  {89, "ospf", NULL}, {112, "vrrp", NULL}, {132, "sctp", NULL}, {0, NULL, NULL}
};

static const Name states[] = {
  {FLOW_OPENING, "opening", NULL}, {FLOW_ESTABLISHED, "established", NULL},
  {FLOW_MIDSTREAM, "midstream", NULL}, {FLOW_CLOSING, "closing", NULL},
  {FLOW_CLOSED, "closed", NULL}, {FLOW_RESET, "reset", NULL},
  {FLOW_UNANSWERED, "unanswered", NULL}, {FLOW_ANSWERED, "answered", NULL},
  {0, NULL, NULL}
};

static const Name reasons[] = {
  {REASON_FIN, "fin", NULL}, {REASON_RST, "rst", NULL},
  {REASON_IDLE, "idle", NULL}, {REASON_NEW, "new", NULL},
  {REASON_FULL, "full", NULL}, {REASON_END, "end", NULL}, {0, NULL, NULL}
};

#define APPLICATION_NAME(id, name) {APPLICATION_##id, name, NULL},
static const Name applications[] = {
  APPLICATIONS(APPLICATION_NAME) {0, NULL, NULL}
};

enum {
  SOURCE, DESTINATION, SOURCEPORT, DESTINATIONPORT, PROTOCOL, PACKETS, BYTES,
  BACKPACKETS, BACKBYTES, FIRST, LAST, SECONDS, STATE, REASON, HANDSHAKE,
  RETRANSMISSIONS, DISORDER, GAPS, APPLICATION, COMMUNITYID, VLANS, KEY
};

#define NUMBER(name_, ...) U(name_, 56, __VA_ARGS__)

const Field record_rows[] = {
  [SOURCE] = A("source", IP6, "who sent the first SYN, else the first packet"),
  [DESTINATION] = A("destination", IP6, "the other end"),
  [SOURCEPORT] = U("sourceport", 16, "port of the source; nil: it has none"),
  [DESTINATIONPORT] = U("destinationport", 16, "port of the other end"),
  [PROTOCOL] = U("protocol", 8, "number of the protocol behind IP",
                 NAMED(protocols)),
  [PACKETS] = NUMBER("packets", "packets from the source"),
  [BYTES] = NUMBER("bytes", "bytes of these frames, on the wire; a datagram "
                   "put together of fragments counts as one frame"),
  [BACKPACKETS] = NUMBER("backpackets", "packets from the other end"),
  [BACKBYTES] = NUMBER("backbytes", "bytes of these frames"),
  [FIRST] = U("first", 56, "seconds since 1970 of the first packet"),
  [LAST] = U("last", 56, "seconds since 1970 of the last packet"),
  [SECONDS] = U("seconds", 56, "seconds from the first packet to the last"),
  [STATE] = T("state", 0, "\"opening\", \"established\", \"midstream\", "
              "\"closing\", \"closed\", \"reset\"; where it is not "
              "TCP, \"unanswered\", \"answered\"", NAMED(states)),
  [REASON] = T("reason", 0, "why it ended: \"fin\", \"rst\", \"idle\", "
               "\"new\" (another connection between the same ends began), "
               "\"full\", \"end\"; nil: it did not", NAMED(reasons)),
  [HANDSHAKE] = U("handshake", 56, "seconds from the SYN to what completed the "
                  "handshake; nil: not seen"),
  [RETRANSMISSIONS] = U("retransmissions", 32, "segments whose bytes had come "
                        "before"),
  [DISORDER] = U("disorder", 32, "segments that came after later ones"),
  [GAPS] = U("gaps", 32, "runs of bytes that did not come"),
  [APPLICATION] = T("application", 0, "what it speaks, by its first bytes, "
                    "such as \"http\"; nil: not known", NAMED(applications)),
  [COMMUNITYID] = T("communityid", 0, "Community ID, version 1"),
  [VLANS] = T("vlans", 0, "VLANs of the first packet, \"7\" or \"7,12\"; nil: "
              "none"),
  [KEY] = B("key", 0, "the bytes of `packet.conversation`"),
  {0}
};

/* Times are what files say: they may be as far apart as no duration can be. */
static uint64_t seconds_of(const Record *r) {
  uint64_t span = (uint64_t)r->last - (uint64_t)r->first;
  return span < INT64_MAX ? span : INT64_MAX;
}

static uint64_t number_of(const Record *r, unsigned i) {
  switch (i) {
    case PROTOCOL: return r->key[r->key_size < 32 ? 8 : 32];
    case PACKETS: return r->packets[0];
    case BYTES: return r->bytes[0];
    case BACKPACKETS: return r->packets[1];
    case BACKBYTES: return r->bytes[1];
    case FIRST: return (uint64_t)r->first;
    case LAST: return (uint64_t)r->last;
    case SECONDS: return seconds_of(r);
    case HANDSHAKE: return (uint64_t)r->handshake;
    case RETRANSMISSIONS: return r->retransmissions;
    case DISORDER: return r->disorder;
    default: return r->gaps;
  }
}

/* Reads an end of it, or its port. */
static bool read_end(const Record *r, unsigned i, Value *v) {
  Flow flow;
  if (!flow_read(r->key, r->key_size, &flow)) return false;
  bool source = (i == SOURCE || i == SOURCEPORT) != r->back;
  v->number = source ? flow.sourceport : flow.destinationport;
  v->bytes = source ? flow.source : flow.destination;
  v->size = flow.size;
  v->set = i == SOURCE || i == DESTINATION;
  return v->set || flow.ports;
}

static bool give_text(const char *text, Value *v) {
  v->bytes = (const uint8_t *)text;
  v->size = text ? strlen(text) : 0;
  return text != NULL;
}

/* Reads a text by its place among the names; the first is number `first`. */
static bool give_name(const Name *names, unsigned first, unsigned number,
                      Value *v) {
  return number >= first && give_text(names[number - first].name, v);
}

static const char *vlans_text(const Record *r, char *text) {
  if (r->vlans[0] == 0) return NULL;
  int size = snprintf(text, RECORD_TEXT_MAX, "%d", r->vlans[0] - 1);
  if (r->vlans[1] > 0)
    snprintf(text + size, RECORD_TEXT_MAX - (size_t)size, ",%d",
             r->vlans[1] - 1);
  return text;
}

RecordKind record_kind(unsigned i) {
  if (i == SOURCE) return RECORD_SOURCE;
  if (i == DESTINATION) return RECORD_DESTINATION;
  if (i == KEY) return RECORD_KEY;
  if (i == FIRST || i == LAST || i == SECONDS || i == HANDSHAKE)
    return RECORD_TIME;
  return record_rows[i].kind == KIND_TEXT ? RECORD_TEXT : RECORD_NUMBER;
}

bool record_always(unsigned i) {
  return record_rows[i].kind == KIND_UINT && i != SOURCEPORT &&
         i != DESTINATIONPORT && i != HANDSHAKE;
}

bool record_read(const Record *r, unsigned i, char *text, Value *v) {
  v->set = false;
  switch (i) {
    case SOURCE:
    case DESTINATION:
    case SOURCEPORT:
    case DESTINATIONPORT:
      return read_end(r, i, v);
    case STATE: return give_name(states, 0, r->state, v);
    case REASON: return give_name(reasons, 1, r->reason, v);
    case APPLICATION: return give_name(applications, 1, r->application, v);
    case VLANS: return give_text(vlans_text(r, text), v);
    case COMMUNITYID:
      v->bytes = (const uint8_t *)text;
      v->size = communityid_text(r, text);
      return true;
    case KEY:
      v->bytes = r->key;
      v->size = r->key_size;
      return true;
    default:
      v->number = number_of(r, i);
      return i != HANDSHAKE || r->handshake >= 0;
  }
}
