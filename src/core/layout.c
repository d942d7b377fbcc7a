/*
** layout.c - the fields of a header: where they lie, how to read them
*/
#include "layout.h"

#include <string.h>

#include "items.h"

#define NOT_WHOLE (UINT64_C(1) << 40)  /* bits of a field that is not */

static uint32_t size_of_bits(uint64_t bits) {
  return (uint32_t)((bits + 7) / 8);
}

int layout_find(const Layout *layout, const char *name) {
  /* a protocol's own file names its fields by the very same strings */
  for (int i = 0; i < layout->count; i++)
    if (layout->fields[i].name == name) return i;
  for (int i = 0; i < layout->count; i++)
    if (strcmp(layout->fields[i].name, name) == 0) return i;
  return -1;
}

/* The index of a field that a row names. */
static int8_t relate(const Layout *l, const char *name) {
  return (int8_t)(name ? layout_find(l, name) : -1);
}

/* Notes that length field `s` is usually `size`. False: that takes more. */
static bool add_length(Layout *l, int s, size_t size) {
  if (s < 0 || size == 0 || l->fields[s].width != 8 || l->fields[s].scale ||
      l->fields[s].plus ||
      s >= l->dynamic || l->at[s].offset % 8 != 0)
    return false;
  uint8_t at = (uint8_t)(l->at[s].offset / 8);
  for (int i = 0; i < 2; i++) {
    if (l->lengths[i].size == 0) {
      l->lengths[i].at = at;
      l->lengths[i].size = (uint8_t)size;
    }
    if (l->lengths[i].at == at) return l->lengths[i].size == size;
  }
  return false;
}

/* Says where the dynamic fields usually are, if they only have lengths. */
static void init_usual(Layout *l) {
  uint64_t offset = (uint64_t)l->fixed * 8;
  if (l->dynamic == l->count) return;
  for (unsigned i = l->dynamic; i < l->count; i++) {
    const Field *f = &l->fields[i];
    if (l->at[i].when >= 0 || !add_length(l, l->at[i].sized, field_size(f)))
      return;
    l->at[i].offset = (uint16_t)offset;
    offset += f->width;
  }
  if (l->lengths[1].size == 0) l->lengths[1] = l->lengths[0];
  l->usual = size_of_bits(offset);
}

/* Says how layout_number reads field `i`, whose place is fixed. */
static void init_number(Layout *l, unsigned i) {
  const Field *f = &l->fields[i];
  unsigned end = (l->at[i].offset & 7u) + f->width;
  if (f->kind != KIND_UINT || f->order != ORDER_NETWORK || end > 64) return;
  l->at[i].bytes = (uint8_t)((end + 7) / 8);
  l->at[i].shift = (uint8_t)((8 - (end & 7)) & 7);
}

/* Says how the items of field `i` are passed by, if they are so many as two
** bytes in a fixed place say. */
static void init_stride(Layout *l, unsigned i) {
  const Field *f = &l->fields[i];
  int c = l->at[i].counted;
  if (c < 0 || c >= l->dynamic || !number_plain(&l->fields[c]) ||
      l->fields[c].width != 16 || l->at[c].offset % 8 != 0)
    return;
  if (!f->items || f->ended || f->sized || f->optional || f->more ||
      f->leaves || f->least || f->instead || l->at[i].when >= 0 ||
      l->at[i].form >= 0)
    return;
  items_stride(f->items, &l->at[i].stride);
  l->at[i].count = (uint16_t)(l->at[c].offset / 8);
}

void layout_init(Layout *l, const Field *fields) {
  uint64_t offset = 0;
  memset(l, 0, sizeof *l);
  l->fields = fields;
  l->length = -1;
  while (fields[l->count].name) l->count++;
  l->dynamic = l->count;
  for (unsigned i = 0; i < l->count; i++) {
    const Field *f = &fields[i];
    l->at[i].sized = relate(l, f->sized);
    l->at[i].counted = relate(l, f->counted);
    l->at[i].when = relate(l, f->when.field);
    l->at[i].form = relate(l, f->form.field);
    if (l->at[i].sized >= 0) l->at[l->at[i].sized].follows = true;
    if (l->at[i].counted >= 0) l->at[l->at[i].counted].follows = true;
    if (field_named(f)) l->named = true;
    if (l->dynamic == l->count && !row_fixed(f)) l->dynamic = (uint8_t)i;
    l->at[i].offset = (uint16_t)offset;
    init_stride(l, i);
    if (l->dynamic != l->count) continue;
    init_number(l, i);
    offset += f->width;
  }
  l->fixed = size_of_bits(offset);
  init_usual(l);
}

