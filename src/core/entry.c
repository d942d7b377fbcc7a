/*
** entry.c - rows one after the other: the fields of an item, or of its head
*/
#include "entry.h"

#include <string.h>

#include "items.h"

void entry_begin(Entry *e, const Field *rows, const uint8_t *message,
                 uint32_t at, uint32_t end) {
  e->first = e->row = rows;
  e->message = message;
  e->offset = (uint64_t)at * 8;
  e->end = (uint64_t)end * 8;
  e->there = 0;
}

int entry_find(const Entry *e, const char *name) {
  for (const Field *f = e->first; f < e->row; f++)
    if (f->name == name || strcmp(f->name, name) == 0)
      return (int)(f - e->first);
  return -1;
}

/* The number of a row before; false: it is not there. */
static bool find_number(const Entry *e, const char *name, uint64_t *number) {
  int i = entry_find(e, name);
  Value v = {0};
  if (i < 0 || !(e->there >> i & 1)) return false;
  row_read(&e->first[i], e->message, e->places[i], e->first[i].width, &v);
  *number = v.number;
  return true;
}

bool entry_has(const Entry *e, const Field *f) {
  uint64_t number;
  return !f->when.field || (find_number(e, f->when.field, &number) &&
                            condition_met(&f->when, number));
}

/* Where the bytes that end a row begin, at `at` or behind; -1: nowhere. */
static int64_t find_end(const Field *f, const uint8_t *message, uint32_t at,
                        uint32_t end) {
  for (; end - at >= f->endsize; at++) {
    const uint8_t *first = memchr(message + at, f->ended[0],
                                  end - at - f->endsize + 1u);
    if (!first) return -1;
    at = (uint32_t)(first - message);
    if (memcmp(first, f->ended, f->endsize) == 0) return at;
  }
  return -1;
}

/* True when the bytes stand there in whose place a row is not there. */
static bool is_barred(const Field *f, const uint8_t *message, uint32_t at,
                      uint32_t end) {
  size_t size = f->unless ? strlen(f->unless) : 0;
  return size > 0 && size <= end - at &&
         memcmp(message + at, f->unless, size) == 0;
}

/* How many bytes are of those that a row is made of. */
static uint32_t count_of(const Field *f, const uint8_t *message, uint32_t at,
                         uint32_t end) {
  uint32_t from = at;
  while (at < end && message[at] && strchr(f->span, message[at])) at++;
  return at - from;
}

int64_t row_span(const Field *f, const uint8_t *message, uint32_t at,
                 uint32_t end, uint64_t count, uint64_t *whole) {
  if (f->kind == KIND_NAME) {
    int taken = f->alone ? (int)domain_plain(message, at, end)
                         : domain_span(message, at, end);
    return taken > 0 ? taken : -1;
  }
  if (f->kind == KIND_ITEMS &&
      (f->ended || f->leaves || count != UINT64_MAX)) {
    const Value list = {.bytes = message + at, .size = end - at, .number = at};
    return items_span(f, &list, count, whole);
  }
  if (f->span) return count_of(f, message, at, end);
  if (is_barred(f, message, at, end)) return 0;
  if (f->ended) {
    int64_t ends = find_end(f, message, at, end);
    bool empty = f->unless && ends == at;  /* which is what is not there */
    return ends < 0 || empty ? -1 : ends - at + f->endsize;
  }
  if (count != UINT64_MAX && count * f->unit < end - at)
    return (int64_t)(count * f->unit);
  return end - at;
}

/* The bits of the row at hand, which is there; false: it is not whole. */
static bool measure(const Entry *e, const Field *f, uint64_t *bits) {
  uint64_t count = UINT64_MAX;
  if (f->sized) {
    if (!find_number(e, f->sized, &count)) return false;
    *bits = count * 8;
  } else if (f->width) {
    *bits = f->width;
  } else {
    if (f->counted && !find_number(e, f->counted, &count)) return false;
    if (f->counted) count = row_counted(f, count);
    int64_t span = row_span(f, e->message, (uint32_t)(e->offset / 8),
                            (uint32_t)(e->end / 8), count, NULL);
    if (span < 0) return false;
    *bits = (uint64_t)span * 8;
  }
  return *bits <= e->end - e->offset;
}

/* The next row that is there, and its bits; moves on. */
static inline const Field *step(Entry *e, uint64_t *bits) {
  for (; e->row->name; e->row++) {
    const Field *f = e->row;
    if ((f->when.field && !entry_has(e, f)) ||
        (f->optional && e->offset == e->end))
      continue;
    if (f->kind == KIND_UINT ? (*bits = f->width) > e->end - e->offset
                             : !measure(e, f, bits))
      return NULL;
    e->places[f - e->first] = e->offset;
    e->there |= BIT(f - e->first);
    e->offset += *bits;
    e->row++;
    return f;
  }
  return NULL;
}

const Field *entry_next(Entry *e, Value *v) {
  uint64_t bits;
  const Field *f = step(e, &bits);
  if (f) row_read(f, e->message, e->offset - bits, bits, v);
  return f;
}

const Field *entry_skip(Entry *e) {
  uint64_t bits;
  return step(e, &bits);
}
