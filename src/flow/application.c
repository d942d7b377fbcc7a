/*
** application.c - what a conversation speaks, by the first bytes of a side
*/
#include "application.h"

#include <string.h>

enum { TCP = 1, UDP = 2, BOTH = 3 };

/* So many bytes at `at` are `bytes`, but for bits that are not in `mask`. */
typedef struct Beginning {
  const char *name;
  uint8_t over;       /* TCP, UDP or BOTH */
  uint16_t at, size;
  const char *bytes;
  const char *mask;   /* NULL: all bits */
  uint16_t whole;     /* size of all the payload; 0: any */
} Beginning;

#define IS(name_, over_, at_, bytes_, ...) \
  {name_, over_, at_, sizeof bytes_ - 1, bytes_, __VA_ARGS__}
#define TEXT(name_, over_, bytes_) IS(name_, over_, 0, bytes_, NULL, 0)

#define DNS_QUERY "\0\0\0\1\0\0\0\0"
#define DNS_QUERY_MASK "\xf8\x4f\xff\xff\xff\xff\xff\xff"
#define DNS_ANSWER "\x80\0\0\1"
#define DNS_ANSWER_MASK "\xf8\0\xff\xff"
#define NTP_SIZE 48

static const Beginning beginnings[] = {
  IS("tls", TCP, 0, "\x16\x03\0", "\xff\xff\xf8", 0),
  TEXT("http2", TCP, "PRI * HTTP/2.0"),
  TEXT("http", TCP, "HTTP/1."),
  TEXT("http", TCP, "GET "),
  TEXT("http", TCP, "POST "),
  TEXT("http", TCP, "HEAD "),
  TEXT("http", TCP, "PUT "),
  TEXT("http", TCP, "DELETE "),
  TEXT("http", TCP, "CONNECT "),
  TEXT("http", TCP, "PATCH "),
  TEXT("http", TCP, "OPTIONS /"),
  TEXT("http", TCP, "OPTIONS * HTTP"),
  TEXT("ssh", TCP, "SSH-"),
  TEXT("smtp", TCP, "EHLO "),
  TEXT("smtp", TCP, "HELO "),
  TEXT("pop3", TCP, "+OK"),
  TEXT("imap", TCP, "* OK"),
  TEXT("ftp", TCP, "USER "),
  TEXT("rtsp", TCP, "RTSP/1.0"),
  TEXT("rtsp", TCP, "DESCRIBE rtsp"),
  TEXT("rtsp", TCP, "OPTIONS rtsp"),
  TEXT("sip", BOTH, "SIP/2.0"),
  TEXT("sip", BOTH, "INVITE sip"),
  TEXT("sip", BOTH, "REGISTER sip"),
  TEXT("sip", BOTH, "OPTIONS sip"),
  TEXT("bittorrent", TCP, "\x13" "BitTorrent protocol"),
  IS("smb", TCP, 4, "\xffSMB", NULL, 0),
  IS("smb", TCP, 4, "\xfeSMB", NULL, 0),
  IS("rdp", TCP, 0, "\x03\0\0\0\0\xe0", "\xff\xff\xff\0\0\xff", 0),
  IS("postgres", TCP, 0, "\0\0\0\x08\x04\xd2\x16\x2f", NULL, 8),
  IS("postgres", TCP, 0, "\0\0\0\0\0\3\0\0user", "\xff\xff\0\0\xff\xff\xff\xff"
     "\xff\xff\xff\xff", 0),
  IS("mysql", TCP, 3, "\0\x0a" "5.", NULL, 0),
  IS("mysql", TCP, 3, "\0\x0a" "8.", NULL, 0),
  IS("redis", TCP, 0, "*1\r\n$", "\xff\xf0\xff\xff\xff", 0),
  IS("mqtt", TCP, 0, "\x10\0\0\4MQTT", "\xff\0\xff\xff\xff\xff\xff\xff", 0),
  IS("dns", UDP, 2, DNS_QUERY, DNS_QUERY_MASK, 0),
  IS("dns", UDP, 2, DNS_ANSWER, DNS_ANSWER_MASK, 0),
  IS("dns", TCP, 4, DNS_QUERY, DNS_QUERY_MASK, 0),
  IS("dns", TCP, 4, DNS_ANSWER, DNS_ANSWER_MASK, 0),
  IS("dhcp", UDP, 236, "\x63\x82\x53\x63", NULL, 0),
  IS("stun", BOTH, 4, "\x21\x12\xa4\x42", NULL, 0),
  IS("quic", UDP, 0, "\xc0\0\0\0\1", "\xc0\xff\xff\xff\xff", 0),
  IS("quic", UDP, 0, "\xc0\x6b\x33\x43\xcf", "\xc0\xff\xff\xff\xff", 0),
  IS("dtls", UDP, 0, "\x16\xfe\xfc", "\xff\xff\xfc", 0),
  IS("wireguard", UDP, 0, "\1\0\0\0", NULL, 148),
  TEXT("ssdp", UDP, "M-SEARCH * HTTP/1.1"),
  TEXT("ssdp", UDP, "NOTIFY * HTTP/1.1"),
  IS("snmp", UDP, 0, "\x30\0\2\1\0", "\xff\0\xff\xff\xfc", 0),
  IS("ntp", UDP, 0, "\x1b", "\x3f", NTP_SIZE),
  IS("ntp", UDP, 0, "\x1c", "\x3f", NTP_SIZE),
  IS("ntp", UDP, 0, "\x23", "\x3f", NTP_SIZE),
  IS("ntp", UDP, 0, "\x24", "\x3f", NTP_SIZE),
};

#define COUNT (sizeof beginnings / sizeof *beginnings)

static bool begins(const Beginning *b, const uint8_t *bytes, size_t size) {
  if ((b->whole && size != b->whole) || size < (size_t)b->at + b->size)
    return false;
  if (!b->mask) return memcmp(bytes + b->at, b->bytes, b->size) == 0;
  for (unsigned i = 0; i < b->size; i++)
    if ((bytes[b->at + i] ^ (uint8_t)b->bytes[i]) & (uint8_t)b->mask[i])
      return false;
  return true;
}

uint8_t application_of(bool tcp, const uint8_t *bytes, size_t size) {
  for (unsigned i = 0; i < COUNT; i++)
    if (beginnings[i].over & (tcp ? TCP : UDP) &&
        begins(&beginnings[i], bytes, size))
      return (uint8_t)(i + 1);
  return 0;
}

const char *application_name(uint8_t number) {
  return number > 0 && number <= COUNT ? beginnings[number - 1].name : NULL;
}
