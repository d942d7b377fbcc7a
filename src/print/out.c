/*
** out.c - text in the making: a buffer that grows
*/
#include "out.h"

#include <stdlib.h>

static const char digits[] = "0123456789abcdef";

void out_free(Out *o) {
  free(o->data);
  *o = (Out){0};
}

bool out_grow(Out *o, size_t more) {
  if (o->failed || more > SIZE_MAX / 4 - o->size)
    return o->failed = true, false;
  size_t room = 2 * (o->size + more);
  if (room < 512) room = 512;
  char *data = realloc(o->data, room);
  if (!data) return o->failed = true, false;
  o->data = data;
  o->room = room;
  return true;
}

void out_number(Out *o, uint64_t n, unsigned least) {
  static const char pairs[] =
    "00010203040506070809101112131415161718192021222324"
    "25262728293031323334353637383940414243444546474849"
    "50515253545556575859606162636465666768697071727374"
    "75767778798081828384858687888990919293949596979899";
  char text[20];
  unsigned at = sizeof text;
  for (; n >= 100; n /= 100) {
    at -= 2;
    memcpy(text + at, pairs + n % 100 * 2, 2);
  }
  if (n >= 10) {
    at -= 2;
    memcpy(text + at, pairs + n * 2, 2);
  } else {
    text[--at] = (char)('0' + n);
  }
  while (sizeof text - at < least && at > 0) text[--at] = '0';
  out_add(o, text + at, sizeof text - at);
}

void out_hex(Out *o, uint64_t n, unsigned least) {
  char text[16];
  unsigned at = sizeof text;
  do {
    text[--at] = digits[n & 15];
    n >>= 4;
  } while (n > 0);
  while (sizeof text - at < least && at > 0) text[--at] = '0';
  out_add(o, text + at, sizeof text - at);
}

void out_bytes(Out *o, const uint8_t *bytes, size_t size) {
  if (size > SIZE_MAX / 2 || !out_room(o, 2 * size)) return;
  char *p = o->data + o->size;
  for (size_t i = 0; i < size; i++) {
    *p++ = digits[bytes[i] >> 4];
    *p++ = digits[bytes[i] & 15];
  }
  o->size += 2 * size;
}

static void add_escape(Out *o, const char *before, uint8_t byte) {
  out_text(o, before);
  out_char(o, digits[byte >> 4]);
  out_char(o, digits[byte & 15]);
}

void out_escaped(Out *o, const uint8_t *bytes, size_t size) {
  for (size_t i = 0; i < size; i++) {
    uint8_t byte = bytes[i];
    switch (byte) {
      case '\n': out_text(o, "\\n"); break;
      case '\r': out_text(o, "\\r"); break;
      case '\t': out_text(o, "\\t"); break;
      case '\\': out_text(o, "\\\\"); break;
      default:
        if (byte < 0x20 || byte >= 0x7f) add_escape(o, "\\x", byte);
        else out_char(o, (char)byte);
    }
  }
}

/*
** The bytes of the UTF-8 character (RFC 3629) that begins there; 0: none does.
*/
static size_t character(const uint8_t *p, size_t left) {
  size_t size = *p < 0x80 ? 1 : *p < 0xc2 ? 0 : *p < 0xe0 ? 2
              : *p < 0xf0 ? 3 : *p < 0xf5 ? 4 : 0;
  if (size == 0 || size > left) return 0;
  for (size_t i = 1; i < size; i++)
    if ((p[i] & 0xc0) != 0x80) return 0;
  if ((*p == 0xe0 && p[1] < 0xa0) || (*p == 0xed && p[1] >= 0xa0)) return 0;
  if ((*p == 0xf0 && p[1] < 0x90) || (*p == 0xf4 && p[1] >= 0x90)) return 0;
  return size;
}

/* True for what stands in a JSON string as it is, in one byte. */
static bool is_plain(uint8_t byte) {
  return byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\';
}

void out_quoted(Out *o, const char *text, size_t size) {
  const uint8_t *p = (const uint8_t *)text, *end = p + size;
  out_char(o, '"');
  while (p < end) {
    const uint8_t *from = p;
    while (p < end && is_plain(*p)) p++;
    out_add(o, from, (size_t)(p - from));
    if (p == end) break;
    size_t bytes = *p < 0x20 || *p == 0x7f ? 0
                                           : character(p, (size_t)(end - p));
    if (*p == '"' || *p == '\\') {
      out_char(o, '\\');
      out_char(o, (char)*p++);
    } else if (bytes > 0) {
      out_add(o, p, bytes);
      p += bytes;
    } else {
      add_escape(o, "\\u00", *p++);
    }
  }
  out_char(o, '"');
}