bool field_holds(const Layout *l, const Condition *c, int i,
                 const uint8_t *header, uint32_t length) {
  Value v;
  if (i < 0) return true;
  v.size = 0;  /* an integer leaves it as it is */
  bool there = field_read(l, (unsigned)i, header, length, &v);
  if (l->fields[i].kind != KIND_UINT)
    return condition_met(c, there ? v.size : 0);
  return there && condition_met(c, v.number);
}

/* False: the field is optional, and the header ends before it. */
static bool goes_on(const Field *f, uint32_t length, uint64_t offset) {
  return !f->optional || offset + f->width <= (uint64_t)length * 8;
}

/* True where what is left has the bytes for what a list's count says. */
static bool has_least(const Layout *l, unsigned i, const uint8_t *header,
                      uint32_t length, uint64_t offset) {
  const Field *f = &l->fields[i];
  Value count;
  return field_read(l, (unsigned)l->at[i].counted, header, length, &count) &&
         count.number > 0 &&
         offset / 8 + count.number * f->least <= length;
}

/* True for a field that is there at bit `offset`, if that is not the end. */
static inline bool is_there(const Layout *l, unsigned i, const uint8_t *header,
                            uint32_t length, uint64_t offset) {
  const Field *f = &l->fields[i];
  return field_holds(l, &f->when, l->at[i].when, header, length) &&
         (!f->least || has_least(l, i, header, length, offset)) &&
         (!f->instead || !is_there(l, i + 1, header, length, offset));
}

/*
** The bits of field `i` by what it is, or holds by its count; more than there
** are where it is not whole.
*/
static uint64_t span_of(const Layout *l, unsigned i, const uint8_t *header,
                        uint32_t length, uint64_t offset, Counted *counted) {
  const Field *f = &l->fields[i];
  int c = l->at[i].counted, form = l->at[i].form;
  uint32_t at = (uint32_t)(offset / 8);
  Value count = {.number = UINT64_MAX};
  counted->counted =
      c >= 0 && (form < 0 || field_holds(l, &f->form, form, header, length)) &&
      field_read(l, (unsigned)c, header, length, &count);
  counted->declared = counted->counted ? row_counted(f, count.number)
                                       : UINT64_MAX;
  counted->actual = 0;
  if (counted->declared == 0 && !f->ended) return 0;
  Field other;
  if (f->other)
    f = row_ended(f, field_holds(l, &f->form, form, header, length), &other);
  int64_t span =
      row_span(f, header, at, length, counted->declared, &counted->actual);
  if (!f->items && counted->counted) counted->actual = (uint64_t)span / f->unit;
  return span < 0 ? NOT_WHOLE : (uint64_t)span * 8;
}

/* How many items a list has to have of which at[i].stride says how to pass it
** by. */
static inline uint32_t list_count(const Layout *l, unsigned i,
                                  const uint8_t *header) {
  const uint8_t *p = header + l->at[i].count;
  return (uint32_t)(p[0] << 8 | p[1]);
}

/* The bits of such a list. */
static uint64_t list_width(const Layout *l, unsigned i, const uint8_t *header,
                           uint32_t length, uint64_t offset, Counted *counted) {
  uint32_t at = (uint32_t)(offset / 8);
  counted->counted = true;
  counted->declared = list_count(l, i, header);
  return (items_pass(&l->at[i].stride, header, at, length, counted->declared,
                     &counted->actual, &counted->pointer) - at) * UINT64_C(8);
}

uint64_t layout_width(const Layout *l, unsigned i, const uint8_t *header,
                      uint32_t *length, uint64_t offset, Counted *counted) {
  const Field *f = &l->fields[i];
  Value v;
  if (l->at[i].stride.size && offset <= *length * UINT64_C(8))
    return list_width(l, i, header, *length, offset, counted);
  if (!is_there(l, i, header, *length, offset)) return 0;
  if (!goes_on(f, *length, offset)) {
    *length = size_of_bits(offset);
    return 0;
  }
  if (l->at[i].sized >= 0)
    return field_read(l, (unsigned)l->at[i].sized, header, *length, &v)
             ? v.number * 8 : 0;
  if (f->width) return f->width;
  uint64_t rest = (uint64_t)*length * 8 - offset;
  if (offset > (uint64_t)*length * 8 || !ends_itself(f))
    return rest;
  return span_of(l, i, header, *length, offset, counted);
}

/* True for a row of which the header's length says where it ends. */
static inline bool fills(const Layout *l, unsigned i) {
  const Field *f = &l->fields[i];
  return f->width == 0 && !f->sized && !l->open &&
         (!ends_itself(f) || (f->counted && i + 1 == l->count));
}

