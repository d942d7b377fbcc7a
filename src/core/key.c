/*
** key.c - keys: the values of several fields as one string of bytes
**
** Before what is not sure stands a byte: what follows.
*/
#include "key.h"

#include <string.h>

enum {
  MARK_ABSENT,
  MARK_USUAL,      /* a number, or an address that is text: of usual size */
  MARK_BYTES,      /* and more: so many bytes, */
  MARK_LONG = 255  /* or as many as the next four bytes say */
};

typedef struct Writer {
  uint8_t *out;
  size_t size, room;
} Writer;

static void put(Writer *w, const uint8_t *bytes, size_t size) {
  if (size > 0 && w->size <= w->room && size <= w->room - w->size)
    memcpy(w->out + w->size, bytes, size);
  w->size += size;
}

static void put_byte(Writer *w, unsigned byte) {
  if (w->size < w->room) w->out[w->size] = (uint8_t)byte;
  w->size++;
}

static void put_number(Writer *w, uint64_t n, unsigned size) {
  while (size-- > 0) put_byte(w, (unsigned)(n >> 8 * size & 255));
}

static void put_value(Writer *w, const Ref *ref, const Value *v, bool there) {
  if (!there) {
    put_byte(w, MARK_ABSENT);
  } else if (ref->number || v->set) {
    if (!ref->sure) put_byte(w, MARK_USUAL);
    if (ref->either) put_byte(w, (unsigned)v->size);
    if (ref->number) put_number(w, v->number, ref->size);
    else put(w, v->bytes, v->size);
  } else if (v->size < MARK_LONG - MARK_BYTES) {
    put_byte(w, (unsigned)(MARK_BYTES + v->size));
    put(w, v->bytes, v->size);
  } else {
    put_byte(w, MARK_LONG);
    put_number(w, v->size, 4);
    put(w, v->bytes, v->size);
  }
}

/* memcpy, without a call for what is most usual. */
static inline void copy(uint8_t *out, const uint8_t *bytes, unsigned size) {
  if (size == 4) memcpy(out, bytes, 4);
  else if (size == 2) memcpy(out, bytes, 2);
  else if (size == 6) memcpy(out, bytes, 6);
  else memcpy(out, bytes, size);
}

size_t key_write(const Select *s, const Ref *refs, unsigned count, View *view,
                 uint8_t *out, size_t room) {
  Writer w = {out, 0, room};
  for (const Ref *ref = refs; ref < refs + count; ref++) {
    const uint8_t *p = select_place(s, ref, view);
    Value v;
    if (p && w.size + ref->size + 1 <= w.room) {
      if (!ref->sure) w.out[w.size++] = MARK_USUAL;
      copy(w.out + w.size, p, ref->size);
      w.size += ref->size;
      continue;
    }
    bool there = select_read(s, ref, view, &v);
    put_value(&w, ref, &v, there);
  }
  return w.size;
}

static bool take_number(const uint8_t **key, const uint8_t *end, unsigned size,
                        uint64_t *number) {
  if (end - *key < (ptrdiff_t)size) return false;
  *number = 0;
  for (unsigned i = 0; i < size; i++) *number = *number << 8 | *(*key)++;
  return true;
}

bool key_read(const Ref *ref, const uint8_t **key, const uint8_t *end,
              Value *v, bool *there) {
  uint64_t mark = MARK_USUAL, size;
  *there = true;
  if (!ref->sure && !take_number(key, end, 1, &mark)) return false;
  *there = mark != MARK_ABSENT;
  v->set = mark == MARK_USUAL;
  if (mark == MARK_ABSENT) return true;
  if (ref->number)
    return mark == MARK_USUAL && take_number(key, end, ref->size, &v->number);
  size = mark == MARK_USUAL ? ref->size : mark - MARK_BYTES;
  if (mark == MARK_USUAL && ref->either && !take_number(key, end, 1, &size))
    return false;
  if (mark == MARK_LONG && !take_number(key, end, 4, &size)) return false;
  if ((uint64_t)(end - *key) < size) return false;
  v->bytes = *key;
  v->size = (size_t)size;
  *key += size;
  return true;
}
