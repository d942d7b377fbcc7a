/*
** choices.c - the values, ranges and prefixes of one condition, in order
**
** Once in order no two hold the same value, so that of any number the one that
** may hold a value is found by halving.
*/
#include "choices.h"

#include <string.h>

#include "frame.h"

static bool begins(const uint8_t *bytes, const uint8_t *prefix, unsigned bits) {
  unsigned whole = bits / 8, rest = bits % 8;
  if (memcmp(bytes, prefix, whole) != 0) return false;
  return rest == 0 || (bytes[whole] ^ prefix[whole]) >> (8 - rest) == 0;
}

static int order_bytes(const uint8_t *a, size_t size, const uint8_t *b,
                       size_t length) {
  if (size != length) return size < length ? -1 : 1;
  return size == 0 || a == b ? 0 : memcmp(a, b, size);
}

/* --- putting in order --- */

/* < 0: a comes first. Of equal beginnings the one that holds more does. */
static int order(const Choice *a, const Choice *b) {
  int first;
  if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
  switch (a->kind) {
    case CHOICE_THERE: break;
    case CHOICE_RANGE:
    case CHOICE_MOMENT:
      if (a->from != b->from) return a->from < b->from ? -1 : 1;
      return a->to == b->to ? 0 : a->to > b->to ? -1 : 1;
    case CHOICE_SECONDS:
      if (a->after != b->after) return a->after < b->after ? -1 : 1;
      return a->before == b->before ? 0 : a->before > b->before ? -1 : 1;
    case CHOICE_PREFIX:
      first = order_bytes(a->prefix, a->size, b->prefix, b->size);
      return first ? first : a->bits - b->bits;
    case CHOICE_BYTES: return order_bytes(a->bytes, a->size, b->bytes, b->size);
  }
  return 0;
}

static void sift(Choice *c, uint32_t i, uint32_t count) {
  for (;;) {
    uint32_t most = i, left = 2 * i + 1;
    for (uint32_t k = left; k < left + 2 && k < count; k++)
      if (order(&c[most], &c[k]) < 0) most = k;
    if (most == i) return;
    Choice swap = c[i];
    c[i] = c[most];
    c[most] = swap;
    i = most;
  }
}

/* True when `a`, which comes first, holds all that `b` does. */
static bool covers(const Choice *a, const Choice *b) {
  if (a->kind != b->kind) return false;
  switch (a->kind) {
    case CHOICE_THERE: return true;
    case CHOICE_RANGE:
    case CHOICE_MOMENT: return b->to <= a->to;
    case CHOICE_SECONDS: return b->before <= a->before;
    case CHOICE_PREFIX:
      return b->size == a->size && b->bits >= a->bits &&
             begins(b->prefix, a->prefix, a->bits);
    case CHOICE_BYTES:
      return order_bytes(a->bytes, a->size, b->bytes, b->size) == 0;
  }
  return false;
}

/* Leaves out bits behind a prefix. False: nothing can be in the choice. */
static bool tidy(Choice *c) {
  if (c->kind == CHOICE_RANGE || c->kind == CHOICE_MOMENT)
    return c->from <= c->to;
  if (c->kind == CHOICE_SECONDS) return c->after <= c->before;
  if (c->kind != CHOICE_PREFIX) return true;
  for (unsigned i = 0; i < c->size; i++) {
    unsigned bits = c->bits < i * 8 ? 0 : c->bits - i * 8;
    if (bits < 8) c->prefix[i] &= (uint8_t)(0xff00 >> bits);
  }
  return true;
}

uint32_t choices_sort(Choice *c, uint32_t count) {
  uint32_t left = 0, n = 0;
  if (count <= CHOICES_FEW) return count;
  for (uint32_t i = 0; i < count; i++)
    if (tidy(&c[i])) c[left++] = c[i];
  for (uint32_t i = left / 2; i-- > 0;) sift(c, i, left);
  for (uint32_t i = left; i > 1;) {
    Choice swap = c[0];
    c[0] = c[--i];
    c[i] = swap;
    sift(c, 0, i);
  }
  for (uint32_t i = 0; i < left; i++)
    if (n == 0 || !covers(&c[n - 1], &c[i])) c[n++] = c[i];
  return n > 0 ? n : 1;
}

/* --- finding --- */

static bool holds(const Choice *c, const Value *v) {
  int64_t n = (int64_t)v->number;
  double seconds;
  switch (c->kind) {
    case CHOICE_THERE: return true;
    case CHOICE_MOMENT: n ^= INT64_MIN;  /* fall through */
    case CHOICE_RANGE: return n >= c->from && n <= c->to;
    case CHOICE_SECONDS:
      seconds = frame_seconds(n);
      return seconds >= c->after && seconds <= c->before;
    case CHOICE_PREFIX:
      return v->set && v->size == c->size &&
             begins(v->bytes, c->prefix, c->bits);
    case CHOICE_BYTES:
      return v->size == c->size &&
             (c->size == 0 || memcmp(v->bytes, c->bytes, c->size) == 0);
  }
  return false;
}

/*
** True when a choice begins at a value or before it: prefixes are for values
** that are shown as text, and come before the bytes of others.
*/
static bool is_before(const Choice *c, const Value *v) {
  switch (c->kind) {
    case CHOICE_THERE: return true;
    case CHOICE_RANGE: return c->from <= (int64_t)v->number;
    case CHOICE_MOMENT: return c->from <= ((int64_t)v->number ^ INT64_MIN);
    case CHOICE_SECONDS: return c->after <= frame_seconds((int64_t)v->number);
    case CHOICE_PREFIX:
      return !v->set ||
             order_bytes(c->prefix, c->size, v->bytes, v->size) <= 0;
    case CHOICE_BYTES:
      return !v->set &&
             order_bytes(c->bytes, c->size, v->bytes, v->size) <= 0;
  }
  return false;
}

/* Halves: the last choice that begins at the value or before it. */
static bool find(const Choice *c, uint32_t count, const Value *v) {
  uint32_t low = 0, high = count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (is_before(&c[middle], v)) low = middle + 1;
    else high = middle;
  }
  return low > 0 && holds(&c[low - 1], v);
}

bool choices_hold(const Choice *c, uint32_t count, const Value *v) {
  Value bytes = *v;
  if (count <= CHOICES_FEW) {
    uint32_t i = 0;
    while (i < count && !holds(&c[i], v)) i++;
    return i < count;
  }
  if (find(c, count, v)) return true;
  bytes.set = false;  /* an address may be given as bytes, too */
  return v->set && find(c, count, &bytes);
}
