/*
** out.h - a buffer that grows as text is added
*/
#ifndef PYCAP_OUT_H
#define PYCAP_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Begins as all zeros. `failed`: memory ran out, and parts of the text are
** missing. */
typedef struct Out {
  char *data;
  size_t size, room;
  bool failed;
} Out;

void out_free(Out *out);

/* Makes room for `more` bytes; false: no memory. */
bool out_grow(Out *out, size_t more);

/* The same, but quick where there is room already. */
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

/* Add a number in decimal or hexadecimal, with zeros in front to make up at
** least `digits` digits. */
void out_number(Out *out, uint64_t number, unsigned digits);
void out_hex(Out *out, uint64_t number, unsigned digits);

/* Adds bytes as pairs of hexadecimal digits. */
void out_bytes(Out *out, const uint8_t *bytes, size_t size);

/*
** Adds bytes so that they are safe on a terminal: the backslash, and all bytes
** but printable ASCII, are escaped as \n, \r, \t or \xNN.
*/
void out_escaped(Out *out, const uint8_t *bytes, size_t size);

/*
** Adds text in UTF-8 as a JSON string (RFC 8259, section 7). Control
** characters, and bytes that are not valid UTF-8, become \u00XX.
*/
void out_quoted(Out *out, const char *text, size_t size);

#endif
