/*
** check.c - rows are input: what is wrong with a protocol
*/
#include "check.h"

#include <stdio.h>
#include <string.h>

/* --- the fields that a protocol names --- */

/*
** The index of the integer that `what` names, -1: it names none. False: it is
** none, or holds more than 32 bits.
*/
static bool find_number(const Where *w, const Layout *l, const char *what,
                        const char *name, int *index) {
  *index = -1;
  if (!name) return true;
  *index = layout_find(l, name);
  if (*index < 0)
    return refuse(w, "%s \"%.*s\" is no field", what, NAME_MAX_BYTES, name);
  const Field *f = &l->fields[*index];
  if (f->kind != KIND_UINT)
    return refuse(w, "%s \"%s\" is no integer", what, name);
  if (field_largest(f) > UINT32_MAX)
    return refuse(w, "%s \"%s\" has numbers of more than 32 bits", what, name);
  return true;
}

static bool next_check(const Where *w, const Protocol *p, const Layout *l) {
  int next, twin;
  if (!find_number(w, l, "next", p->next, &next) ||
      !find_number(w, l, "twin", p->twin, &twin))
    return false;
  if (twin >= 0 && next < 0)
    return refuse(w, "twin \"%s\", but there is no \"next\"",
                  p->twin);
  if (twin >= 0 && twin == next)
    return refuse(w, "twin \"%s\" is the field \"next\" itself",
                  p->twin);
  if (twin >= 0 &&
      field_largest(&l->fields[twin]) < field_largest(&l->fields[next]))
    return refuse(w, "twin \"%s\" takes less than \"%s\"", p->twin, p->next);
  if (p->lengths && next < 0)
    return refuse(w, "lengths, but there is no \"next\"");
  if (p->lengths && field_largest(&l->fields[next]) <= LENGTHS_MAX)
    return refuse(w, "lengths, but \"%s\" holds no number beyond %d", p->next,
                  LENGTHS_MAX);
  if (p->space && next < 0 && !p->inspect)
    return refuse(w, "numbers of \"%.*s\", but no field has one",
                  NAME_MAX_BYTES, p->space);
  return true;
}

static bool lengths_check(const Where *w, const Protocol *p, const Layout *l) {
  int length, extent;
  if (!find_number(w, l, "length", p->length, &length) ||
      !find_number(w, l, "extent", p->extent.field, &extent))
    return false;
  if (length >= 0) {
    const Field *f = &l->fields[length];
    if (field_largest(f) < l->fixed)
      return refuse(w, "length \"%s\" counts at most %llu bytes, the header "
                    "has %u", p->length, (unsigned long long)field_largest(f),
                    (unsigned)l->fixed);
    if (length >= l->dynamic)
      return refuse(w, "length \"%s\" has no fixed position", p->length);
    if (f->scale && f->plus % f->scale != 0)
      return refuse(w, "length \"%s\" counts units of %u, and %u more",
                    p->length, (unsigned)f->scale, (unsigned)f->plus);
  }
  if (length >= 0 && length == extent)
    return refuse(w, "\"%s\" is both length and extent", p->length);
  if (extent < 0 && (p->extent.header || p->extent.open))
    return refuse(w, "an extent without a field");
  return true;
}

