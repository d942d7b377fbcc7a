/*
** header.c - headers from values: what each field will hold, and writing it
*/
#include "header.h"

#include <string.h>

#include "items.h"
#include "message.h"

static size_t bytes_of(uint64_t bits) { return (size_t)((bits + 7) / 8); }

/* A header in the making: what each field will hold. */
typedef struct Draft {
  const Layout *layout;
  Value values[FIELDS_MAX];
  unsigned goes_on;  /* optional fields before this one are there */
  unsigned moved;    /* names from this field on are written anew */
} Draft;

static void draft(Draft *d, const Layout *l, const Value *values,
                  const uint8_t *base, uint32_t length) {
  d->layout = l;
  d->moved = l->count;
  for (unsigned i = 0; i < l->count; i++) {
    Value *v = &d->values[i];
    *v = (Value){0};
    bool read = base && field_read(l, i, base, length, v);
    if (!read) field_default(&l->fields[i], v);
    if (read || (values && values[i].set)) d->goes_on = i + 1;
    if (!values || !values[i].set) continue;
    bool same = read && v->size == values[i].size &&
                (v->size == 0 ||
                 memcmp(v->bytes, values[i].bytes, v->size) == 0);
    if (i >= l->dynamic && l->fields[i].kind != KIND_UINT && !same &&
        i < d->moved)
      d->moved = i;
    bool reversed = v->reversed;
    *v = values[i];
    v->reversed = reversed;
  }
}

int64_t header_pad(const Layout *l, uint8_t *out, size_t room, size_t size) {
  size_t unit = l->unit ? l->unit : 1;
  size_t padded = (size + unit - 1) / unit * unit;
  if (padded > room) return -1;
  memset(out + size, 0, padded - size);
  return (int64_t)padded;
}

/*
** Lets the length field `s` follow the fields that it counts, where one of them
** is set; the others become zeros of that size. False: they contradict.
*/
static bool settle_length(Draft *d, unsigned s, unsigned *culprit) {
  const Layout *l = d->layout;
  int first = -1;
  if (d->values[s].set) return true;
  for (unsigned i = 0; i < l->count; i++) {
    if (l->at[i].sized != (int)s || !d->values[i].set) continue;
    *culprit = i;
    if (first < 0) first = (int)i;
    else if (d->values[i].size != d->values[first].size) return false;
  }
  if (first < 0) return true;
  size_t size = d->values[first].size;
  if (!field_takes(&l->fields[s], size)) return false;
  d->values[s].number = size;
  for (unsigned i = 0; i < l->count; i++) {
    if (l->at[i].sized != (int)s || d->values[i].size == size) continue;
    d->values[i].bytes = NULL;
    d->values[i].size = size;
  }
  return true;
}

/*
** Of two lists, of which one stands instead of the other, empties the one that
** is not set where the other is. False: both are set.
*/
static bool settle_instead(Draft *d, unsigned i, unsigned *culprit) {
  Value *one = &d->values[i], *other = &d->values[i + 1];
  *culprit = i;
  if (one->size == 0 || other->size == 0) return true;
  if (one->set && other->set) return false;
  if (one->set) other->size = 0;
  else one->size = 0;
  return true;
}

/*
** Lets the count of field `i` follow it, if that is set to more or less than
** the header `base` has, whose count may lie. False: too many.
*/
static bool settle_count(Draft *d, unsigned i, const uint8_t *base,
                         uint32_t length, unsigned *culprit) {
  const Field *f = &d->layout->fields[i];
  int c = d->layout->at[i].counted;
  Value before = {0};
  if (c < 0 || !d->values[i].set || d->values[c].set) return true;
  uint64_t number = field_count(f, &d->values[i]);
  if (base && field_read(d->layout, i, base, length, &before) &&
      field_count(f, &before) == number)
    return true;
  *culprit = (unsigned)c;
  d->values[c].number = number;
  return field_takes(&d->layout->fields[c], number);
}

