/*
** field.c - a field alone: its value, as bytes and as text
*/
#include "field.h"

#include <string.h>

#include "address.h"
#include "moment.h"

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
  if (field->width == 64) return UINT64_MAX;
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

void row_read(const Field *f, const uint8_t *message, uint64_t offset,
              uint64_t bits, Value *v) {
  if (f->kind == KIND_UINT) {
    number_read(f, message, offset, v);
    return;
  }
  v->number = offset / 8;
  v->bytes = message + offset / 8;
  v->size = (size_t)(bits / 8);
  if (f->ended) v->size -= v->size > 0 ? f->endsize : 0;
  else if (f->kind == KIND_TEXT && f->width)
    while (v->size > 0 && v->bytes[v->size - 1] == 0) v->size--;
}

void field_default(const Field *f, Value *v) {
  static const uint8_t root[1] = {0};
  *v = (Value){.number = f->kind == KIND_UINT ? field_preset(f) : 0,
               .bytes = f->presets, .reversed = f->order == ORDER_WRITER,
               .size = f->width ? field_size(f) : (size_t)f->preset};
  if (f->kind == KIND_NAME) {
    v->bytes = root;
    v->size = sizeof root;
  } else if (f->kind == KIND_TEXT && f->width && !f->sized) {
    while (v->size > 0 && (!v->bytes || v->bytes[v->size - 1] == 0)) v->size--;
  }
}

size_t row_size(const Field *f, const Value *v) {
  if (f->kind == KIND_TEXT && f->width && !f->sized) return f->width / 8u;
  return v->size + (row_ends(f, v) ? f->endsize : 0u);
}

uint64_t row_write(const Field *f, const Value *v, uint8_t *bytes,
                   uint64_t offset, uint64_t end) {
  uint64_t width =
      f->kind == KIND_UINT ? f->width : (uint64_t)row_size(f, v) * 8;
  if (offset + width > end) return 0;
  if (f->kind == KIND_UINT) number_write(f, v, bytes, offset);
  else if (v->size > 0 && v->bytes)
    memcpy(bytes + offset / 8, v->bytes, v->size);
  if (row_ends(f, v))
    memcpy(bytes + offset / 8 + v->size, f->ended, f->endsize);
  return offset + width;
}

size_t value_domain(const Value *v, uint8_t plain[DOMAIN_MAX]) {
  size_t size;
  uint32_t at = (uint32_t)v->number;
  int taken = domain_read(v->bytes - at, at, at + (uint32_t)v->size, plain,
                          &size);
  return taken > 0 ? size : 0;
}

size_t value_domaintext(const Value *v, char *out) {
  uint32_t at = (uint32_t)v->number;
  return domain_text(v->bytes - at, at, at + (uint32_t)v->size, out);
}

size_t field_size(const Field *field) { return field->width / 8; }

const char *name_text(const Name *names, uint64_t value) {
  for (; names && names->name; names++)
    if (names->value == value) return names->name;
  return NULL;
}

bool name_value(const Name *names, const char *text, uint64_t *value) {
  for (; names && names->name; names++) {
    if (strcmp(names->name, text) != 0) continue;
    *value = names->value;
    return true;
  }
  return false;
}

size_t bits_text(const Name *names, uint64_t value, char *out, size_t room) {
  size_t size = 0;
  for (; names && names->name; names++) {
    size_t more = strlen(names->name);
    if (!(value & names->value) || size + 2 + more > room) continue;
    if (size > 0) {
      memcpy(out + size, ", ", 2);
      size += 2;
    }
    memcpy(out + size, names->name, more);
    size += more;
  }
  return size;
}

bool bits_value(const Name *names, const char *text, uint64_t *value) {
  uint64_t bits = 0;
  while (*text) {
    const Name *n = names;
    size_t size = strcspn(text, ",");
    while (n && n->name &&
           (strncmp(n->name, text, size) != 0 || n->name[size] != '\0'))
      n++;
    if (!n || !n->name) return false;
    bits |= n->value;
    text += size;
    if (*text == '\0') break;
    text++;
    text += strspn(text, " ");
    if (*text == '\0') return false;
  }
  *value = bits;
  return true;
}

static size_t number_text(uint64_t n, unsigned base, unsigned least,
                          char *out) {
  char reversed[24];
  size_t size = 0;
  do {
    reversed[size++] = "0123456789abcdef"[n % base];
    n /= base;
  } while (n > 0 || size < least);
  for (size_t i = 0; i < size; i++) out[i] = reversed[size - 1 - i];
  return size;
}

size_t field_text(const Field *f, const Value *v, char *out) {
  if (f->kind == KIND_UINT) {
    if (f->time) return moment_text(v->number, out);
    if (!f->hex) return number_text(v->number, 10, 1, out);
    memcpy(out, "0x", 2);
    return 2 + number_text(v->number, 16, (f->width + 3u) / 4, out + 2);
  }
  if (f->kind == KIND_IP4 && v->size == 4) return ip4_text(v->bytes, out);
  if (f->kind == KIND_IP6 && v->size == 16) return ip6_text(v->bytes, out);
  size_t shown = v->size > 20 ? 20 : v->size;
  size_t size = mac_text(v->bytes, shown, out);
  if (shown == v->size) return size;
  memcpy(out + size, "...", 3);
  return size + 3;
}
