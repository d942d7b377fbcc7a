/*
** checkrow.c - what is wrong with one row, and with the rows of a header
*/
#include <string.h>

#include "check.h"

static bool is_rest(const Field *f) { return f->width == 0 && !f->sized; }

/* --- a row alone --- */

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
    case KIND_BYTES:
      if (f->width % 8 != 0)
        return refuse(w, "%u bits are no whole bytes", (unsigned)f->width);
      return true;
    case KIND_ITEMS:
      if (f->width > 0)
        return refuse(w, "a list of %u bits: a list is what is left, or SIZED",
                      (unsigned)f->width);
      return true;
  }
  return refuse(w, "a kind that is not known");
}

static bool order_check(const Where *w, const Field *f) {
  if ((unsigned)f->order > ORDER_WRITER)
    return refuse(w, "an order of bytes that is not known");
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
  if (f->kind != KIND_ITEMS && f->items)
    return refuse(w, "only a list has items");
  if (f->form.field && (f->kind == KIND_UINT || f->kind >= KIND_BYTES))
    return refuse(w, "only an address has a form");
  return true;
}

/* A value's name and constant, as texts. */
static bool spelt(const Where *w, const Name *n) {
  size_t size = 0;
  for (; n->name[size]; size++) {
    char c = n->name[size];
    bool letter = c >= 'a' && c <= 'z';
    if (size == NAME_MAX_BYTES || !(letter || (size > 0 &&
        ((c >= '0' && c <= '9') || c == '-'))))
      return refuse(w, "value \"%.*s\": a name is at most %d lowercase letters, "
                    "digits and hyphens", NAME_MAX_BYTES, n->name,
                    NAME_MAX_BYTES);
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

/* --- rows among each other --- */

/*
** The integer before row `i` that it names as `what`; NULL in *found: it names
** none.
*/
static bool relate(const Where *w, const Field *rows, unsigned i,
                   const char *what, const char *name, const Field **found) {
  *found = NULL;
  if (!name) return true;
  for (const Field *f = rows; f->name && !*found; f++)
    if (strcmp(f->name, name) == 0) *found = f;
  if (!*found)
    return refuse(w, "%s \"%.*s\", which is no field", what, NAME_MAX_BYTES,
                  name);
  if (*found == &rows[i])
    return refuse(w, "%s \"%s\", which is the field itself", what, name);
  if (*found > &rows[i])
    return refuse(w, "%s \"%s\", which comes after it", what, name);
  if ((*found)->kind != KIND_UINT)
    return refuse(w, "%s \"%s\", which is no integer", what, name);
  return true;
}

static bool sized_check(const Where *w, const Field *rows, unsigned i) {
  const Field *f = &rows[i], *size;
  if (!relate(w, rows, i, "sized by", f->sized, &size)) return false;
  if (!size) return true;
  if (f->kind == KIND_UINT)
    return refuse(w, "sized by \"%s\", but an integer has its width", f->sized);
  if (f->optional)
    return refuse(w, "sized by \"%s\", and optional: one of the two",
                  f->sized);
  if (field_largest(size) > UINT32_MAX)
    return refuse(w, "sized by \"%s\", which has numbers of more than 32 bits",
                  f->sized);
  uint64_t bytes = f->width ? field_size(f) : f->preset;
  if (field_preset(size) != bytes)
    return refuse(w, "%llu bytes by default, but \"%s\" says %llu",
                  (unsigned long long)bytes, f->sized,
                  (unsigned long long)field_preset(size));
  return true;
}

static bool counted_check(const Where *w, const Field *rows, unsigned i) {
  const Field *f = &rows[i], *count;
  if (!relate(w, rows, i, "counted by", f->counted, &count)) return false;
  if (!count)
    return f->unit == 0 || refuse(w, "a unit, but nothing counts it");
  if (f->width > 0)
    return refuse(w, "counted by \"%s\", but the width is fixed", f->counted);
  if (f->items && f->unit > 0)
    return refuse(w, "counted by \"%s\" in units, but a list has items",
                  f->counted);
  if (!f->items && f->unit == 0)
    return refuse(w, "counted by \"%s\", which has no unit", f->counted);
  for (unsigned j = 0; j <= i; j++)
    if (rows[j].sized && strcmp(rows[j].sized, f->counted) == 0)
      return refuse(w, "counted by \"%s\", which is the length of \"%s\"",
                    f->counted, rows[j].name);
  return true;
}

static bool conditions_check(const Where *w, const Field *rows, unsigned i) {
  const Field *f = &rows[i], *other;
  const struct { const char *what; const Condition *c; } both[] = {
    {"there when", &f->when}, {"text when", &f->form}
  };
  for (int k = 0; k < 2; k++) {
    const Condition *c = both[k].c;
    if (!c->field && (c->from || c->to || c->mask || c->among))
      return refuse(w, "%s a condition holds that names no field",
                    both[k].what);
    if (!relate(w, rows, i, both[k].what, c->field, &other)) return false;
    if (other && !check_condition(w, both[k].what, c, other)) return false;
  }
  return true;
}

/* The row at `i`, and what it says of those before it. */
static bool field_check(const Where *w, const Field *rows, unsigned i) {
  const Field *f = &rows[i];
  if (!check_key(w, "field", f->name)) return false;
  Where here = where_in(w, f->name);
  if (strcmp(f->name, "packet") == 0)
    return refuse(&here, "the name is that of the header's bytes");
  for (unsigned j = 0; j < i; j++)
    if (rows[j].name[0] == f->name[0] && strcmp(rows[j].name, f->name) == 0)
      return refuse(&here, "two fields have the name");
  if (!check_row(&here, f)) return false;
  if (f->kind == KIND_ITEMS && !check_items(&here, f->items)) return false;
  if (f->optional && is_rest(f))
    return refuse(&here, "optional, but it is what is left in any case");
  return sized_check(&here, rows, i) && counted_check(&here, rows, i) &&
         conditions_check(&here, rows, i);
}

bool check_rows(const Where *w, const Field *fields) {
  unsigned count = rows_count(fields, FIELDS_MAX);
  uint64_t bits = 0;
  if (count == 0) return refuse(w, "has no fields");
  if (count > FIELDS_MAX)
    return refuse(w, "has more than %d fields", FIELDS_MAX);
  for (unsigned i = 0; i < count; i++) {
    if (!field_check(w, fields, i)) return false;
    bits += fields[i].width;
    Where here = where_in(w, fields[i].name);
    if (bits > HEADER_BITS_MAX)
      return refuse(&here, "ends at bit %u of the header: at most %d expected",
                    (unsigned)bits, HEADER_BITS_MAX);
  }
  return true;
}
