/*
** out.h - text in the making: a buffer that grows
*/
#ifndef PYCAP_OUT_H
#define PYCAP_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* All zero to begin with. Once memory is wanting the text has holes. */
typedef struct Out {
  char *data;
  size_t size, room;
  bool failed;
} Out;

void out_free(Out *out);

/* Makes room for so many more bytes; false: there is no memory. */
bool out_grow(Out *out, size_t more);

/* True when there is room for so many more. */
static inline bool out_room(Out *out, size_t more) {
  return out->room - out->size >= more || out_grow(out, more);
}

static inline void out_add(Out *out, const void *bytes, size_t size) {
  if (!out_room(out, size)) return;
  memcpy(out->data + out->size, bytes, size);
  out->size += size;
}

static inline void out_char(Out *out, char c) { out_add(out, &c, 1); }

static inline void out_text(Out *out, const char *text) {
  out_add(out, text, strlen(text));
}

/* A number, with zeros in front up to so many digits. */
void out_number(Out *out, uint64_t number, unsigned digits);
void out_hex(Out *out, uint64_t number, unsigned digits);

/* Bytes as pairs of hexadecimal digits. */
void out_bytes(Out *out, const uint8_t *bytes, size_t size);

/*
** Bytes that a terminal may be shown: all but printable ASCII, and the
** backslash, as \n, \r, \t or \xNN.
*/
void out_escaped(Out *out, const uint8_t *bytes, size_t size);

/*
** A JSON string (RFC 8259, section 7) of text in UTF-8; control characters, and
** bytes that are none of UTF-8, are \u00XX.
*/
void out_quoted(Out *out, const char *text, size_t size);

#endif
