/*
** field.c - rows: where fields lie, how to read and write them
*/
#include "field.h"

#include <string.h>

#include "items.h"

static uint32_t size_of_bits(uint64_t bits) {
  return (uint32_t)((bits + 7) / 8);
}

/* Reads `width` bits that begin `offset` bits into `p`. */
static uint64_t bits_read(const uint8_t *p, uint64_t offset, unsigned width) {
  unsigned skip = (unsigned)(offset & 7);
  uint64_t n = 0;
  p += offset >> 3;
  if (skip == 0 && width == 16) return (uint64_t)(p[0] << 8 | p[1]);
  if (skip == 0 && width == 8) return p[0];
  for (unsigned i = 0; i < size_of_bits(skip + width); i++) n = n << 8 | p[i];
  n >>= (8 - ((skip + width) & 7)) & 7;
  return width == 64 ? n : n & ((UINT64_C(1) << width) - 1);
}

static void bits_write(uint8_t *p, uint64_t offset, unsigned width,
                       uint64_t n) {
  for (; width >= 8 && ((offset + width) & 7) == 0; width -= 8, n >>= 8)
    p[(offset + width) / 8 - 1] = (uint8_t)n;
  for (unsigned i = 0; i < width; i++) {
    uint64_t at = offset + width - 1 - i;
    uint8_t bit = (uint8_t)(0x80 >> (at & 7));
    if (n >> i & 1) p[at >> 3] |= bit;
    else p[at >> 3] &= (uint8_t)~bit;
  }
}

static unsigned scale_of(const Field *field) {
  return field->scale ? field->scale : 1;
}

uint64_t field_largest(const Field *field) {
  return ((UINT64_C(1) << field->width) - 1) * scale_of(field) + field->plus;
}

bool field_takes(const Field *field, uint64_t number) {
  return number >= field->plus && number <= field_largest(field) &&
         (number - field->plus) % scale_of(field) == 0;
}

/* The same bytes the other way round. */
static uint64_t reverse(uint64_t n, unsigned width) {
  uint64_t reversed = 0;
  for (unsigned i = 0; i < width; i += 8)
    reversed = reversed << 8 | (n >> i & 255);
  return reversed;
}

/* An integer from the wire, in its own units. */
static void number_read(const Field *f, const uint8_t *bytes, uint64_t offset,
                        Value *v) {
  uint64_t n = bits_read(bytes, offset, f->width);
  if (f->order != ORDER_NETWORK) {
    v->reversed = f->order == ORDER_LITTLE || n == 0 || n > UINT16_MAX;
    if (v->reversed) n = reverse(n, f->width);
  }
  v->number = n * scale_of(f) + f->plus;
}

static void number_write(const Field *f, const Value *v, uint8_t *bytes,
                         uint64_t offset) {
  uint64_t n = (v->number - f->plus) / scale_of(f);
  bool little = f->order == ORDER_LITTLE || v->reversed ||
                (f->order == ORDER_WRITER && n > UINT16_MAX);
  if (little) n = reverse(n, f->width);
  bits_write(bytes, offset, f->width, n);
}

uint64_t row_read(const Field *f, const uint8_t *bytes, uint64_t offset,
                  uint64_t end, Value *v) {
  uint64_t width = f->width ? f->width : end - offset;
  if (offset + width > end) return 0;
  if (f->kind == KIND_UINT) {
    number_read(f, bytes, offset, v);
  } else {
    v->number = 0;
    v->bytes = bytes + offset / 8;
    v->size = (size_t)(width / 8);
  }
  return offset + width;
}

uint64_t row_write(const Field *f, const Value *v, uint8_t *bytes,
                   uint64_t offset, uint64_t end) {
  uint64_t width = f->kind == KIND_UINT ? f->width : (uint64_t)v->size * 8;
  if (offset + width > end) return 0;
  if (f->kind == KIND_UINT) number_write(f, v, bytes, offset);
  else if (v->size > 0 && v->bytes)
    memcpy(bytes + offset / 8, v->bytes, v->size);
  return offset + width;
}

size_t field_size(const Field *field) { return field->width / 8; }

int layout_find(const Layout *layout, const char *name) {
  /* a protocol's own file names its fields by the very same strings */
  for (int i = 0; i < layout->count; i++)
    if (layout->fields[i].name == name) return i;
  for (int i = 0; i < layout->count; i++)
    if (strcmp(layout->fields[i].name, name) == 0) return i;
  return -1;
}

static bool is_dynamic(const Field *f) {
  return f->sized || f->when.field || f->width == 0 || f->optional;
}

