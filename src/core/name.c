/*
** name.c - rows: names of numbers, numbers and addresses as text
*/
#include <string.h>

#include "address.h"
#include "field.h"

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
  for (;;) {
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
