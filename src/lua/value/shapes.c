/*
** shapes.c - the form that rows have in Lua: which key is which member
*/
#include "shapes.h"

#include "../../core/check.h"
#include "../../core/items.h"

#define INTEGERS (1u << KIND_UINT)

/* A member of a struct under a key; after that, what else is said of it. */
#define M(struct_, member_, type_, ...) \
  {.at = offsetof(struct_, member_), .type = MEMBER_##type_, \
   .key = __VA_ARGS__}

static const char *const kinds[] = {"integer", "mac", "ip4", "ip6", "bytes",
                                    "text", "name", "items", NULL};
static const char *const orders[] = {"network", "little", "writer", NULL};
static const char *const covered[] = {"header", "rest", "pseudo", NULL};
static const char *const effects[] = {"otherwise", "refuse", "partial",
                                      "quotes", "bare", "last", "ends", "own",
                                      NULL};
static const char *const sums[] = {"internet", "crc32c", "cisco", NULL};

/* --- conditions --- */

static const Member condition_members[] = {
  M(Condition, field, TEXT, "field"),
  M(Condition, from, LIMIT, "from"),
  M(Condition, to, LIMIT, "to"),
  M(Condition, mask, U32, "mask"),
  M(Condition, among, BITSET, "among"),
  {.key = NULL}
};

/* {"type", 1}: that value; {"flags", mask = 4}: one of these bits. */
static void condition_finish(void *to, uint64_t given) {
  Condition *c = to;
  bool from = given >> 1 & 1, upto = given >> 2 & 1;
  if (c->among) return;
  if (c->mask && !from && !upto) c->from = 1;
  if (!upto) c->to = from ? c->from : UINT32_MAX;
}

static const Shape condition = {
  .what = "condition", .size = sizeof(Condition), .members = condition_members,
  .positions = {"field", "from", "to"}, .finish = condition_finish
};

/* Several, all of which have to hold. */
static const Shape conditions = {
  .what = "condition", .size = sizeof(Condition), .members = condition_members,
  .positions = {"field", "from", "to"}, .most = WHEN_MAX,
  .finish = condition_finish
};

/* --- rows and lists --- */

static const Shape row, list;

static const Member row_members[] = {
  M(Field, name, TEXT, "name"),
  M(Field, kind, WORD, "kind", .words = kinds),
  M(Field, meaning, TEXT, "meaning"),
  M(Field, width, U16, "width", .shown = true),
  M(Field, preset, DEFAULT, "default"),
  M(Field, preset, LARGEST, "largest", .kinds = INTEGERS),
  M(Field, scale, U16, "scale", .kinds = INTEGERS, .zero = 1),
  M(Field, plus, U16, "plus", .kinds = INTEGERS, .shown = true),
  M(Field, order, WORD, "order", .kinds = INTEGERS, .words = orders),
  M(Field, hex, FLAG, "hex"),
  M(Field, bits, FLAG, "bits"),
  M(Field, spelt, FLAG, "spelt"),
  M(Field, alone, FLAG, "alone"),
  M(Field, time, FLAG, "time"),
  M(Field, ended, ENDS, "ended"),
  M(Field, other, TEXT, "orended"),
  M(Field, unless, TEXT, "unless"),
  M(Field, span, TEXT, "span"),
  M(Field, names, NAMES, "names"),
  M(Field, names, CONSTANTS, "constants"),
  M(Field, names, PRINTED, "printed"),
  M(Field, optional, FLAG, "optional"),
  M(Field, items, POINTER, "items", .shape = &list),
  M(Field, sized, TEXT, "sized"),
  M(Field, counted, TEXT, "counted"),
  M(Field, unit, U8, "unit"),
  M(Field, inbits, FLAG, "inbits"),
  M(Field, more, U8, "more"),
  M(Field, least, U8, "least"),
  M(Field, instead, FLAG, "instead"),
  M(Field, leaves, U8, "leaves"),
  M(Field, when, STRUCT, "when", .shape = &condition),
  M(Field, form, STRUCT, "form", .shape = &condition),
  {.key = NULL}
};

static const Shape row = {
  .what = "row", .size = sizeof(Field), .members = row_members,
  .positions = {"name", "width", "meaning"}, .most = FIELDS_MAX, .rows = true
};

static const Member kind_members[] = {
  M(Item, name, TEXT, "name"),
  M(Item, kind, U32, "kind", .shown = true),
  M(Item, meaning, TEXT, "meaning"),
  M(Item, fields, LIST, "fields", .shape = &row),
  M(Item, group, TEXT, "group"),
  M(Item, each, LIST, "each", .shape = &row),
  {.key = NULL}
};

static void kind_finish(void *to, uint64_t given) {
  Item *item = to;
  (void)given;
  if (!item->meaning) item->meaning = item->name;
}

static const Shape kind = {
  .what = "kind", .size = sizeof(Item), .members = kind_members,
  .positions = {"kind", "name", "meaning"}, .most = KINDS_MAX,
  .inner = "fields",
  .finish = kind_finish
};

