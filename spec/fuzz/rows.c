/*
** rows.c - libFuzzer on rows: random tables of them, which are refused with a
** text, or decode, read, print and compose as those do that are built in
**
** Input: a byte that says how wild the rows are, the bytes they are drawn from,
** of which a fourth is left for the frame.
*/
#include "exercise.h"

#include "../../src/core/check.h"

#define PROTOCOLS 3
#define FIELDS 14  /* of one protocol, if it is not one of many */
#define ROWS 4     /* of an item */
#define KINDS 4
#define LISTS 3    /* of one protocol */
#define RULES 4    /* of one protocol */
#define WHENS 2    /* of one rule */

/* Where rows are drawn from; zeros behind its end. */
static const uint8_t *source, *source_end;
static unsigned wildness;  /* of 256 */

static unsigned draw(unsigned sides) {
  unsigned n = source < source_end ? *source++ : 0;
  return sides > 0 ? n % sides : 0;
}

static bool wild(void) { return wildness > 0 && draw(256) < wildness; }
static bool one_in(unsigned sides) { return draw(sides) == sides - 1; }

static uint32_t draw_number(void) {
  switch (draw(4)) {
    case 0: return draw(16);
    case 1: return draw(256);
    case 2: return draw(256) << 8 | draw(256);
    default: return (uint32_t)draw(256) << 24 | draw(256) << 8 | draw(256);
  }
}

/* --- names --- */

static const char *const words[] = {
  "kind", "length", "source", "destination", "sourceport", "destinationport",
  "options", "data", "flags", "offset", "type", "count", "a", "b", "c", "d"
};
static const char *const odd_words[] = {
  "", "Kind", "two words", "end", "packet", "name", "padding", "4a", "a\nb",
  "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", "nobody", NULL
};
static const char *const names[PROTOCOLS] = {"ip", "routing", "first"};
static const char *const texts[] = {
  NULL, "{kind} -> {length:4}, {options}", "{a}, {b}, and", "{flags}{type:9}",
  "{", "{a", "}", "{a:}", "{a:x}", "{a:12}", "{:4}", "{}", "{a{b}}", ", , {a}"
};

#define COUNT(list_) (sizeof list_ / sizeof *list_)

static const char *draw_word(void) {
  if (wild()) return odd_words[draw(COUNT(odd_words))];
  return words[draw(COUNT(words))];
}

/* The name of a field before `i`, or any. */
static const char *draw_field(const Field *rows, unsigned i) {
  if (wild() || i == 0) return draw_word();
  return rows[draw(i)].name;
}

/* --- rows --- */

static const Name named[] = {
  {1, "one", "ONE"}, {2, "two", NULL}, {4, "four", NULL}, {0, NULL, NULL}
};
static uint8_t noise[70000];
static const char *const letters[] = {"!", "\1", "ab", "0123456789", ""};

static Condition draw_condition(const Field *rows, unsigned i) {
  Condition c = {.field = draw_field(rows, i), .from = draw(8)};
  c.to = c.from + draw(8);
  if (one_in(4)) c.mask = draw(256);
  if (one_in(4)) {
    c.among = BIT(draw(16)) | BIT(draw(64));
    c.from = c.to = 0;
  }
  if (wild()) c.from = draw_number();
  if (wild()) c.to = draw_number();
  if (wild()) c.field = NULL;
  return c;
}

static void draw_width(Field *f) {
  static const uint16_t widths[] = {8, 16, 4, 32, 24, 1, 3, 12, 56, 40};
  static const uint16_t bytes[] = {0, 8, 32, 128, 512};
  f->kind = (Kind)draw(wild() ? 10 : one_in(4) ? 7 : 1);
  switch (f->kind) {
    case KIND_UINT:
      f->width = widths[draw(COUNT(widths))];
      if (one_in(16)) f->width = 64, f->time = true;
      break;
    case KIND_MAC: f->width = WIDTH_MAC; break;
    case KIND_IP4: f->width = WIDTH_IP4; break;
    case KIND_IP6: f->width = WIDTH_IP6; break;
    case KIND_BYTES:
    case KIND_TEXT: f->width = bytes[draw(COUNT(bytes))]; break;
    case KIND_NAME:
      f->spelt = one_in(3);
      f->alone = f->spelt && one_in(2);
      break;
    case KIND_ITEMS: break;
  }
  if (wild()) f->width = (uint16_t)draw_number();
}

