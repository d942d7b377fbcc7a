/*
** refer.c - a selection: what the names in it refer to
*/
#include <stdio.h>
#include <string.h>

#include "select.h"

static const struct {
  const char *name;
  RefKind kind;
  uint8_t size;  /* of a number */
} members[] = {
  {"time", REF_TIME, 8},       {"timestamp", REF_TIMESTAMP, 8},
  {"length", REF_LENGTH, 4},   {"caplen", REF_CAPLEN, 4},
  {"bytes", REF_BYTES, 0},     {"payload", REF_PAYLOAD, 0},
  {"trailer", REF_TRAILER, 0}, {"malformed", REF_MALFORMED, 0},
  {"flow", REF_FLOW, 0},       {"conversation", REF_CONVERSATION, 0},
  {"source", REF_SOURCE, 0},   {"destination", REF_DESTINATION, 0},
};

#define MEMBERS (sizeof members / sizeof *members)

static const char *refer_member(Select *s, const char *name, Ref *ref) {
  for (size_t i = 0; i < MEMBERS; i++) {
    if (strcmp(members[i].name, name) != 0) continue;
    ref->kind = (uint8_t)members[i].kind;
    ref->size = members[i].size;
    ref->number = ref->sure = ref->size > 0;
    if (ref->kind >= REF_PAYLOAD && ref->kind <= REF_MALFORMED) s->whole = true;
    ref->either = ref->kind == REF_SOURCE || ref->kind == REF_DESTINATION;
    if (ref->kind >= REF_FLOW) s->flow = true;
    return NULL;
  }
  static const char *const others[] = {
    "interface", "comment", "direction", "reassembled", "quoted", NULL
  };
  for (unsigned i = 0; others[i]; i++)
    if (strcmp(others[i], name) == 0)
      return "read from a packet, and not listed";
  return "no such member";
}

static const char *refer_record(const char *name, Ref *ref) {
  static const uint8_t kinds[] = {
    [RECORD_NUMBER] = REF_RECORD, [RECORD_TIME] = REF_TIME,
    [RECORD_TEXT] = REF_RECORD, [RECORD_SOURCE] = REF_SOURCE,
    [RECORD_DESTINATION] = REF_DESTINATION, [RECORD_KEY] = REF_CONVERSATION
  };
  uint8_t i = 0;
  if (strncmp(name, "flow.", 5) == 0) return "a flow's fields have bare names";
  while (record_rows[i].name && strcmp(record_rows[i].name, name) != 0) i++;
  if (!record_rows[i].name) return "no such field";
  ref->kind = kinds[record_kind(i)];
  ref->field = i;
  ref->number = record_rows[i].kind == KIND_UINT;
  ref->size = ref->number ? sizeof(uint64_t) : 0;
  ref->sure = record_always(i);
  ref->either = ref->kind == REF_SOURCE || ref->kind == REF_DESTINATION;
  return NULL;
}

/* The bytes that the largest value of an integer takes. */
static uint8_t bytes_of(const Field *f) {
  uint64_t n = field_largest(f);
  uint8_t size = 0;
  do size++; while (n >>= 8);
  return size;
}

/* The dot behind a protocol's name, or NULL. */
static const char *dot_of(const char *name) {
  const char *end = strpbrk(name, ".[");
  return end && *end == '.' ? end : NULL;
}

/*
** The list whose name stands in a name from `begin` to the "[" at `at`; NULL:
** none is called so.
*/
static const Field *find_list(Select *s, const char *name, size_t begin,
                              size_t at, Ref *ref) {
  char list[32];
  Near near;
  const Layout *l = s->layouts[ref->place];
  snprintf(list, sizeof list, "%.*s", (int)(at - begin), name + begin);
  int i = layout_find(l, list);
  near_begin(&near, list);
  for (const Field *f = l->fields; i < 0 && f->name; f++)
    near_offer(&near, f->name);
  s->meant = near.name;
  s->fault = (uint16_t)at;
  if (i < 0) return NULL;
  ref->field = (uint8_t)i;
  return &l->fields[i];
}

/* Refers to a field inside a list. */
static const char *refer_entry(Select *s, const char *name, size_t begin,
                               size_t at, Ref *ref) {
  Near near;
  size_t end;
  const Field *list = find_list(s, name, begin, at, ref);
  if (!list) return "no such field";
  if (list->kind != KIND_ITEMS) return "not a list";
  if (s->paths_count == PATHS_MAX) return "too many names inside lists";
  Path *path = &s->paths[s->paths_count];
  const char *wrong = path_compile(path, list->items, name, at, &end, &near);
  s->fault = (uint16_t)end;
  s->meant = near.name;
  if (wrong) return wrong;
  const Field *row = path->row;
  ref->kind = REF_ENTRY;
  ref->at = s->paths_count++;
  ref->either = !row;
  ref->number = row && row->kind == KIND_UINT;
  if (ref->number) ref->size = bytes_of(row);
  else if (row && row->kind < KIND_BYTES) ref->size = (uint8_t)field_size(row);
  return NULL;
}

static const char *refer_computed(Select *s, const char *name, Ref *ref) {
  const Protocol *p = s->all->known[s->protocols[ref->place]]->protocol;
  const Computed *c = computed_find(p, name);
  if (!c) return "no such field";
  ref->kind = REF_COMPUTED;
  ref->field = (uint8_t)(c - p->computed);
  return NULL;
}

