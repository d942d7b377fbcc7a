/*
** pathname.c - names of fields inside lists: what a script writes
*/
#include <stdio.h>
#include <string.h>

#include "path.h"

#define WORD_MAX 64  /* bytes of a name, its end included */
#define LISTS_MAX 16 /* lists of different kinds that one name may lead to */

static const Field kind_row = {.kind = KIND_UINT, .width = 8};
static const Field bytes_row = {.kind = KIND_BYTES};
static const Field text_row = {.kind = KIND_TEXT};
static const Field number_row = {.kind = KIND_UINT, .width = 56};
static const Field long_row = {.kind = KIND_UINT, .width = 64};

/* What entries are like: those of items, or rows that repeat. */
typedef struct List {
  const Items *items;  /* NULL: */
  const Field *each;
} List;

/* The lists that a path may have come to, of which all have the same name. */
typedef struct Lists {
  unsigned count;
  List all[LISTS_MAX];
} Lists;

/* Reading a path. */
typedef struct Reader {
  Path *path;
  const char *name;
  size_t at;
  char word[WORD_MAX];  /* that was read last */
  Near *near;
  Lists lists, next;    /* where it is, and what the word leads to: */
  const char *known;    /* the row's name; NULL: nothing */
  const Field *row;     /* a value */
  bool differs;         /* of another type each time, */
  bool several;         /* or at least not alike */
  bool crowded;         /* more lists than there is room for */
} Reader;

/* --- what a word leads to --- */

/* Of values: integers, addresses, and strings, which all others are. */
static int type_of(const Field *f) {
  return f->kind == KIND_UINT ? 0 : f->kind < KIND_BYTES ? 1 : 2;
}

/* What strings are handed over as: text, or bytes. */
static const Field *string_row(const Field *f) {
  return f->kind == KIND_BYTES ? &bytes_row : &text_row;
}

static bool is_alike(const Field *a, const Field *b) {
  if (type_of(a) == 2) return string_row(a) == string_row(b);
  return a->kind == b->kind && a->width == b->width && a->names == b->names &&
         a->scale == b->scale && a->plus == b->plus;
}

static void add_value(Reader *r, const Field *f) {
  const Field *old = r->row;
  if (old && type_of(old) != type_of(f)) r->differs = true;
  if (old && !is_alike(old, f)) r->several = true;
  if (!old || f->width > old->width) r->row = f;
}

static void add_list(Reader *r, const Items *items, const Field *each) {
  Lists *n = &r->next;
  for (unsigned i = 0; i < n->count; i++)
    if (n->all[i].items == items && n->all[i].each == each) return;
  if (n->count == LISTS_MAX) r->crowded = true;
  else n->all[n->count++] = (List){items, each};
}

/* Looks at a name that entries have: a row's, or that of rows that repeat. */
static void look_at(Reader *r, const char *name, const Field *f,
                    const Field *each) {
  near_offer(r->near, name);
  if (strcmp(name, r->word) != 0) return;
  r->known = name;
  if (each) add_list(r, NULL, each);
  else if (f->kind == KIND_ITEMS) add_list(r, f->items, NULL);
  else add_value(r, f);
}

static void look_at_rows(Reader *r, const Field *rows) {
  for (; rows && rows->name; rows++) look_at(r, rows->name, rows, NULL);
}

static void look_at_item(Reader *r, const Item *item) {
  look_at_rows(r, item->fields);
  if (item->each) look_at(r, item->group, NULL, item->each);
}

/* Looks at all that entries of a list have: of that kind, if it is not NULL. */
static void look_at_list(Reader *r, const List *list, const Item *kind) {
  const Items *items = list->items;
  if (!items) {
    look_at_rows(r, list->each);
    return;
  }
  if (items->known) look_at(r, "name", &text_row, NULL);
  look_at_rows(r, items->head);
  if (!items->plain && (items->bare || items->high))
    look_at(r, "kind", &kind_row, NULL);
  if (items->tail) look_at(r, items->tailname, &bytes_row, NULL);
  for (const Item *i = items->known; !kind && i && i->name; i++)
    look_at_item(r, i);
  if (kind) look_at_item(r, kind);
  if (!r->known) look_at(r, "data", &bytes_row, NULL);
}

/* --- what is written --- */

/* Reads a word up to one of `ends`. False: it is too long. */
static bool read_word(Reader *r, const char *ends) {
  size_t size = strcspn(r->name + r->at, ends);
  bool fits = size < sizeof r->word;
  snprintf(r->word, sizeof r->word, "%.*s", (int)(fits ? size : 0),
           r->name + r->at);
  r->at += size;
  near_begin(r->near, r->word);
  return fits;
}