/* What ends text or a list. */
static void draw_end(Field *f) {
  f->ended = noise;
  f->endsize = (uint8_t)(1 + draw(2));
  if (wild()) f->endsize = (uint8_t)draw(256);
  if (f->kind == KIND_TEXT && one_in(3)) f->unless = letters[draw(3)];
}

static Field draw_row(void) {
  Field f = {.name = draw_word(), .meaning = "something"};
  draw_width(&f);
  if (f.kind == KIND_TEXT && f.width == 0 && draw(2)) draw_end(&f);
  else if (f.kind == KIND_TEXT && f.width == 0) f.span = letters[draw(5)];
  if (f.kind == KIND_ITEMS ? one_in(8) : wild()) f.leaves = (uint8_t)draw(256);
  if ((f.kind == KIND_UINT && !f.time) || wild()) {
    if (one_in(4)) f.scale = (uint16_t)(1 + draw(8));
    if (one_in(4)) f.plus = (uint16_t)draw(8);
    if (one_in(4)) f.hex = true;
    if (one_in(4)) f.names = named;
    if (one_in(8)) f.bits = true;
    if (one_in(8) && (f.width % 8 == 0 || wild())) f.order = (Order)draw(3);
    if (one_in(4)) f.preset = f.plus;
  }
  if (wild()) f.scale = (uint16_t)draw_number();
  if (wild()) f.plus = (uint16_t)draw_number();
  if (wild()) f.preset = draw_number();
  if (wild()) f.preset = (uint64_t)draw_number() << 32 | draw_number();
  if (f.kind != KIND_UINT && f.kind != KIND_NAME && one_in(3)) {
    f.presets = noise;
    if (f.width == 0) f.preset = 1 + draw(20);
    if (f.preset > sizeof noise) f.presets = NULL;
  }
  if (wild()) f.order = (Order)draw(8);
  if (wild()) f.meaning = odd_words[draw(COUNT(odd_words))];
  return f;
}

typedef struct List {
  Items items;
  Items inner;
  Field entry[ROWS + 1];
  Field head[ROWS + 1], rows[KINDS][ROWS + 1], each[KINDS][ROWS + 1];
  Item known[KINDS + 1];
} List;

static void draw_relations(Field *rows, unsigned i, bool *dynamic);

/* Rows of an item; one of them may be `list`, or it is NULL. */
static void draw_rows(Field *rows, unsigned most, const Items *list) {
  unsigned count = draw(most + 1);
  bool dynamic = false;
  for (unsigned i = 0; i < count; i++) {
    rows[i] = draw_row();
    if (!wild()) rows[i].name = words[(i * 5 + 12) % COUNT(words)];
    if (!wild() && rows[i].kind == KIND_UINT && rows[i].width % 8 != 0)
      rows[i].width = 8;
    if (list && rows[i].width == 0 && draw(2)) {
      rows[i].kind = KIND_ITEMS;
      rows[i].items = list;
      rows[i].spelt = rows[i].alone = false;
    }
    if (!rows[i].name) break;
    if (draw(2)) draw_relations(rows, i, &dynamic);
    if (wild()) continue;
    rows[i].form = (Condition){0};
    rows[i].other = rows[i].unless = NULL;
  }
}

static void draw_list(List *l) {
  Items *s = &l->items;
  static const char *const groups[] = {"sizes", "each", "a"};
  memset(l, 0, sizeof *l);
  l->inner = (Items){.head = l->entry, .plain = true};
  draw_rows(l->entry, ROWS, wild() ? s : NULL);
  s->plain = one_in(3);
  if (s->plain || wild()) {
    draw_rows(l->head, ROWS, &l->inner);
    if (s->plain && !wild()) {
      s->head = l->head;
      return;
    }
  } else {
    l->head[0] = (Field)U("kind", 8, "kind");
    l->head[1] = (Field)U("length", 8, "length");
    if (one_in(3)) l->head[1].scale = (uint16_t)(1 + draw(8));
    if (one_in(3)) l->head[1].plus = (uint16_t)draw(8);
    if (one_in(3)) l->head[2] = (Field)U("flags", 16, "flags");
    if (l->head[2].name && draw(2)) s->tail = "flags", s->tailname = "rest";
    if (wild()) s->tail = draw_word();
  }
  unsigned count = draw(KINDS + 1);
  for (unsigned i = 0; i < count; i++) {
    Item *item = &l->known[i];
    *item = (Item){.kind = i, .name = words[12 + i], .meaning = "one"};
    if (wild()) item->kind = draw_number();
    if (wild()) item->name = draw_word();
    if (!item->name) break;
    if (draw(2)) draw_rows(l->rows[i], ROWS, &l->inner);
    if (draw(2)) item->fields = l->rows[i];
    if (one_in(3)) {
      draw_rows(l->each[i], ROWS, NULL);
      item->each = l->each[i];
      item->group = groups[draw(COUNT(groups))];
    }
    if (wild()) item->group = draw_word();
  }
  s->head = wild() ? NULL : l->head;
  s->known = one_in(4) ? NULL : l->known;
  s->bare = one_in(3) ? draw(16) : 0;
  s->high = one_in(6) ? draw(16) : 0;
  s->ends = draw(2);
  if (s->ends && one_in(3)) s->last = draw(300);
  s->whole = draw(2);
  s->joins = one_in(6);
  s->inward = one_in(6);
  if (one_in(3)) s->align = (uint8_t)draw(9);
  if (one_in(3)) s->pad = (uint8_t)draw(9);
  if (one_in(3)) s->lead = (uint8_t)draw(9);
}

