/*
** record.h - what is known of a conversation at one time: what handlers of
** "flow" get instead of a packet
*/
#ifndef PYCAP_RECORD_H
#define PYCAP_RECORD_H

#include "flow.h"

#define RECORD_TEXT_MAX 32  /* bytes of a text that is made when it is read */
#define RECORD_VLANS 2

/* The texts that fields may have. A name's value is the index of it. */
typedef enum FlowState {  /* all but TCP have the last two alone */
  FLOW_OPENING,      /* a SYN, and perhaps its answer */
  FLOW_ESTABLISHED,  /* the handshake is done */
  FLOW_MIDSTREAM,    /* its beginning was not seen */
  FLOW_CLOSING,      /* one side has sent a FIN, */
  FLOW_CLOSED,       /* or both, */
  FLOW_RESET,        /* or one an RST */
  FLOW_UNANSWERED,
  FLOW_ANSWERED
} FlowState;

/* Why a conversation ended; record_reasons lacks the first. */
typedef enum FlowReason {
  REASON_NONE,  /* it did not */
  REASON_FIN,
  REASON_RST,
  REASON_IDLE,
  REASON_NEW,   /* another connection between the same ends began */
  REASON_FULL,  /* it gave way to others */
  REASON_END    /* no more packets come */
} FlowReason;

/* What is known by first bytes: APPLICATION_TLS is "tls". */
#define APPLICATIONS(X) \
  X(TLS, "tls") X(HTTP2, "http2") X(HTTP, "http") X(SSH, "ssh") \
  X(SMTP, "smtp") X(POP3, "pop3") X(IMAP, "imap") X(FTP, "ftp") \
  X(RTSP, "rtsp") X(SIP, "sip") X(BITTORRENT, "bittorrent") X(SMB, "smb") \
  X(RDP, "rdp") X(POSTGRES, "postgres") X(MYSQL, "mysql") X(REDIS, "redis") \
  X(MQTT, "mqtt") X(DNS, "dns") X(DHCP, "dhcp") X(STUN, "stun") \
  X(QUIC, "quic") X(DTLS, "dtls") X(WIREGUARD, "wireguard") X(SSDP, "ssdp") \
  X(SNMP, "snmp") X(NTP, "ntp")

#define APPLICATION_ITEM(id, name) APPLICATION_##id,
typedef enum Application {
  APPLICATION_NONE, APPLICATIONS(APPLICATION_ITEM) APPLICATION_COUNT
} Application;
#undef APPLICATION_ITEM

/* When it was made: an OR of these is what a handler is for. */
enum { EVENT_START = 1, EVENT_EVERY = 2, EVENT_END = 4 };

typedef struct Record {
  uint8_t event;
  uint8_t key_size;
  uint8_t key[FLOW_MAX];     /* as packet.conversation; */
  bool back;                 /* the source is the second end in it */
  uint64_t packets[2], bytes[2];  /* by the source, and by its peer */
  int64_t first, last;       /* time of the first packet, and of the last; */
  int64_t before;            /* of EVENT_EVERY: and of that before it */
  int64_t handshake;         /* ns; -1: not known */
  uint32_t retransmissions, disorder, gaps;
  uint16_t icmp;             /* type and code of the first packet, */
  bool known_icmp;           /* which is of ICMP, and has them */
  uint8_t state;             /* FlowState */
  uint8_t reason;            /* FlowReason */
  uint8_t application;       /* Application */
  uint16_t vlans[RECORD_VLANS];      /* and one; 0: none */
} Record;

/* Its fields; a row without a name ends them. The kinds of addresses say
** nothing: they are of either family. */
extern const Field record_rows[];

/* How the values of field `i` are read. */
typedef enum RecordKind {
  RECORD_NUMBER, RECORD_TIME, RECORD_TEXT, RECORD_SOURCE, RECORD_DESTINATION,
  RECORD_KEY
} RecordKind;

RecordKind record_kind(unsigned i);
bool record_always(unsigned i);  /* it is there in each record */

/*
** Reads field `i`; a time is in nanoseconds. `text` has RECORD_TEXT_MAX bytes
** for a text that has to be made. False: it is not there.
*/
bool record_read(const Record *record, unsigned i, char *text, Value *value);

#endif