/* Keeps the lists that have the kind of that name. */
static const char *choose_kind(Reader *r, Step *step) {
  const Lists all = r->lists;
  bool kinds = false;
  r->lists.count = 0;
  for (unsigned i = 0; i < all.count; i++) {
    const Items *items = all.all[i].items;
    if (!items || !items->known) continue;
    kinds = true;
    for (const Item *k = items->known; k->name; k++)
      near_offer(r->near, k->name);
    const Item *kind = items_named(items, r->word);
    if (!kind) continue;
    if (!step->kind) step->kind = kind;
    r->lists.all[r->lists.count++] = all.all[i];
  }
  if (!kinds) return "index expected: this list has no kinds";
  return step->kind ? NULL : "no such kind";
}

/* Reads which entry: what is between brackets. */
static const char *read_which(Reader *r, Step *step) {
  const char *wrong = NULL;
  r->at++;
  bool fits = read_word(r, "]");
  bool closed = r->name[r->at] == ']';
  size_t digits = strspn(r->word, "0123456789");
  unsigned long n = 0;
  if (!closed) return "] expected";
  r->at++;
  if (!fits) return "no such kind";
  if (r->word[0] == '\0') {
    step->which = WHICH_ANY;
    r->path->any = true;
  } else if (r->word[digits] == '\0') {
    for (size_t i = 0; i < digits && n <= PATH_INDEX; i++)
      n = n * 10 + (unsigned long)(r->word[i] - '0');
    step->which = WHICH_INDEX;
    step->index = (uint16_t)n;
    if (n < 1 || n > PATH_INDEX) wrong = "index from 1 to 65535 expected";
  } else {
    step->which = WHICH_KIND;
    wrong = choose_kind(r, step);
  }
  return wrong;
}

/* Reads which field of the entry, and finds what it leads to. */
static const char *read_field(Reader *r, Step *step) {
  if (r->name[r->at] != '.') return "a field expected, as [1].name";
  r->at++;
  bool fits = read_word(r, ".[");
  r->next.count = 0;
  r->known = NULL;
  r->row = NULL;
  r->differs = r->several = false;
  for (unsigned i = 0; fits && i < r->lists.count; i++) {
    const Items *items = r->lists.all[i].items;
    const Item *kind = step->kind && items
      ? items_named(items, step->kind->name) : NULL;
    look_at_list(r, &r->lists.all[i], kind);
  }
  if (!r->known || r->crowded) return "no such field";
  step->name = r->known;
  return NULL;
}

/* What all that the path leads to is like. */
static const char *settle(Reader *r) {
  Path *p = r->path;
  if (!r->row) return "a list: a field of it expected, as [1].name";
  if (r->differs) return "of another type in some kinds: the kind expected";
  p->row = r->row;
  if (type_of(r->row) == 2)
    p->row = r->several ? &bytes_row : string_row(r->row);
  else if (r->several && type_of(r->row) == 1) p->row = NULL;
  else if (r->several) p->row = r->row->width == 64 ? &long_row : &number_row;
  return NULL;
}

static const char *read_steps(Reader *r) {
  for (;;) {
    Step *step = &r->path->steps[r->path->count];
    if (r->path->count == PATH_STEPS) return "lists nested too deep";
    const char *wrong = read_which(r, step);
    if (!wrong) wrong = read_field(r, step);
    if (wrong) return wrong;
    r->path->count++;
    char next = r->name[r->at];
    if (next == '\0') return settle(r);
    if (next != '[' || r->next.count == 0) return "not a list";
    r->lists = r->next;
  }
}

const char *path_compile(Path *path, const Items *items, const char *name,
                         size_t at, size_t *end, Near *near) {
  Reader r = {.path = path, .name = name, .at = at, .near = near};
  memset(path, 0, sizeof *path);
  near_begin(near, "");
  r.lists.count = 1;
  r.lists.all[0] = (List){items, NULL};
  const char *wrong = read_steps(&r);
  *end = r.at;
  near->text = name;  /* the word goes */
  if (wrong && strncmp(wrong, "no such", 7) != 0) near->name = NULL;
  return wrong;
}

size_t path_text(const Path *path, char *out, size_t size, size_t room) {
  for (const Step *s = path->steps; s < path->steps + path->count; s++) {
    char index[8] = "";
    if (s->which == WHICH_INDEX) snprintf(index, sizeof index, "%d", s->index);
    int n = snprintf(out + size, room - size, "[%s].%s",
                     s->which == WHICH_KIND ? s->kind->name : index, s->name);
    size += (size_t)n;
    if (size >= room) return room - 1;
  }
  return size;
}