/* --- protocols --- */

typedef struct Drawn {
  Protocol protocol;
  Field fields[FIELDS_MAX + 4];
  List lists[LISTS];
  Carrier carriers[4];
  Checksum other;
  Rule rules[RULES + 1];
  Line lines[3];
  char inside[64];  /* a row of the list that the header begins with */
  Condition whens[RULES][WHENS + 1];
  int datalinks[4];
} Drawn;

static Drawn drawn[PROTOCOLS];

/* What others stand behind by ports. */
static const Protocol ports = {
  .name = "ports", .title = "Ports", .meaning = "ports", .reference = "RFC 1",
  .fields = (const Field[]){
    U("sourceport", 16, "source port"),
    U("destinationport", 16, "destination port"), {0}
  },
  .carriers = (const Carrier[]){ {0} }, .next = "destinationport"
};

static void draw_relations(Field *rows, unsigned i, bool *dynamic) {
  Field *f = &rows[i];
  if (f->kind != KIND_UINT || wild()) {
    if (one_in(3)) f->sized = draw_field(rows, i);
    if (f->kind == KIND_ITEMS && one_in(4)) draw_end(f);
    if (f->width == 0 && one_in(3)) {
      f->counted = draw_field(rows, i);
      f->unit = f->kind == KIND_ITEMS ? 0 : (uint8_t)(1 + draw(8));
      f->more = f->kind == KIND_ITEMS && one_in(4) ? (uint8_t)draw(4) : 0;
      f->inbits = f->unit == 1 && draw(2);
    }
    if (f->kind == KIND_ITEMS && i > 0 && rows[i - 1].counted && draw(2)) {
      f->counted = rows[i - 1].counted;
      f->least = (uint8_t)(1 + draw(8));
      rows[i - 1].instead = true;
    }
    if (f->width > 0 && f->kind < KIND_BYTES && one_in(4))
      f->form = draw_condition(rows, i);
    if (f->kind == KIND_TEXT && f->ended && one_in(3)) {
      f->other = letters[draw(5)];
      f->form = draw_condition(rows, i);
    }
  }
  if (one_in(3)) f->when = draw_condition(rows, i);
  else if (*dynamic && i > 0 && draw(2)) f->when = rows[i - 1].when;
  if (one_in(8)) f->optional = true;
  else if (i > 0 && rows[i - 1].optional) f->optional = draw(4) > 0;
  if (wild()) f->unit = (uint8_t)draw(256);
  *dynamic = *dynamic || f->when.field || f->sized || f->width == 0;
}

static void draw_fields(Drawn *d) {
  unsigned count = 1 + draw(one_in(16) ? FIELDS_MAX + 3 : FIELDS), lists = 0;
  bool dynamic = false;
  char *next = NULL;
  static char many[PROTOCOLS][FIELDS_MAX + 4][4];
  for (unsigned i = 0; i < count; i++) {
    Field *f = &d->fields[i];
    *f = draw_row();
    if (f->name && !wild() && i >= COUNT(words)) {
      next = many[d - drawn][i];
      snprintf(next, 4, "x%c%c", 'a' + (int)i / 26, 'a' + (int)i % 26);
      f->name = next;
    } else if (f->name && !wild()) {
      f->name = words[(i * 5 + 12) % COUNT(words)];
    }
    if (f->width == 0 && f->kind == KIND_BYTES && lists < LISTS && draw(2))
      f->kind = KIND_ITEMS;
    if (f->kind == KIND_ITEMS && lists < LISTS) {
      draw_list(&d->lists[lists]);
      f->items = &d->lists[lists++].items;
    }
    if (!f->name) return;
    draw_relations(d->fields, i, &dynamic);
  }
}