/* The index of a field that row `i` names; it must come before it. */
static const char *relate(const Layout *l, unsigned i, const char *name,
                          int8_t *index) {
  int found = name ? layout_find(l, name) : -1;
  *index = (int8_t)found;
  if (!name) return NULL;
  if (found < 0) return "a row names a field that is not there";
  if (l->fields[found].kind != KIND_UINT)
    return "a row names a field that is no integer";
  if (found >= (int)i) return "a row names a field that comes after it";
  return NULL;
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

const char *layout_init(Layout *l, const Field *fields) {
  uint64_t offset = 0;
  memset(l, 0, sizeof *l);
  l->fields = fields;
  l->length = -1;
  while (fields[l->count].name)
    if (++l->count > FIELDS_MAX) return "too many fields";
  l->dynamic = l->count;
  for (unsigned i = 0; i < l->count; i++) {
    const Field *f = &fields[i];
    const char *wrong = relate(l, i, f->sized, &l->at[i].sized);
    if (!wrong) wrong = relate(l, i, f->counted, &l->at[i].counted);
    if (!wrong) wrong = relate(l, i, f->when.field, &l->at[i].when);
    if (!wrong) wrong = relate(l, i, f->form.field, &l->at[i].form);
    if (wrong) return wrong;
    if (l->at[i].sized >= 0) l->at[l->at[i].sized].follows = true;
    if (l->at[i].counted >= 0) l->at[l->at[i].counted].follows = true;
    if (f->kind == KIND_UINT && (f->width == 0 || f->width > 56))
      return "an integer has 1 to 56 bits";
    if (f->order != ORDER_NETWORK && (f->width % 8 || offset % 8))
      return "the order of bytes is that of whole bytes";
    if (f->kind != KIND_UINT && (f->width % 8 || offset % 8))
      return "bytes begin or end within a byte";
    if (l->dynamic == l->count && is_dynamic(f)) l->dynamic = (uint8_t)i;
    l->at[i].offset = (uint16_t)offset;
    if (l->dynamic != l->count) continue;
    init_number(l, i);
    offset += f->width;
  }
  l->fixed = size_of_bits(offset);
  init_usual(l);
  return offset & 7 ? "the fixed part ends within a byte" : NULL;
}

bool field_holds(const Layout *l, const Condition *c, int i,
                 const uint8_t *header, uint32_t length) {
  Value v;
  if (i < 0) return true;
  return field_read(l, (unsigned)i, header, length, &v) &&
         condition_met(c, v.number);
}

/* False: the field is optional, and the header ends before it. */
static bool goes_on(const Field *f, uint32_t length, uint64_t offset) {
  return !f->optional || offset + f->width <= (uint64_t)length * 8;
}

/* The bytes of what field `i` holds by its count. */
static uint64_t counted_size(const Layout *l, unsigned i,
                             const uint8_t *header, uint32_t length,
                             uint64_t offset) {
  const Field *f = &l->fields[i];
  uint32_t at = (uint32_t)(offset / 8);
  Value count;
  if (at > length ||
      !field_holds(l, &f->form, l->at[i].form, header, length) ||
      !field_read(l, (unsigned)l->at[i].counted, header, length, &count))
    return UINT32_MAX;
  if (!f->items) return count.number * f->unit;
  return items_span(f->items, header + at, length - at, count.number);
}

/*
** The bits that dynamic field `i` takes; `offset` is where it begins. Where the
** header does not go on so far, it ends: what is optional behind is not there.
*/
static uint64_t width_of(const Layout *l, unsigned i, const uint8_t *header,
                         uint32_t *length, uint64_t offset) {
  const Field *f = &l->fields[i];
  Value v;
  if (!field_holds(l, &f->when, l->at[i].when, header, *length)) return 0;
  if (!goes_on(f, *length, offset)) {
    *length = size_of_bits(offset);
    return 0;
  }
  if (l->at[i].sized >= 0)
    return field_read(l, (unsigned)l->at[i].sized, header, *length, &v)
             ? v.number * 8 : 0;
  if (f->width) return f->width;
  uint64_t rest = (uint64_t)*length * 8 - offset;
  if (l->at[i].counted < 0) return rest;
  uint64_t counted = 8 * counted_size(l, i, header, *length, offset);
  return counted < rest ? counted : rest;
}

uint32_t layout_length(const Layout *l, const uint8_t *header, uint32_t left) {
  uint64_t offset = (uint64_t)l->fixed * 8;
  if (l->fixed > left) return 0;
  if (layout_regular(l, header)) return l->usual <= left ? l->usual : 0;
  for (unsigned i = l->dynamic; i < l->count; i++) {
    if (l->fields[i].width == 0 && !l->fields[i].sized && !l->open) continue;
    offset += width_of(l, i, header, &left, offset);
    if (offset > (uint64_t)left * 8) return 0;
  }
  return size_of_bits(offset);
}

/* True for bytes that are all that is left of a header, which says it is more. */
static bool goes_beyond(const Layout *l, const Field *f, const uint8_t *header,
                        uint32_t length) {
  Value v;
  return f->width == 0 && f->kind == KIND_BYTES && !f->sized &&
         l->length >= 0 &&
         field_read(l, (unsigned)l->length, header, length, &v) &&
         v.number > length;
}

/* Where field `i` lies, in bits. False: it is not there. */
static bool locate(const Layout *l, unsigned i, const uint8_t *header,
                   uint32_t length, uint64_t *offset, uint64_t *width) {
  const Field *f = &l->fields[i];
  uint64_t end = (uint64_t)length * 8;
  *offset = l->at[i].offset;
  *width = f->width;
  if (i >= l->dynamic && !(length >= l->fixed && layout_regular(l, header))) {
    *offset = l->at[l->dynamic].offset;
    for (unsigned j = l->dynamic; j < i && *offset <= end; j++)
      *offset += width_of(l, j, header, &length, *offset);
    if (*offset > end) return false;
    *width = width_of(l, i, header, &length, *offset);
    if (*width == 0 &&
        (f->optional ||
         !field_holds(l, &f->when, l->at[i].when, header, length)))
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
  if (f->kind == KIND_UINT) {
    number_read(f, header, offset, v);
  } else {
    v->number = 0;
    v->bytes = header + offset / 8;
    v->size = (size_t)(width / 8);
  }
  return true;
}

bool field_write(const Layout *l, unsigned i, uint8_t *header, uint32_t length,
                 uint64_t number) {
  const Field *f = &l->fields[i];
  uint64_t offset, width;
  Value v = {0};
  if (f->kind != KIND_UINT || !locate(l, i, header, length, &offset, &width))
    return false;
  if (f->order == ORDER_WRITER) number_read(f, header, offset, &v);
  v.number = number;
  number_write(f, &v, header, offset);
  return true;
}