static const char *refer_field(Select *s, const char *name, Ref *ref) {
  const Layout *l = s->layouts[ref->place];
  int i = layout_find(l, name);
  if (i < 0 && strcmp(name, "packet") == 0) {
    ref->kind = REF_HEADER;
    return NULL;
  }
  if (i < 0) return refer_computed(s, name, ref);
  const Field *f = &l->fields[i];
  ref->kind = REF_FIELD;
  ref->field = (uint8_t)i;
  ref->number = f->kind == KIND_UINT;
  ref->size = ref->number ? bytes_of(f) : (uint8_t)field_size(f);
  ref->at = l->at[i].offset / 8;
  ref->form = l->at[i].form;
  ref->raw = ref->number && f->width == ref->size * 8 && !f->scale &&
             !f->plus && f->order == ORDER_NETWORK && l->at[i].offset % 8 == 0;
  bool address = !ref->number && f->kind < KIND_BYTES;
  if ((ref->raw || address) &&
      (ref->form < 0 || l->at[ref->form].bytes > 0))
    ref->reach = i < l->dynamic ? REACH_FIXED : REACH_USUAL;
  /* of headers that are cut, ports alone are there for sure */
  uint32_t least = s->all->known[s->protocols[ref->place]]->ports ? PORTS_SIZE
                                                                 : l->fixed;
  ref->sure = ref->place == 0 && i < l->dynamic &&
              l->at[i].offset + f->width <= least * 8 &&
              (ref->number || (address && ref->form < 0));
  return NULL;
}

/* The same of what stands at `begin` of a name: a field, or one in a list. */
static const char *refer_in(Select *s, const char *name, size_t begin,
                            Ref *ref) {
  const char *bracket = strchr(name + begin, '[');
  if (!bracket) return refer_field(s, name + begin, ref);
  return refer_entry(s, name, begin, (size_t)(bracket - name), ref);
}

/* The place of a protocol, a new one if need be; -1: there is no more room. */
static int place_of(Select *s, unsigned protocol) {
  for (int i = 0; i < s->places; i++)
    if (s->protocols[i] == protocol) return i;
  if (s->places == PLACES_MAX) return -1;
  s->protocols[s->places] = (uint8_t)protocol;
  s->layouts[s->places] = &s->all->known[protocol]->layout;
  return s->places++;
}

const char *select_refer(Select *s, const char *name, Ref *ref) {
  char first[32];
  const char *dot = dot_of(name);
  memset(ref, 0, sizeof *ref);
  ref->reach = REACH_NEVER;
  s->fault = 0;
  if (s->record) return refer_record(name, ref);
  if (!dot && s->protocols[0] == PROTOCOL_NONE)
    return refer_member(s, name, ref);
  if (!dot) return refer_in(s, name, 0, ref);
  snprintf(first, sizeof first, "%.*s", (int)(dot - name), name);
  if (strcmp(first, "packet") == 0) return refer_member(s, dot + 1, ref);
  unsigned protocol = protocols_find(s->all, first);
  if (protocol == PROTOCOL_NONE) return "no such protocol";
  int place = place_of(s, protocol);
  if (place < 0) return "too many protocols";
  ref->place = (uint8_t)place;
  return refer_in(s, name, (size_t)(dot + 1 - name), ref);
}

bool select_header(Select *s, unsigned protocol, Ref *ref) {
  int place = place_of(s, protocol);
  memset(ref, 0, sizeof *ref);
  ref->kind = REF_HEADER;
  ref->reach = REACH_NEVER;
  if (place >= 0) ref->place = (uint8_t)place;
  return place >= 0;
}

static void offer_members(Near *near) {
  for (size_t i = 0; i < MEMBERS; i++) near_offer(near, members[i].name);
}

static void offer_rows(const Field *f, Near *near) {
  for (; f->name; f++) near_offer(near, f->name);
}

static void offer_fields(const Select *s, unsigned protocol, Near *near) {
  const Protocol *p = s->all->known[protocol]->protocol;
  offer_rows(p->fields, near);
  for (const Computed *c = p->computed; c && c->name; c++)
    near_offer(near, c->name);
}

void select_near(const Select *s, const char *name, Near *near) {
  char first[32];
  const char *dot = s->record ? NULL : dot_of(name);
  near_begin(near, dot ? dot + 1 : name);
  if (s->fault) {
    near->name = s->meant;
    return;
  }
  if (!dot) {
    if (s->record) offer_rows(record_rows, near);
    else if (s->protocols[0] == PROTOCOL_NONE) offer_members(near);
    else offer_fields(s, s->protocols[0], near);
    return;
  }
  snprintf(first, sizeof first, "%.*s", (int)(dot - name), name);
  unsigned protocol = protocols_find(s->all, first);
  if (strcmp(first, "packet") == 0) {
    offer_members(near);
  } else if (protocol != PROTOCOL_NONE) {
    offer_fields(s, protocol, near);
  } else {
    near_begin(near, first);
    for (unsigned i = 0; i < s->all->count; i++)
      near_offer(near, s->all->known[i]->protocol->name);
    near->text = name;  /* `first` goes */
  }
}

size_t select_name(const Select *s, const Ref *ref, char *out, size_t room) {
  const char *first = "packet", *second = "packet";
  if (s->record) {
    int n = snprintf(out, room, "flow.%s", record_rows[ref->field].name);
    return (size_t)n < room ? (size_t)n : room - 1;
  }
  if (ref->kind <= REF_HEADER)
    first = s->all->known[s->protocols[ref->place]]->protocol->name;
  if (ref->kind == REF_COMPUTED)
    second = select_computed(s, ref)->name;
  else if (ref->kind <= REF_ENTRY)
    second = s->layouts[ref->place]->fields[ref->field].name;
  for (size_t i = 0; i < MEMBERS; i++)
    if (members[i].kind == (RefKind)ref->kind) second = members[i].name;
  int size = snprintf(out, room, "%s.%s", first, second);
  if (size >= (int)room) return room - 1;
  if (ref->kind != REF_ENTRY) return (size_t)size;
  return path_text(&s->paths[ref->at], out, (size_t)size, room);
}