static bool is_there(const Draft *d, unsigned i) {
  const Layout *l = d->layout;
  for (;;) {
    int when = l->at[i].when;
    if (l->fields[i].optional && i >= d->goes_on) return false;
    if (when < 0) return true;
    const Value *v = &d->values[when];
    bool number = l->fields[when].kind == KIND_UINT;
    if (!condition_met(&l->fields[i].when, number ? v->number : v->size))
      return false;
    i = (unsigned)when;
  }
}

/* True when the condition on a field's form holds: not on an integer that is
** not there. */
static bool form_holds(const Draft *d, unsigned i) {
  int form = d->layout->at[i].form;
  if (form < 0) return true;
  const Value *v = &d->values[form];
  bool number = d->layout->fields[form].kind == KIND_UINT;
  return number ? is_there(d, (unsigned)form) &&
                    condition_met(&d->layout->fields[i].form, v->number)
                : condition_met(&d->layout->fields[i].form, v->size);
}

/* Appends a field at bit `*offset`. False: no room, or not a field's size. */
static bool append(const Draft *d, unsigned i, uint8_t *out, size_t room,
                   uint64_t *offset) {
  Field other;
  const Layout *l = d->layout;
  const Value *v = &d->values[i];
  const Field *f = &l->fields[i];
  if (f->other) f = row_ended(f, form_holds(d, i), &other);
  uint64_t width =
      f->kind == KIND_UINT ? f->width : (uint64_t)row_size(f, v) * 8;
  size_t clean = bytes_of(*offset);
  if (f->kind != KIND_UINT && f->width && !f->sized &&
      (f->kind == KIND_TEXT ? v->size > field_size(f)
                            : v->size != field_size(f)))
    return false;
  if (*offset + width > (uint64_t)room * 8) return false;
  memset(out + clean, 0, bytes_of(*offset + width) - clean);
  *offset = row_write(f, v, out, *offset, *offset + width);
  return true;
}

/*
** Appends a field with names in it; those of fields before it may stand in a
** message that changed.
*/
static bool append_named(const Draft *d, unsigned i, Message *m,
                         uint64_t *offset) {
  const Field *f = &d->layout->fields[i];
  m->at = bytes_of(*offset);
  message_add(m, f, &d->values[i]);
  if (m->full || m->room - m->at < f->endsize) return false;
  if (f->ended) memcpy(m->out + m->at, f->ended, f->endsize);
  *offset = (uint64_t)(m->at + f->endsize) * 8;
  return true;
}

int64_t header_write(const Layout *l, const Value *values, const uint8_t *base,
                     uint32_t length, uint8_t *out, size_t room,
                     unsigned *culprit) {
  Draft d = {.layout = l};
  Domains domains;
  Message m = {.out = out, .room = room, .domains = &domains};
  uint64_t offset = 0;
  if (l->named) memset(&domains, 0, sizeof domains);
  draft(&d, l, values, base, length);
  for (unsigned i = 0; i < l->count; i++)
    if (l->at[i].follows && !settle_length(&d, i, culprit)) return -1;
  for (unsigned i = 0; i < l->count; i++)
    if ((l->fields[i].instead && !settle_instead(&d, i, culprit)) ||
        !settle_count(&d, i, base, length, culprit))
      return -1;
  for (unsigned i = 0; i < l->count; i++) {
    *culprit = i;
    if (!is_there(&d, i)) {
      if (d.values[i].set) return -1;
      continue;
    }
    bool anew = l->named && field_named(&l->fields[i]) && d.values[i].bytes &&
                (d.moved < l->count || bytes_of(offset) != d.values[i].number);
    if (anew
          ? !append_named(&d, i, &m, &offset)
          : !append(&d, i, out, room, &offset))
      return -1;
  }
  return (int64_t)bytes_of(offset);
}

uint32_t header_preset(const Layout *l, uint8_t *out, size_t room) {
  unsigned culprit;
  int64_t size = header_write(l, NULL, NULL, 0, out, room, &culprit);
  if (size > 0) size = header_pad(l, out, room, (size_t)size);
  return size < 0 ? 0 : (uint32_t)size;
}