/* The name of an integer, or NULL. */
static const char *draw_integer(const Drawn *d, unsigned sides) {
  unsigned count = 0;
  if (!one_in(sides)) return NULL;
  while (d->fields[count].name) count++;
  for (int tries = 0; tries < 4 && count > 0; tries++) {
    const Field *f = &d->fields[draw(count)];
    if (f->kind == KIND_UINT || wild()) return f->name;
  }
  return NULL;
}

static const char *end_odd(Stack *s, const Layer *layer) {
  if (layer->length > 0 && stack_header(s, layer)[0] & 1) stack_last(s);
  return NULL;
}

static void draw_rules(Drawn *d) {
  unsigned count = 1 + draw(RULES);
  const char *first = d->fields[0].name, *inner = draw_word();
  if (first && inner && d->fields[0].items)
    snprintf(d->inside, sizeof d->inside, "%.30s.%.30s", first, inner);
  for (unsigned k = 0; k < count; k++) {
    Rule *r = &d->rules[k];
    unsigned conditions = draw(WHENS + 1);
    *r = (Rule){.reason = "reason", .effect = (Effect)draw(RULE_OWN + 1),
                .when = d->whens[k]};
    for (unsigned c = 0; c < conditions; c++) {
      d->whens[k][c] = draw_condition(d->fields, FIELDS / 2);
      if (*d->inside && draw(2)) d->whens[k][c].field = d->inside;
    }
    if (r->effect != RULE_OWN) continue;
    if (draw(2)) r->field = draw_integer(d, 1);
    else r->number = draw(4);
    if (one_in(4)) r->with = draw_integer(d, 1);
  }
}

static Checksum draw_sum(const Drawn *d) {
  return (Checksum){.field = draw_integer(d, 3), .kind = draw(3),
                    .covers = draw(3), .optional = draw(2)};
}

/* Of one another, or ports; a length may stand before it there. */
static void draw_carriers(Drawn *d, unsigned count) {
  Protocol *p = &d->protocol;
  for (unsigned k = 0; k < count; k++) {
    const char *parent = draw(2) ? "ports" : names[draw(PROTOCOLS)];
    d->carriers[k] = (Carrier){.parent = parent, .number = draw(4)};
    if (one_in(4)) d->carriers[k].number |= (uint64_t)draw(4) << draw(64);
    if (one_in(3))
      d->carriers[k].when = draw_condition(d->fields, FIELDS / 2);
    if (wild()) d->carriers[k].number = draw_number();
  }
  if (count > 0 && draw(2)) {
    p->prefix = (Prefix){.parent = d->carriers[draw(count)].parent,
                         .size = (uint8_t)(1 + draw(wild() ? 8 : 4))};
  }
  p->aimed = one_in(3);
  if (draw(3)) return;
  p->framing = (Framing){.field = d->fields[draw(FIELDS)].name,
                         .header = one_in(3)};
  if (one_in(4)) p->framing.joined = draw_word();
  if (one_in(8)) p->framing.upto = draw_word();
}

/* The lines that are printed of it. */
static void draw_lines(Drawn *d) {
  unsigned count = draw(3);
  for (unsigned k = 0; k < count; k++) {
    unsigned last = wild() ? COUNT(texts) - 1 : 3;
    d->lines[k] = (Line){.text = texts[1 + draw(last)]};
    if (draw(2)) d->lines[k].when = draw_condition(d->fields, FIELDS / 2);
  }
  d->protocol.lines = d->lines;
  if (one_in(3)) d->protocol.brief = texts[draw(wild() ? COUNT(texts) : 4)];
}

