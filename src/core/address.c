/*
** address.c - MAC, IPv4 and IPv6 addresses <-> text (RFC 4291, RFC 5952)
*/
#include "address.h"

#include <arpa/inet.h>
#include <string.h>

static const char digits[] = "0123456789abcdef";

size_t mac_text(const uint8_t *bytes, size_t size, char *out) {
  char *p = out;
  for (size_t i = 0; i < size; i++) {
    if (i > 0) *p++ = ':';
    *p++ = digits[bytes[i] >> 4];
    *p++ = digits[bytes[i] & 15];
  }
  return (size_t)(p - out);
}

static char *decimal(char *p, unsigned n) {
  if (n >= 100) *p++ = (char)('0' + n / 100);
  if (n >= 10) *p++ = (char)('0' + n / 10 % 10);
  *p++ = (char)('0' + n % 10);
  return p;
}

size_t ip4_text(const uint8_t bytes[4], char out[15]) {
  char *p = out;
  for (int i = 0; i < 4; i++) {
    if (i > 0) *p++ = '.';
    p = decimal(p, bytes[i]);
  }
  return (size_t)(p - out);
}

/* Zeros before an embedded IPv4 address: ::ffff:a.b.c.d, ::a.b.c.d. */
static bool embeds_ip4(const uint8_t *bytes, int run, int start) {
  if (start != 0) return false;
  if (run == 6) return true;
  return run == 5 && bytes[10] == 0xff && bytes[11] == 0xff;
}

/* The longest run of two or more zero words: its length, 0: none. */
static int longest_run(const uint8_t *bytes, int *start) {
  int best = 0;
  for (int i = 0; i < 8; i++) {
    int n = 0;
    while (i + n < 8 && bytes[2 * (i + n)] == 0 && bytes[2 * (i + n) + 1] == 0)
      n++;
    if (n > best) {
      best = n;
      *start = i;
    }
    i += n;
  }
  return best >= 2 ? best : 0;
}

static char *word_text(char *p, unsigned word) {
  int shift = 12;
  while (shift > 0 && word >> shift == 0) shift -= 4;
  for (; shift >= 0; shift -= 4) *p++ = digits[word >> shift & 15];
  return p;
}

size_t ip6_text(const uint8_t bytes[16], char out[46]) {
  int start = -1;
  int run = longest_run(bytes, &start);
  int words = run && embeds_ip4(bytes, run, start) ? 6 : 8;
  char *p = out;
  for (int i = 0; i < words; i++) {
    if (run && i == start) {
      *p++ = ':';
      if (i + run == 8) *p++ = ':';
      i += run - 1;
      continue;
    }
    if (i > 0) *p++ = ':';
    p = word_text(p, (unsigned)(bytes[2 * i] << 8 | bytes[2 * i + 1]));
  }
  if (words == 6) {
    *p++ = ':';
    p += ip4_text(bytes + 12, p);
  }
  return (size_t)(p - out);
}

static int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/* Six pairs of hexadecimal digits, all joined with ':' or all with '-'. */
bool mac_parse(const char *text, size_t size, uint8_t out[6]) {
  if (size != 17 || (text[2] != ':' && text[2] != '-')) return false;
  for (int i = 0; i < 6; i++) {
    int high = hex_value(text[3 * i]), low = hex_value(text[3 * i + 1]);
    if (high < 0 || low < 0) return false;
    if (i < 5 && text[3 * i + 2] != text[2]) return false;
    out[i] = (uint8_t)(high << 4 | low);
  }
  return true;
}

/* Four decimal numbers without zeros in front, joined with '.'. */
bool ip4_parse(const char *text, size_t size, uint8_t out[4]) {
  const char *p = text, *end = text + size;
  for (int i = 0; i < 4; i++) {
    if (i > 0 && (p == end || *p++ != '.')) return false;
    const char *from = p;
    unsigned n = 0;
    while (p < end && p - from < 3 && *p >= '0' && *p <= '9')
      n = n * 10 + (unsigned)(*p++ - '0');
    if (p == from || n > 255 || (*from == '0' && p - from > 1)) return false;
    out[i] = (uint8_t)n;
  }
  return p == end;
}

bool ip6_parse(const char *text, size_t size, uint8_t out[16]) {
  char copy[INET6_ADDRSTRLEN + 1];
  if (size >= sizeof copy || memchr(text, 0, size)) return false;
  memcpy(copy, text, size);
  copy[size] = 0;
  return inet_pton(AF_INET6, copy, out) == 1;
}
