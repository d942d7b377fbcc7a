/*
** checkrows.c - what is wrong with the rows of a header among each other
*/
#include <string.h>

#include "check.h"
#include "items.h"

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
  bool size = (*found)->unless && (what[0] == 't');
  if ((*found)->kind != KIND_UINT && !size)
    return refuse(w, "%s \"%s\", which is no integer", what, name);
  return true;
}

static bool sized_check(const Where *w, const Field *rows, unsigned i) {
  const Field *f = &rows[i], *size;
  if (!relate(w, rows, i, "sized by", f->sized, &size)) return false;
  if (!size) return true;
  if (f->kind == KIND_UINT || f->kind == KIND_NAME)
    return refuse(w, "sized by \"%s\", but %s", f->sized,
                  f->kind == KIND_UINT ? "an integer has its width"
                                       : "a name ends by itself");
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

/* How many units, or items, the default of a field has. */
static uint64_t preset_count(const Field *f) {
  const Value list = {.bytes = f->presets, .size = (size_t)f->preset};
  if (!f->items) return f->preset / f->unit;
  return f->presets ? field_count(f, &list) : 0;
}

static bool counted_check(const Where *w, const Field *rows, unsigned i) {
  const Field *f = &rows[i], *count;
  if (!relate(w, rows, i, "counted by", f->counted, &count)) return false;
  if (f->more && !f->items)
    return refuse(w, "only a list has a last item");
  if (f->least && (!f->items || !count || f->more))
    return refuse(w, "only a list with a count has a least for each item");
  if (f->instead && (!count || !f[1].name || !f[1].least || !f[1].counted ||
                     f[1].instead || strcmp(f[1].counted, f->counted) != 0))
    return refuse(w, "stands instead of no list behind it, which has the same "
                  "count and a least for each item");
  if (!count)
    return (f->unit == 0 && !f->inbits) ||
           refuse(w, "a unit, but no field counts the units");
  if (field_largest(count) > UINT32_MAX)
    return refuse(w, "counted by \"%s\", which has numbers of more than 32 "
                  "bits", f->counted);
  if (f->width > 0 || f->ended || f->kind == KIND_NAME)
    return refuse(w, "counted by \"%s\", but %s", f->counted,
                  f->width > 0 ? "the width is fixed" : "it ends by itself");
  if (f->inbits && (f->items || f->unit != 1))
    return refuse(w, "counted by \"%s\" in bits: a unit of 1 byte expected",
                  f->counted);
  if (f->items && f->unit > 0)
    return refuse(w, "counted by \"%s\" in units, but a list has items",
                  f->counted);
  if (!f->items && f->unit == 0)
    return refuse(w, "counted by \"%s\", but there is no unit", f->counted);
  if (preset_count(f) != field_preset(count))
    return refuse(w, "%llu by default, but \"%s\" says %llu",
                  (unsigned long long)preset_count(f), f->counted,
                  (unsigned long long)field_preset(count));
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
      return refuse(w, "%s: a condition without a field",
                    both[k].what);
    if (!relate(w, rows, i, both[k].what, c->field, &other)) return false;
    if (other && !check_condition(w, both[k].what, c, other)) return false;
  }
  return true;
}

bool relations_check(const Where *w, const Field *rows, unsigned i) {
  const Field *f = &rows[i];
  if (f->optional && f->width == 0 && !f->sized)
    return refuse(w, "optional, but it takes the rest in any case");
  return sized_check(w, rows, i) && counted_check(w, rows, i) &&
         conditions_check(w, rows, i);
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
  if (f->sized && f->items && field_named(f))
    return refuse(&here, "sized by \"%s\", but a domain name in it ends by "
                  "itself", f->sized);
  return relations_check(&here, rows, i);
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
