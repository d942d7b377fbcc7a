/*
** domain.c - domain names (RFC 1035, section 4.1.4): labels, and pointers back
*/
#include "domain.h"

#include <string.h>

#define LABEL_MAX 63        /* bytes of a label */
#define POINTER 0xc0        /* both bits of a length's byte: a pointer */
#define POINTER_MAX 0x3fff  /* the furthest place that one reaches */
#define POINTERS_MAX 127    /* in one name: as many as it may have labels */

int domain_read(const uint8_t *message, uint32_t at, uint32_t end,
                uint8_t plain[DOMAIN_MAX], size_t *size) {
  uint32_t begin = at, before = at;
  int taken = 0;
  *size = 0;
  for (unsigned pointers = 0;;) {
    if (at >= end) return taken ? DOMAIN_BAD : DOMAIN_CUT;
    unsigned label = message[at];
    if (label >= POINTER) {
      if (end - at < 2) return taken ? DOMAIN_BAD : DOMAIN_CUT;
      if (taken == 0) taken = (int)(at + 2 - begin);
      at = (label & ~(unsigned)POINTER) << 8 | message[at + 1];
      if (at >= before || pointers++ == POINTERS_MAX) return DOMAIN_BAD;
      end = before;  /* what stood before is whole there */
      before = at;
      continue;
    }
    if (label > LABEL_MAX || *size + label + 1 > DOMAIN_MAX) return DOMAIN_BAD;
    if (end - at <= label) return taken ? DOMAIN_BAD : DOMAIN_CUT;
    memcpy(plain + *size, message + at, label + 1);
    *size += label + 1;
    at += label + 1;
    if (label == 0) return taken ? taken : (int)(at - begin);
  }
}

int domain_span(const uint8_t *message, uint32_t at, uint32_t end) {
  uint8_t plain[DOMAIN_MAX];
  size_t size;
  uint32_t begin = at;
  while (at < end && message[at] > 0 && message[at] <= LABEL_MAX)
    at += message[at] + 1u;
  if (at < end && message[at] > 0)
    return domain_read(message, begin, end, plain, &size);
  if (at >= end) return DOMAIN_CUT;
  return at + 1 - begin <= DOMAIN_MAX ? (int)(at + 1 - begin) : DOMAIN_BAD;
}

/* --- text --- */

bool domain_is_plain(const uint8_t *name, uint32_t size) {
  uint32_t at = 0;
  while (at < size && name[at] > 0 && name[at] < 64) at += name[at] + 1u;
  return at < size && name[at] == 0;
}

size_t domain_text(const uint8_t *plain, size_t size, char *out) {
  char *to = out;
  if (size <= 1) *to++ = '.';
  for (size_t at = 0; at < size && plain[at] > 0;) {
    if (at > 0) *to++ = '.';
    for (unsigned left = plain[at++]; left > 0 && at < size; left--) {
      uint8_t c = plain[at++];
      if (c == '.' || c == '\\') {
        *to++ = '\\';
        *to++ = (char)c;
      } else if (c > ' ' && c < 0x7f) {
        *to++ = (char)c;
      } else {
        *to++ = '\\';
        *to++ = (char)('0' + c / 100);
        *to++ = (char)('0' + c / 10 % 10);
        *to++ = (char)('0' + c % 10);
      }
    }
  }
  return (size_t)(to - out);
}

/* A byte of a label's text, which moves on; -1: it is none. */
static int parse_byte(const char **text, const char *end) {
  unsigned n = 0;
  uint8_t c = (uint8_t)*(*text)++;
  if (c != '\\') return c;
  if (*text == end) return -1;
  c = (uint8_t)*(*text)++;
  if (c < '0' || c > '9') return c;
  for (int i = 0; i < 3; i++, c = (uint8_t)*(*text)++) {
    if (c < '0' || c > '9') return -1;
    n = n * 10 + (c - (unsigned)'0');
    if (i == 2) break;
    if (*text == end) return -1;
  }
  return n < 256 ? (int)n : -1;
}

bool domain_parse(const char *text, size_t size, uint8_t plain[DOMAIN_MAX],
                  size_t *length) {
  const char *end = text + size;
  size_t at = 0;
  if (size == 0) return false;
  if (size == 1 && *text == '.') text = end;
  while (text < end) {
    size_t label = at++;
    while (text < end && *text != '.') {
      int c = parse_byte(&text, end);
      if (c < 0 || at == DOMAIN_MAX - 1) return false;
      plain[at++] = (uint8_t)c;
    }
    size_t bytes = at - label - 1;
    if (bytes == 0 || bytes > LABEL_MAX) return false;
    plain[label] = (uint8_t)bytes;
    if (text < end) text++;
    if (text < end && at == DOMAIN_MAX - 1) return false;
  }
  plain[at++] = 0;
  *length = at;
  return true;
}

/* --- writing --- */

static unsigned slot_of(const uint8_t *end, size_t size) {
  uint32_t hash = UINT32_C(2166136261);
  for (size_t i = 0; i < size; i++)
    hash = (hash ^ end[i]) * UINT32_C(16777619);
  return (hash ^ hash >> 16) % DOMAIN_PLACES;
}

/* True when the name at a place of the message is this one, byte for byte. */
static bool stands(const uint8_t *message, uint32_t at, size_t end,
                   const uint8_t *plain, size_t size) {
  uint8_t other[DOMAIN_MAX];
  size_t length;
  return domain_read(message, at, (uint32_t)end, other, &length) > 0 &&
         length == size && memcmp(other, plain, size) == 0;
}

size_t domain_write(Domains *domains, uint8_t *message, size_t at, size_t room,
                    const uint8_t *plain, size_t size) {
  size_t from = 0, to = at;
  while (domains && from < size && plain[from] > 0) {
    unsigned slot = slot_of(plain + from, size - from);
    uint16_t place = domains->at[slot];
    if (place && stands(message, place, at, plain + from, size - from)) {
      if (room - to < 2) return 0;
      message[to++] = (uint8_t)(POINTER | place >> 8);
      message[to++] = (uint8_t)place;
      return to - at;
    }
    size_t label = plain[from] + 1u;
    if (room - to < label) return 0;
    if (to > 0 && to <= POINTER_MAX) domains->at[slot] = (uint16_t)to;
    memcpy(message + to, plain + from, label);
    to += label;
    from += label;
  }
  if (room - to < size - from) return 0;
  memcpy(message + to, plain + from, size - from);
  return to + (size - from) - at;
}