static const Member list_members[] = {
  M(Items, head, LIST, "head", .shape = &row),
  M(Items, known, LIST, "kinds", .shown = true, .shape = &kind),
  M(Items, plain, FLAG, "plain"),
  M(Items, bare, BARE, "bare"),
  M(Items, ends, FLAG, "ends"),
  M(Items, last, U32, "last"),
  M(Items, whole, FLAG, "whole"),
  M(Items, joins, FLAG, "joins"),
  M(Items, inward, FLAG, "inward"),
  M(Items, tail, TEXT, "tail"),
  M(Items, tailname, TEXT, "tailname"),
  M(Items, align, U8, "align", .zero = 1),
  M(Items, pad, U8, "pad", .zero = 1),
  M(Items, lead, U8, "lead"),
  {.key = NULL}
};

/* A head without a kind is a row that repeats. */
static void list_finish(void *to, uint64_t given) {
  Items *items = to;
  (void)given;
  items->plain = items->plain || (!items->known && items->head &&
                                  !rows_find(items->head, "kind"));
}

static const Shape list = {
  .what = "list", .size = sizeof(Items), .members = list_members,
  .alone = "head", .finish = list_finish
};

/* --- protocols --- */

static const Member carrier_members[] = {
  M(Carrier, parent, TEXT, "parent"),
  M(Carrier, number, U64, "number", .shown = true),
  M(Carrier, when, STRUCT, "when", .shape = &condition),
  {.key = NULL}
};

static const Shape carrier = {
  .what = "carrier", .size = sizeof(Carrier), .members = carrier_members,
  .positions = {"parent", "number"}, .most = CARRIERS_MAX
};

static const Member rule_members[] = {
  M(Rule, reason, TEXT, "reason"),
  M(Rule, effect, WORD, "effect", .words = effects),
  M(Rule, when, LIST, "when", .shape = &conditions),
  M(Rule, field, TEXT, "field"),
  M(Rule, number, U32, "number"),
  M(Rule, with, TEXT, "with"),
  {.key = NULL}
};

static const Shape rule = {
  .what = "rule", .size = sizeof(Rule), .members = rule_members,
  .positions = {"effect", "reason", "when"}, .most = RULES_MAX
};

static const Member line_members[] = {
  M(Line, text, TEXT, "text"),
  M(Line, when, STRUCT, "when", .shape = &condition),
  {.key = NULL}
};

static const Shape line = {
  .what = "line", .size = sizeof(Line), .members = line_members,
  .positions = {"text"}, .most = LINES_MAX
};

static const Member extent_members[] = {
  M(Extent, field, TEXT, "field"),
  M(Extent, header, FLAG, "header"),
  M(Extent, open, FLAG, "open"),
  {.key = NULL}
};

static const Shape extent = {
  .what = "extent", .size = sizeof(Extent), .members = extent_members,
  .positions = {"field"}
};

static const Shape checksum;

static const Member checksum_members[] = {
  M(Checksum, field, TEXT, "field"),
  M(Checksum, kind, WORD, "kind", .words = sums),
  M(Checksum, covers, WORD, "covers", .words = covered),
  M(Checksum, optional, FLAG, "optional"),
  M(Checksum, when, STRUCT, "when", .shape = &condition),
  M(Checksum, other, POINTER, "other", .shape = &checksum),
  {.key = NULL}
};

static const Shape checksum = {
  .what = "checksum", .size = sizeof(Checksum), .members = checksum_members,
  .positions = {"field"}
};

static const Member prefix_members[] = {
  M(Prefix, parent, TEXT, "parent"),
  M(Prefix, size, U8, "size"),
  {.key = NULL}
};

static const Shape prefix = {
  .what = "prefix", .size = sizeof(Prefix), .members = prefix_members,
  .positions = {"parent", "size"}
};

static const Member protocol_members[] = {
  M(Protocol, name, TEXT, "name"),
  M(Protocol, title, TEXT, "title"),
  M(Protocol, meaning, TEXT, "meaning"),
  M(Protocol, reference, TEXT, "reference"),
  M(Protocol, fields, LIST, "fields", .shape = &row),
  M(Protocol, carriers, LIST, "carriers", .shown = true,
   .shape = &carrier),
  M(Protocol, aimed, FLAG, "aimed"),
  M(Protocol, prefix, STRUCT, "prefix", .shape = &prefix),
  M(Protocol, next, TEXT, "next"),
  M(Protocol, space, TEXT, "space"),
  M(Protocol, twin, TEXT, "twin"),
  M(Protocol, length, TEXT, "length"),
  M(Protocol, text, TEXT, "text"),
  M(Protocol, lines, LIST, "lines", .shape = &line),
  M(Protocol, brief, TEXT, "brief"),
  M(Protocol, lengths, FLAG, "lengths"),
  M(Protocol, ends, FLAG, "ends"),
  M(Protocol, extent, STRUCT, "extent", .shape = &extent),
  M(Protocol, checksum, STRUCT, "checksum", .shape = &checksum),
  M(Protocol, datalinks, NUMBERS, "datalinks"),
  M(Protocol, rules, LIST, "rules", .shape = &rule),
  M(Protocol, otherwise, TEXT, "otherwise"),
  M(Protocol, inspect, NATIVE, "native"),
  M(Protocol, inspect, REPLACE, "replace"),
  {.key = NULL}
};

const Shape shape_protocol = {
  .what = "protocol", .size = sizeof(Protocol), .members = protocol_members,
  .inner = "fields"
};
