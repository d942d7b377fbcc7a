/*
** checkrow.c - what is wrong with a row alone
*/
#include <string.h>

#include "check.h"

/* The largest number of an integer, if it is none that Lua does not have. */
static bool largest_check(const Where *w, const Field *f) {
  uint64_t scale = f->scale ? f->scale : 1;
  uint64_t units = (UINT64_C(1) << f->width) - 1;
  if (units > ((uint64_t)INT64_MAX - f->plus) / scale)
    return refuse(w, "%u bits in units of %u make numbers beyond 63 bits",
                  (unsigned)f->width, (unsigned)scale);
  return true;
}

static bool width_check(const Where *w, const Field *f) {
  static const uint16_t widths[] = {
    [KIND_MAC] = WIDTH_MAC, [KIND_IP4] = WIDTH_IP4, [KIND_IP6] = WIDTH_IP6
  };
  switch (f->kind) {
    case KIND_UINT:
      if (f->time)
        return f->width == 64 ||
               refuse(w, "a time of %u bits: 64 expected", (unsigned)f->width);
      if (f->width == 0 || f->width > 56)
        return refuse(w, "an integer of %u bits: 1 to 56 expected",
                      (unsigned)f->width);
      return largest_check(w, f);
    case KIND_MAC:
    case KIND_IP4:
    case KIND_IP6:
      if (f->width != widths[f->kind])
        return refuse(w, "an address of %u bits: %u expected",
                      (unsigned)f->width, (unsigned)widths[f->kind]);
      return true;
    case KIND_NAME:
      if (f->width > 0)
        return refuse(w, "a name of %u bits: it ends by itself",
                      (unsigned)f->width);
      return true;
    case KIND_BYTES:
    case KIND_TEXT:
      if (f->width % 8 != 0)
        return refuse(w, "%u bits are no whole bytes", (unsigned)f->width);
      return true;
    case KIND_ITEMS:
      if (f->width > 0)
        return refuse(w, "a list of %u bits: a list is sized or takes the rest",
                      (unsigned)f->width);
      return true;
  }
  return refuse(w, "an unknown kind");
}

static bool order_check(const Where *w, const Field *f) {
  if ((unsigned)f->order > ORDER_WRITER)
    return refuse(w, "an unknown byte order");
  if (f->order == ORDER_NETWORK) return true;
  if (f->width % 8 != 0)
    return refuse(w, "%u bits are no whole bytes, and have no order",
                  (unsigned)f->width);
  return true;
}

/* What only an integer may have. */
static bool attributes_check(const Where *w, const Field *f) {
  const char *what = f->scale ? "a scale" : f->plus ? "a number to add"
                     : f->hex ? "hexadecimal digits" : f->bits ? "bits"
                     : f->names ? "names" : f->order ? "an order" : NULL;
  if (f->kind != KIND_UINT && what)
    return refuse(w, "only an integer has %s", what);
  if (f->bits && !f->names) return refuse(w, "bits without names");
  if (f->bits && (f->scale > 1 || f->plus))
    return refuse(w, "bits are counted in no units");
  if (f->time && (f->kind != KIND_UINT || f->scale || f->plus || f->hex ||
                  f->names || f->preset > 0))
    return refuse(w, "a time has no scale, names, hex or default");
  if (f->spelt && f->kind != KIND_NAME)
    return refuse(w, "only a domain name can be spelt");
  if (f->alone && !f->spelt)
    return refuse(w, "a name that stands alone is spelt");
  if (f->ended && f->kind != KIND_TEXT && f->kind != KIND_ITEMS)
    return refuse(w, "only text and lists have an end");
  if (f->ended && (f->endsize == 0 || f->width > 0 || f->sized))
    return refuse(w, f->endsize == 0 ? "ended by no bytes"
                  : "has an end, but its size is given");
  if (f->other && (f->kind != KIND_TEXT || !f->ended || !f->form.field))
    return refuse(w, "another end, but no first one, or no form");
  if (f->other && (!*f->other || strlen(f->other) > ENDS_MAX))
    return refuse(w, "another end of no bytes, or of more than %d", ENDS_MAX);
  if (f->unless && (f->kind != KIND_TEXT || !f->ended || !*f->unless))
    return refuse(w, "only text with an end is not there unless ...");
  if (f->unless && f->preset > 0)
    return refuse(w, "not there by default, but it has one");
  if (f->span && (f->kind != KIND_TEXT || f->ended || f->width > 0 || f->sized))
    return refuse(w, "only text without an end and a size is a span");
  if (f->leaves && f->kind != KIND_ITEMS)
    return refuse(w, "only a list leaves bytes behind it");
  if (f->leaves && (f->ended || f->sized || f->counted))
    return refuse(w, "leaves %u bytes, but its end is given",
                  (unsigned)f->leaves);
  if (f->kind != KIND_ITEMS && f->items)
    return refuse(w, "only a list has items");
  if (f->form.field && !f->counted && !f->other &&
      (f->kind == KIND_UINT || f->kind >= KIND_BYTES))
    return refuse(w, "only an address has a form");
  return true;
}

