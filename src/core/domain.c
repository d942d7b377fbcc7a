/*
** domain.c - domain names (RFC 1035, section 4.1.4): labels, and pointers back
*/
#include "domain.h"

#include <string.h>

#define POINTERS_MAX 127    /* in one name: as many as it may have labels */

/* A name that is being read. */
typedef struct Walk {
  const uint8_t *message;
  uint32_t at, end;        /* where the next label stands, up to where */
  uint32_t begin, before;  /* the name's place, and that of the last pointer's
                              target */
  uint32_t taken;          /* bytes up to the first pointer; 0: there is none */
  uint32_t size;           /* bytes of the labels so far */
  unsigned pointers;
} Walk;

static inline Walk walk_begin(const uint8_t *message, uint32_t at,
                              uint32_t end) {
  return (Walk){.message = message, .at = at, .end = end, .begin = at,
                .before = at};
}

static inline int walk_fault(const Walk *w) {
  return w->taken ? DOMAIN_BAD : DOMAIN_CUT;
}

/* Goes where a pointer leads. 0, or a fault. */
static inline int walk_back(Walk *w) {
  if (w->end - w->at < 2) return walk_fault(w);
  if (w->taken == 0) w->taken = w->at + 2 - w->begin;
  w->at = (w->message[w->at] & ~(uint32_t)DOMAIN_POINTER) << 8 |
          w->message[w->at + 1];
  if (w->at >= w->before || w->pointers++ == POINTERS_MAX) return DOMAIN_BAD;
  w->end = w->before;  /* what stood before is whole there */
  w->before = w->at;
  return 0;
}

/* The bytes of the next label, which end at w->at; 0: the name's end; or a
** fault. */
static inline int walk_next(Walk *w) {
  for (;;) {
    if (w->at >= w->end) return walk_fault(w);
    uint32_t label = w->message[w->at];
    if (domain_points((uint8_t)label)) {
      int fault = walk_back(w);
      if (fault) return fault;
      continue;
    }
    if (label > DOMAIN_LABEL || w->size + label + 1 > DOMAIN_MAX)
      return DOMAIN_BAD;
    if (w->end - w->at <= label) return walk_fault(w);
    w->at += label + 1;
    w->size += label + 1;
    return (int)label;
  }
}

/* The bytes that a name takes where it stands, once it was read. */
static inline int walk_taken(const Walk *w) {
  return (int)(w->taken ? w->taken : w->at - w->begin);
}

int domain_read(const uint8_t *message, uint32_t at, uint32_t end,
                uint8_t plain[DOMAIN_MAX], size_t *size) {
  Walk w = walk_begin(message, at, end);
  int label;
  do {
    label = walk_next(&w);
    if (label < 0) return label;
    uint32_t bytes = (uint32_t)label + 1;
    memcpy(plain + (w.size - bytes), message + (w.at - bytes), bytes);
  } while (label > 0);
  *size = w.size;
  return walk_taken(&w);
}

int domain_span(const uint8_t *message, uint32_t at, uint32_t end) {
  uint32_t plain = domain_plain(message, at, end);
  if (plain > 0) return (int)plain;
  Walk w = walk_begin(message, at, end);
  int label;
  do label = walk_next(&w);
  while (label > 0);
  return label < 0 ? label : walk_taken(&w);
}

/* --- text --- */

/* A byte of a label that is no letter; returns the end of its text. */
static char *byte_text(uint8_t c, char *to) {
  bool mark = c == '.' || c == '\\';
  if (mark || c <= ' ' || c >= 0x7f) *to++ = '\\';
  if (c > ' ' && c < 0x7f) {
    *to++ = (char)c;
    return to;
  }
  *to++ = (char)('0' + c / 100);
  *to++ = (char)('0' + c / 10 % 10);
  *to++ = (char)('0' + c % 10);
  return to;
}

/* Writes a label up to `end`; returns the end of its text. */
static inline char *label_text(const uint8_t *label, const uint8_t *end,
                               char *to) {
  for (; label < end; label++) {
    if ((*label | 0x20u) - 'a' < 26) *to++ = (char)*label;
    else to = byte_text(*label, to);
  }
  return to;
}

size_t domain_text(const uint8_t *message, uint32_t at, uint32_t end,
                   char *out) {
  Walk w = walk_begin(message, at, end);
  char *to = out;
  int label;
  while ((label = walk_next(&w)) > 0) {
    if (to > out) *to++ = '.';
    to = label_text(message + w.at - label, message + w.at, to);
  }
  if (label < 0) to = out;
  if (to == out) *to++ = '.';
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
    if (bytes == 0 || bytes > DOMAIN_LABEL) return false;
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
      message[to++] = (uint8_t)(DOMAIN_POINTER | place >> 8);
      message[to++] = (uint8_t)place;
      return to - at;
    }
    size_t label = plain[from] + 1u;
    if (room - to < label) return 0;
    if (to > 0 && to <= DOMAIN_REACH) domains->at[slot] = (uint16_t)to;
    memcpy(message + to, plain + from, label);
    to += label;
    from += label;
  }
  if (room - to < size - from) return 0;
  memcpy(message + to, plain + from, size - from);
  return to + (size - from) - at;
}
