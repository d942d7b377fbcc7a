/*
** application.c - what a conversation speaks, by the first bytes of a side
*/
#include "application.h"

#include <string.h>

enum { TCP = 1, UDP = 2, BOTH = 3 };

/* So many bytes at `at` are `bytes`, but for bits that are not in `mask`. */
typedef struct Beginning {
  uint8_t application;
  uint8_t over;       /* TCP, UDP or BOTH */
  uint16_t at, size;
  const char *bytes;
  const char *mask;   /* NULL: all bits */
  uint16_t whole;     /* size of all the payload; 0: any */
} Beginning;

#define IS(name_, over_, at_, bytes_, ...) \
  {APPLICATION_##name_, over_, at_, sizeof bytes_ - 1, bytes_, __VA_ARGS__}
#define TEXT(name_, over_, bytes_) IS(name_, over_, 0, bytes_, NULL, 0)

#define DNS_QUERY "\0\0\0\1\0\0\0\0"
#define DNS_QUERY_MASK "\xf8\x4f\xff\xff\xff\xff\xff\xff"
#define DNS_ANSWER "\x80\0\0\1"
#define DNS_ANSWER_MASK "\xf8\0\xff\xff"
#define NTP_SIZE 48

static const Beginning beginnings[] = {
  IS(TLS, TCP, 0, "\x16\x03\0", "\xff\xff\xf8", 0),
  TEXT(HTTP2, TCP, "PRI * HTTP/2.0"),
  TEXT(HTTP, TCP, "HTTP/1."),
  TEXT(HTTP, TCP, "GET "),
  TEXT(HTTP, TCP, "POST "),
  TEXT(HTTP, TCP, "HEAD "),
  TEXT(HTTP, TCP, "PUT "),
  TEXT(HTTP, TCP, "DELETE "),
  TEXT(HTTP, TCP, "CONNECT "),
  TEXT(HTTP, TCP, "PATCH "),
  TEXT(HTTP, TCP, "OPTIONS /"),
  TEXT(HTTP, TCP, "OPTIONS * HTTP"),
  TEXT(SSH, TCP, "SSH-"),
  TEXT(SMTP, TCP, "EHLO "),
  TEXT(SMTP, TCP, "HELO "),
  TEXT(POP3, TCP, "+OK"),
  TEXT(IMAP, TCP, "* OK"),
  TEXT(FTP, TCP, "USER "),
  TEXT(RTSP, TCP, "RTSP/1.0"),
  TEXT(RTSP, TCP, "DESCRIBE rtsp"),
  TEXT(RTSP, TCP, "OPTIONS rtsp"),
  TEXT(SIP, BOTH, "SIP/2.0"),
  TEXT(SIP, BOTH, "INVITE sip"),
  TEXT(SIP, BOTH, "REGISTER sip"),
  TEXT(SIP, BOTH, "OPTIONS sip"),
  TEXT(BITTORRENT, TCP, "\x13" "BitTorrent protocol"),
  IS(SMB, TCP, 4, "\xffSMB", NULL, 0),
  IS(SMB, TCP, 4, "\xfeSMB", NULL, 0),
  IS(RDP, TCP, 0, "\x03\0\0\0\0\xe0", "\xff\xff\xff\0\0\xff", 0),
  IS(POSTGRES, TCP, 0, "\0\0\0\x08\x04\xd2\x16\x2f", NULL, 8),
  IS(POSTGRES, TCP, 0, "\0\0\0\0\0\3\0\0user", "\xff\xff\0\0\xff\xff\xff\xff"
     "\xff\xff\xff\xff", 0),
  IS(MYSQL, TCP, 3, "\0\x0a" "5.", NULL, 0),
  IS(MYSQL, TCP, 3, "\0\x0a" "8.", NULL, 0),
  IS(REDIS, TCP, 0, "*1\r\n$", "\xff\xf0\xff\xff\xff", 0),
  IS(MQTT, TCP, 0, "\x10\0\0\4MQTT", "\xff\0\xff\xff\xff\xff\xff\xff", 0),
  IS(DNS, UDP, 2, DNS_QUERY, DNS_QUERY_MASK, 0),
  IS(DNS, UDP, 2, DNS_ANSWER, DNS_ANSWER_MASK, 0),
  IS(DNS, TCP, 4, DNS_QUERY, DNS_QUERY_MASK, 0),
  IS(DNS, TCP, 4, DNS_ANSWER, DNS_ANSWER_MASK, 0),
  IS(DHCP, UDP, 236, "\x63\x82\x53\x63", NULL, 0),
  IS(STUN, BOTH, 4, "\x21\x12\xa4\x42", NULL, 0),
  IS(QUIC, UDP, 0, "\xc0\0\0\0\1", "\xc0\xff\xff\xff\xff", 0),
  IS(QUIC, UDP, 0, "\xc0\x6b\x33\x43\xcf", "\xc0\xff\xff\xff\xff", 0),
  IS(DTLS, UDP, 0, "\x16\xfe\xfc", "\xff\xff\xfc", 0),
  IS(WIREGUARD, UDP, 0, "\1\0\0\0", NULL, 148),
  TEXT(SSDP, UDP, "M-SEARCH * HTTP/1.1"),
  TEXT(SSDP, UDP, "NOTIFY * HTTP/1.1"),
  IS(SNMP, UDP, 0, "\x30\0\2\1\0", "\xff\0\xff\xff\xfc", 0),
  IS(NTP, UDP, 0, "\x1b", "\x3f", NTP_SIZE),
  IS(NTP, UDP, 0, "\x1c", "\x3f", NTP_SIZE),
  IS(NTP, UDP, 0, "\x23", "\x3f", NTP_SIZE),
  IS(NTP, UDP, 0, "\x24", "\x3f", NTP_SIZE),
};

#define COUNT (sizeof beginnings / sizeof *beginnings)

static bool begins(const Beginning *b, const uint8_t *bytes, size_t there,
                   size_t size) {
  if ((b->whole && size != b->whole) || there < (size_t)b->at + b->size)
    return false;
  if (!b->mask) return memcmp(bytes + b->at, b->bytes, b->size) == 0;
  for (unsigned i = 0; i < b->size; i++)
    if ((bytes[b->at + i] ^ (uint8_t)b->bytes[i]) & (uint8_t)b->mask[i])
      return false;
  return true;
}

uint8_t application_of(bool tcp, const uint8_t *bytes, size_t there,
                       size_t size) {
  for (unsigned i = 0; i < COUNT; i++)
    if (beginnings[i].over & (tcp ? TCP : UDP) &&
        begins(&beginnings[i], bytes, there, size))
      return beginnings[i].application;
  return APPLICATION_NONE;
}