static bool sum_check(const Where *w, const Checksum *c, const Layout *l) {
  int i, when;
  if (!find_number(w, l, "checksum", c->field, &i)) return false;
  if (i < 0) return true;
  if (!find_number(w, l, "checksum when", c->when.field, &when)) return false;
  if (when >= 0 && !check_condition(w, "checksum when", &c->when,
                                    &l->fields[when]))
    return false;
  if (c->other && when < 0)
    return refuse(w, "another checksum than \"%s\", but no condition says "
                  "when", c->field);
  const Field *f = &l->fields[i];
  bool crc = c->kind == SUM_CRC32C;
  if ((unsigned)c->kind > SUM_CISCO || (unsigned)c->covers > COVERS_HEADER6)
    return refuse(w, "checksum \"%s\" of an unknown kind", c->field);
  if (f->width != (crc ? 32 : 16) || f->scale > 1 || f->plus ||
      f->order == ORDER_WRITER || (!crc && f->order != ORDER_NETWORK))
    return refuse(w, "checksum \"%s\" is not a plain integer of %d "
                     "bits", c->field,
                  crc ? 32 : 16);
  if (l->at[i].offset % 8 != 0 || (!crc && l->at[i].offset % 16 != 0))
    return refuse(w, "checksum \"%s\" begins at bit %u", c->field,
                  (unsigned)l->at[i].offset);
  if (crc && i >= l->dynamic)
    return refuse(w, "checksum \"%s\" has no fixed position", c->field);
  if (crc && c->covers >= COVERS_PSEUDO)
    return refuse(w, "checksum \"%s\" is of a kind that has no pseudo header",
                  c->field);
  return true;
}

/* The checksums of all conditions. */
static bool sums_check(const Where *w, const Protocol *p, const Layout *l) {
  unsigned count = 0;
  for (const Checksum *c = &p->checksum; c; c = c->other) {
    if (count++ == SUMS_MAX)
      return refuse(w, "has more than %d checksums", SUMS_MAX);
    if (!c->field && (c != &p->checksum || c->when.field || c->other))
      return refuse(w, "a checksum without a field");
    if (!sum_check(w, c, l)) return false;
  }
  return true;
}

/* Computed members: their names are not those of fields. */
static bool computed_check(const Where *w, const Protocol *p,
                           const Layout *l) {
  for (const Computed *c = p->computed; c && c->name; c++) {
    if (!check_key(w, "computed member", c->name) ||
        !check_words(w, "meaning", c->meaning))
      return false;
    if (layout_find(l, c->name) >= 0 || computed_find(p, c->name) != c)
      return refuse(w, "computed member \"%s\" has another's name", c->name);
    if (!c->read)
      return refuse(w, "computed member \"%s\" without a function", c->name);
  }
  return true;
}

static bool hooks_check(const Where *w, const Protocol *p) {
  if (p->otherwise && strcmp(p->otherwise, p->name) == 0)
    return refuse(w, "otherwise \"%s\" is the protocol itself", p->name);
  if (p->steady && !p->inspect)
    return refuse(w, "steady, but there is no inspect");
  return true;
}

/* --- the text --- */

/* A field in braces that begins at *at, which moves on. */
static bool brace_check(const Where *w, const Layout *l, const char **at) {
  char name[NAME_MAX_BYTES + 1];
  const char *p = *at + 1;
  size_t size = strcspn(p, "{}:");
  if (p[size] == '\0' || p[size] == '{')
    return refuse(w, "text: \"%.*s\" has no closing brace", NAME_MAX_BYTES,
                  *at);
  snprintf(name, sizeof name, "%.*s", size < sizeof name ? (int)size : 0, p);
  int i = layout_find(l, name);
  if (i < 0)
    return refuse(w, "text: \"%.*s\" is no field",
                  size < NAME_MAX_BYTES ? (int)size : NAME_MAX_BYTES, p);
  if (p[size] == ':') {
    p += size + 1;
    if (*p < '1' || *p > '9' || p[1] != '}')
      return refuse(w, "text: \"%s:\" has no digit from 1 to 9 behind it",
                    name);
    if (l->fields[i].kind != KIND_UINT)
      return refuse(w, "text: \"%s\" is no integer, and has no digits", name);
    size = 1;
  }
  *at = p + size;
  return true;
}

static bool template_check(const Where *w, const char *text,
                           const Layout *l) {
  if (!check_words(w, "text", text)) return false;
  for (const char *at = text; *at; at++) {
    if (*at == '}')
      return refuse(w, "text: \"%.*s\" has no opening brace", NAME_MAX_BYTES,
                    at);
    if (*at == '{' && !brace_check(w, l, &at)) return false;
  }
  return true;
}