uint32_t layout_length(const Layout *l, const uint8_t *header, uint32_t left,
                       bool *exact) {
  uint64_t offset = (uint64_t)l->fixed * 8;
  unsigned pointer = 0;
  bool right = true;
  if (exact) *exact = false;
  if (l->fixed > left) return 0;
  if (layout_regular(l, header)) return l->usual <= left ? l->usual : 0;
  for (unsigned i = l->dynamic; i < l->count; i++) {
    const Field *f = &l->fields[i];
    Counted counted = {.pointer = pointer};
    bool list = l->at[i].stride.size > 0;
    if ((list && list_count(l, i, header) == 0) || fills(l, i)) continue;
    offset += list
      ? list_width(l, i, header, left, offset, &counted)
      : layout_width(l, i, header, &left, offset, &counted);
    if (offset > (uint64_t)left * 8) return 0;
    pointer = counted.pointer;
    if (f->width == 0 && (f->items || f->counted))
      right = right && (counted.counted ? counted.actual == counted.declared
                                       : f->least || f->instead);
  }
  if (exact) *exact = right;
  return size_of_bits(offset);
}

/* True for bytes that end what is left of a header, which says it is more. */
static bool goes_beyond(const Layout *l, const Field *f, const uint8_t *header,
                        uint32_t length) {
  Value v;
  return f->width == 0 && !f->sized && !f->ended &&
         (f->kind == KIND_BYTES || f->kind == KIND_TEXT) && l->length >= 0 &&
         field_read(l, (unsigned)l->length, header, length, &v) &&
         v.number > length;
}

/* Where field `i`, a dynamic one, begins, in bits. False: beyond the header. */
static inline bool begin(const Layout *l, unsigned i, const uint8_t *header,
                         uint32_t *length, uint64_t *offset) {
  uint64_t end = (uint64_t)*length * 8;
  Counted counted = {0};
  *offset = l->at[l->dynamic].offset;
  for (unsigned j = l->dynamic; j < i && *offset <= end; j++)
    *offset += layout_width(l, j, header, length, *offset, &counted);
  return *offset <= end;
}

/* Where field `i` lies, in bits. False: it is not there. */
static bool locate(const Layout *l, unsigned i, const uint8_t *header,
                   uint32_t length, uint64_t *offset, uint64_t *width) {
  const Field *f = &l->fields[i];
  uint64_t end = (uint64_t)length * 8;
  Counted counted = {0};
  *offset = l->at[i].offset;
  *width = f->width;
  if (i >= l->dynamic && !(length >= l->fixed && layout_regular(l, header))) {
    if (!begin(l, i, header, &length, offset)) return false;
    *width = layout_width(l, i, header, &length, *offset, &counted);
    if (*width == 0 &&
        (f->optional || f->unless ||
         !is_there(l, i, header, length, *offset)))
      return false;
    if (goes_beyond(l, f, header, length)) return false;
  }
  return *offset + *width <= end;
}

bool field_read(const Layout *l, unsigned i, const uint8_t *header,
                uint32_t length, Value *v) {
  const Field *f = &l->fields[i];
  uint64_t offset = l->at[i].offset, width = f->width;
  if (l->at[i].bytes) {
    if (offset + width > (uint64_t)length * 8) return false;
    v->number = layout_number(l, i, header);
    return true;
  }
  if (i >= l->dynamic) {
    if (!locate(l, i, header, length, &offset, &width)) return false;
  } else if (offset + width > (uint64_t)length * 8) {
    return false;
  }
  Field other;
  if (f->other)
    f = row_ended(f, field_holds(l, &f->form, l->at[i].form, header, length),
                  &other);
  row_read(f, header, offset, width, v);
  return true;
}

bool layout_list(const Layout *l, unsigned i, const uint8_t *header,
                 uint32_t length, Value *list, uint64_t *most) {
  uint64_t offset;
  *most = UINT64_MAX;
  if (l->at[i].stride.size == 0) return field_read(l, i, header, length, list);
  if (!begin(l, i, header, &length, &offset)) return false;
  *most = list_count(l, i, header);
  row_read(&l->fields[i], header, offset, length * UINT64_C(8) - offset, list);
  return true;
}

bool field_write(const Layout *l, unsigned i, uint8_t *header, uint32_t length,
                 uint64_t number) {
  const Field *f = &l->fields[i];
  uint64_t offset, width;
  Value v = {0};
  if (f->kind != KIND_UINT || !locate(l, i, header, length, &offset, &width))
    return false;
  if (f->order == ORDER_WRITER)
    row_read(f, header, offset, width, &v);
  v.number = number;
  row_write(f, &v, header, offset, offset + width);
  return true;
}
