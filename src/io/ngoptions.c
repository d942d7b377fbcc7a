/*
** ngoptions.c - the options of pcapng's blocks
*/
#include "ngoptions.h"

#include <string.h>

#define HEAD 4  /* bytes of an option before its value */

enum {  /* of someone's own: a number of 32 bits, who; and what he likes */
  CUSTOM_TEXT = 2988, CUSTOM_BYTES = 2989,
  CUSTOM_TEXT_STAYS = 19372, CUSTOM_BYTES_STAYS = 19373  /* not to be copied */
};

static uint16_t half(const uint8_t *at, bool swapped) {
  uint16_t n;
  memcpy(&n, at, sizeof n);
  return swapped ? __builtin_bswap16(n) : n;
}

static bool stays(unsigned code) {
  return code == CUSTOM_TEXT_STAYS || code == CUSTOM_BYTES_STAYS;
}

/* ng_next, in either order. */
static bool next(const uint8_t **at, const uint8_t *end, bool swapped,
                 NgOption *option) {
  if (end - *at < HEAD) return false;
  option->code = half(*at, swapped);
  option->size = half(*at + 2, swapped);
  option->value = *at + HEAD;
  *at += HEAD;
  size_t size = ng_padded(option->size);
  if (option->code == NG_END || size > (size_t)(end - *at)) return false;
  *at += size;
  return true;
}

bool ng_next(const uint8_t **at, const uint8_t *end, NgOption *option) {
  return next(at, end, false, option);
}

bool ng_find(const uint8_t *at, const uint8_t *end, unsigned code,
             NgOption *option) {
  while (ng_next(&at, end, option))
    if (option->code == code) return true;
  return false;
}

/* --- the other byte order --- */

/* What an option holds: bytes, or a number of 4 or 8. */
typedef enum Form { BYTES, NUMBER4, NUMBER8, FILTER, VERDICT, UNKNOWN } Form;

static Form form_of(NgKind kind, unsigned code) {
  static const Form interface[] = {
    BYTES, BYTES, BYTES, BYTES, BYTES, BYTES, BYTES, BYTES, NUMBER8, BYTES,
    NUMBER4, FILTER, BYTES, BYTES, NUMBER8, BYTES, NUMBER8, NUMBER8, BYTES
  };
  static const Form frame[] = {
    BYTES, BYTES, NUMBER4, BYTES, NUMBER8, NUMBER8, NUMBER4, VERDICT
  };
  static const Form counts[] = {
    BYTES, BYTES, UNKNOWN, UNKNOWN, NUMBER8, NUMBER8, NUMBER8, NUMBER8, NUMBER8
  };
  if (code == CUSTOM_TEXT || code == CUSTOM_BYTES) return NUMBER4;
  switch (kind) {
    case NG_INTERFACE:
      return code < sizeof interface / sizeof *interface ? interface[code]
                                                         : UNKNOWN;
    case NG_FRAME:
      return code < sizeof frame / sizeof *frame ? frame[code] : UNKNOWN;
    case NG_COUNTS:
      if (code == COUNT_START || code == COUNT_END) return NUMBER4;
      return code < sizeof counts / sizeof *counts ? counts[code] : UNKNOWN;
    default: return code <= 4 ? BYTES : UNKNOWN;
  }
}

static void reverse(uint8_t *at, size_t size) {
  for (size_t i = 0; i < size / 2; i++) {
    uint8_t byte = at[i];
    at[i] = at[size - 1 - i];
    at[size - 1 - i] = byte;
  }
}

/* Turns a value around; false: it is not known how. */
static bool turn(NgKind kind, const NgOption *option, uint8_t *value) {
  size_t size = option->size;
  switch (form_of(kind, option->code)) {
    case BYTES: return true;
    case NUMBER4:
      if (size < 4) return false;
      reverse(value, 4);
      /* a time is two of them */
      if (kind == NG_COUNTS && size == 8 && option->code <= COUNT_END)
        reverse(value + 4, 4);
      return true;
    case NUMBER8:
      if (size == 8) reverse(value, 8);
      return size == 8;
    case FILTER: return size > 0 && value[0] == 0;  /* a text, no program */
    case VERDICT:  /* of a kind: bytes, or a number */
      if (size == 9 && value[0] != 0) reverse(value + 1, 8);
      return size > 0 && (value[0] == 0 || size == 9);
    default: return false;
  }
}

size_t ng_take(NgKind kind, const uint8_t *at, const uint8_t *end,
               bool swapped, uint8_t *out, const uint8_t **rest) {
  uint8_t *start = out;
  NgOption option;
  while (next(&at, end, swapped, &option)) {
    size_t size = ng_padded(option.size);
    uint8_t *value = out + HEAD;
    if (stays(option.code)) continue;
    memmove(value, option.value, size);
    if (swapped && !turn(kind, &option, value)) continue;
    memcpy(out, &option.code, sizeof option.code);
    memcpy(out + 2, &option.size, sizeof option.size);
    out = value + size;
  }
  if (rest) *rest = at;
  return (size_t)(out - start);
}

bool ng_plain(const uint8_t *at, const uint8_t *end) {
  NgOption option;
  while (ng_next(&at, end, &option))
    if (stays(option.code)) return false;
  return true;
}