/* A value's name and constant, as texts. */
static bool spelt(const Where *w, const Name *n) {
  char hint[HINT_BYTES];
  size_t size = 0;
  for (; n->name[size]; size++) {
    char c = n->name[size];
    bool letter = c >= 'a' && c <= 'z';
    if (size == NAME_MAX_BYTES || !(letter || (size > 0 &&
        ((c >= '0' && c <= '9') || c == '-'))))
      return refuse(w, "value \"%.*s\": a name is at most %d lowercase "
                    "letters, digits and hyphens%s", NAME_MAX_BYTES, n->name,
                    NAME_MAX_BYTES, respell(n->name, '-', hint));
  }
  if (size == 0) return refuse(w, "value %u has an empty name",
                               (unsigned)n->value);
  for (size = 0; n->constant && n->constant[size]; size++) {
    char c = n->constant[size];
    bool digit = c >= '0' && c <= '9';
    if (size == NAME_MAX_BYTES || (digit && size == 0) ||
        !(digit || c == '_' || (c >= 'A' && c <= 'Z') ||
          (c >= 'a' && c <= 'z')))
      return refuse(w, "constant \"%.*s\" is no name of C's", NAME_MAX_BYTES,
                    n->constant);
  }
  if (n->constant && size == 0)
    return refuse(w, "value \"%s\" has an empty constant", n->name);
  return true;
}

static bool names_check(const Where *w, const Field *f) {
  for (const Name *n = f->names; n && n->name; n++) {
    if (n - f->names == NAMES_MAX)
      return refuse(w, "more than %d values have names", NAMES_MAX);
    if (!spelt(w, n)) return false;
    if (!field_takes(f, n->value))
      return refuse(w, "value %u, \"%s\", does not fit", (unsigned)n->value,
                    n->name);
    if (f->bits && (n->value == 0 || (n->value & (n->value - 1)) != 0))
      return refuse(w, "value %u, \"%s\", is no single bit",
                    (unsigned)n->value, n->name);
    for (const Name *m = f->names; m < n; m++) {
      if (m->value == n->value)
        return refuse(w, "value %u is both \"%s\" and \"%s\"",
                      (unsigned)n->value, m->name, n->name);
      if (m->name[0] == n->name[0] && strcmp(m->name, n->name) == 0)
        return refuse(w, "two values are called \"%s\"", n->name);
    }
  }
  return true;
}

static bool default_check(const Where *w, const Field *f) {
  if (f->kind == KIND_UINT) {
    if (f->presets) return refuse(w, "the default of an integer is a number");
    if (f->preset > 0 && !field_takes(f, f->preset))
      return refuse(w, "the default %llu does not fit: %u to %llu in steps of "
                    "%u expected", (unsigned long long)f->preset,
                    (unsigned)f->plus, (unsigned long long)field_largest(f),
                    f->scale ? (unsigned)f->scale : 1);
    return true;
  }
  if (f->kind == KIND_NAME && (f->preset > 0 || f->presets))
    return refuse(w, "the default of a name is the root");
  if (f->width > 0 && f->preset > 0)
    return refuse(w, "a default of %llu bytes, but the width is fixed",
                  (unsigned long long)f->preset);
  if (f->width == 0 && f->presets && f->preset == 0)
    return refuse(w, "a default of bytes, but not how many");
  if (f->width == 0 && f->preset > DEFAULT_MAX)
    return refuse(w, "a default of %llu bytes: at most %d expected",
                  (unsigned long long)f->preset, DEFAULT_MAX);
  return true;
}

bool check_row(const Where *w, const Field *f) {
  return check_words(w, "meaning", f->meaning) && width_check(w, f) &&
         order_check(w, f) && attributes_check(w, f) && names_check(w, f) &&
         default_check(w, f);
}