static void draw_protocol(Drawn *d, unsigned i) {
  Protocol *p = &d->protocol;
  unsigned count = draw(4);
  memset(d, 0, sizeof *d);
  draw_fields(d);
  *p = (Protocol){.name = wild() ? draw_word() : names[i], .title = "Title",
                  .meaning = "meaning", .reference = "RFC 1",
                  .fields = wild() ? NULL : d->fields,
                  .carriers = d->carriers};
  p->next = draw_integer(d, 2);
  p->twin = p->next ? draw_integer(d, 8) : NULL;
  p->length = draw_integer(d, 4);
  p->extent = (Extent){.field = draw_integer(d, 4)};
  p->ends = one_in(8);
  if (p->extent.field) p->extent.header = draw(2), p->extent.open = draw(2);
  d->other = draw_sum(d);
  p->checksum = draw_sum(d);
  if (one_in(4)) {
    p->checksum.when = draw_condition(d->fields, FIELDS / 2);
    p->checksum.other = &d->other;
  }
  if (p->next && one_in(6)) p->lengths = true;
  if (one_in(6)) p->space = names[draw(PROTOCOLS)];
  if (one_in(6)) p->inspect = end_odd;
  if (p->inspect) p->steady = draw(2);
  if (one_in(3)) {
    draw_rules(d);
    p->rules = d->rules;
    if (one_in(4)) p->otherwise = names[draw(PROTOCOLS)];
  }
  if (one_in(3)) p->text = texts[draw(wild() ? COUNT(texts) : 4)];
  draw_carriers(d, count < 3 ? count : 3);
  if (one_in(4)) draw_lines(d);
  for (unsigned k = 0; k < 3; k++)
    d->datalinks[k] = k < draw(3) ? (int)(i * 3 + k) : -1;
  d->datalinks[3] = -1;
  if (draw(2)) p->datalinks = d->datalinks;
}

static void print_condition(const char *what, const Condition *c) {
  if (c->field)
    fprintf(stderr, " %s %s %u..%u & %x among %llx", what, c->field, c->from,
            c->to, c->mask, (unsigned long long)c->among);
}

/* The tables that passed, and the layers of the frame. */
static void print_tables(void) {
  for (unsigned i = 0; i < all.count; i++) {
    const Protocol *p = all.known[i]->protocol;
    fprintf(stderr, "%s: next %s twin %s length %s extent %s%s%s "
            "sum %s %d %d%s\n",
            p->name, p->next, p->twin, p->length, p->extent.field,
            p->extent.header ? " header" : "", p->extent.open ? " open" : "",
            p->checksum.field, p->checksum.kind, p->checksum.covers,
            p->lengths ? " lengths" : "");
    for (const Field *f = p->fields; f->name; f++) {
      fprintf(stderr, "  %s %d:%u preset %llu scale %u plus %u order %d%s",
              f->name, f->kind, f->width, (unsigned long long)f->preset,
              f->scale, f->plus, f->order, f->optional ? " optional" : "");
      if (f->sized) fprintf(stderr, " sized %s", f->sized);
      if (f->ended) fprintf(stderr, " ended %u", f->endsize);
      if (f->items) fprintf(stderr, " plain %d", f->items->plain);
      if (f->counted) fprintf(stderr, " counted %s %u", f->counted, f->unit);
      print_condition("when", &f->when);
      print_condition("form", &f->form);
      fprintf(stderr, "\n");
    }
  }
  for (unsigned i = 0; i < stack.count; i++)
    fprintf(stderr, "%u+%u flags %u %s\n", stack.layers[i].offset,
            stack.layers[i].length, stack.layers[i].flags,
            all.known[stack.layers[i].protocol]->protocol->name);
  for (uint32_t i = 0; i < stack.frame.caplen; i++)
    fprintf(stderr, "%02x", stack.frame.bytes[i]);
  fprintf(stderr, " %s\n", stack.problem ? stack.problem : "");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const Protocol *list[PROTOCOLS + 2] = {NULL};
  if (size < 8) return 0;
  describe = print_tables;
  stack.count = 0;
  stack.frame.caplen = 0;
  source = data + 1;
  source_end = data + size - size / 4;
  wildness = data[0] < 128 ? 0 : data[0] - 127u;
  unsigned count = 1 + draw(PROTOCOLS);
  for (unsigned i = 0; i < count; i++) {
    draw_protocol(&drawn[i], i);
    list[i] = &drawn[i].protocol;
  }
  list[count] = &ports;
  size_t room = protocols_room(list);
  void *memory = malloc(room > 0 ? room : 1);
  must(memory != NULL, "memory");
  const char *wrong = protocols_init(&all, list, memory);
  if (wrong) {
    must(strchr(wrong, ' ') > wrong, "a text that says nothing");
  } else {
    exercise(source_end, (size_t)(data + size - source_end));
  }
  free(memory);
  return 0;
}