/* A line may be empty; what it is on is an integer of the header. */
static bool line_check(const Where *w, const Line *line, const Layout *l) {
  int i = -1;
  if (*line->text && !template_check(w, line->text, l)) return false;
  if (!line->when.field) return true;
  i = layout_find(l, line->when.field);
  if ((i < 0 || !l->fields[i].unless) &&
      !find_number(w, l, "line when", line->when.field, &i)) return false;
  return check_condition(w, "line when", &line->when, &l->fields[i]);
}

static bool text_check(const Where *w, const Protocol *p, const Layout *l) {
  unsigned count = 0;
  for (const Line *line = p->lines; line && line->text; line++) {
    if (count++ == LINES_MAX)
      return refuse(w, "has more than %d lines", LINES_MAX);
    if (!line_check(w, line, l)) return false;
  }
  return (!p->text || template_check(w, p->text, l)) &&
         (!p->brief || template_check(w, p->brief, l));
}

/* --- carriers and link types, as far as they are the protocol's --- */

static bool carried_check(const Where *w, const Carrier *c, const Layout *l) {
  const Condition *when = &c->when;
  int i = -1;
  if (!check_word(w, "carrier", c->parent)) return false;
  if (!when->field)
    return !(when->from || when->to || when->mask || when->among) ||
           refuse(w, "carried by \"%s\" on a condition without a field",
                  c->parent);
  if (!find_number(w, l, "carried when", when->field, &i)) return false;
  return check_condition(w, "carried when", when, &l->fields[i]);
}

/* A prefix, in one of the carriers. */
static bool prefix_check(const Where *w, const Protocol *p) {
  const Prefix *prefix = &p->prefix;
  if (!prefix->parent)
    return prefix->size == 0 || refuse(w, "a prefix, but of no carrier");
  if (!check_word(w, "prefix", prefix->parent)) return false;
  if (prefix->size < 1 || prefix->size > 4)
    return refuse(w, "a prefix of %u bytes: 1 to 4 expected",
                  (unsigned)prefix->size);
  return true;
}

static bool lists_check(const Where *w, const Protocol *p, const Layout *l) {
  unsigned count = 0;
  if (!p->carriers) return refuse(w, "has no list of carriers");
  for (const Carrier *c = p->carriers; c->parent; c++) {
    if (count++ == CARRIERS_MAX)
      return refuse(w, "has more than %d carriers", CARRIERS_MAX);
    if (!carried_check(w, c, l)) return false;
  }
  if (!prefix_check(w, p)) return false;
  count = 0;
  for (const int *link = p->datalinks; link && *link >= 0; link++)
    if (count++ == DATALINKS_MAX)
      return refuse(w, "has more than %d link types", DATALINKS_MAX);
  return true;
}

bool check_protocol(const Protocol *p, Wrong *wrong) {
  Where all = {.names = {"protocols"}, .wrong = wrong};
  Where w = {.wrong = wrong};
  Layout l;
  bool named = p->name && *p->name;
  if (!check_key(named ? &w : &all, "protocol", p->name)) return false;
  w.names[0] = p->name;
  if (is_listed(reserved_names, p->name))
    return refuse(&w, "the name is reserved in pycap or packets");
  if (!check_words(&w, "title", p->title) ||
      !check_words(&w, "meaning", p->meaning) ||
      !check_words(&w, "reference", p->reference) ||
      !check_rows(&w, p->fields))
    return false;
  layout_init(&l, p->fields);
  return check_presence(&w, &l) && check_rules(&w, p, &l) &&
         check_framing(&w, p, &l) &&
         hooks_check(&w, p) && computed_check(&w, p, &l) && next_check(&w, p, &l) &&
         lengths_check(&w, p, &l) && sums_check(&w, p, &l) &&
         text_check(&w, p, &l) &&
         lists_check(&w, p, &l);
}

bool check_preset(const Known *k, Wrong *wrong) {
  Where w = {.names = {k->protocol->name}, .wrong = wrong};
  return k->preset_length > 0 ||
         refuse(&w, "a header at its defaults has no bytes");
}
