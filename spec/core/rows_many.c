/*
** rows_many.c - tables that are too large, and protocols that come later
*/
#include <stdlib.h>
#include <string.h>

#include "../../src/core/packet.h"
#include "rows.h"

/* --- more rows than there may be --- */

#define MANY 5000

static const Protocol base = PARENT("beacon", NOBODY);
static char words[MANY][8];

static void expect_one(const char *expected, const Protocol *p) {
  const Protocol *list[] = {p, NULL};
  expect(expected, list);
}

static void many_fields(void) {
  static Field rows[FIELDS_MAX + 2], lists[2];
  static Items items;
  static Item kinds[KINDS_MAX + 2];
  Protocol p = base;
  for (int i = 0; i <= FIELDS_MAX; i++)
    rows[i] = (Field){.name = words[i], .width = 8, .meaning = "one"};
  p.fields = rows;
  expect_one("beacon: has more than 48 fields", &p);
  lists[0] = (Field)I("options", &items, "options");
  p.fields = lists;
  items.head = rows;
  expect_one("beacon.options: has more than 48 rows", &p);
  items.known = kinds;
  for (unsigned i = 0; i <= KINDS_MAX; i++)
    kinds[i] = (Item){i, words[i], "one", NULL, NULL, NULL};
  items.head = ROWS(U("kind", 16, "kind"), ONE("length"));
  expect_one("beacon.options: has more than 1024 kinds", &p);
}

/* What a head counts behind the data. */
static void tails(void) {
  static const Item none[] = { {0} };
  static Items items = {.known = none};
  static Field lists[2] = { I("options", &items, "options") };
  Protocol p = base;
  p.fields = lists;
  items.head = ROWS(U("kind", 8, "kind"), ONE("length"), ONE("extra"));
  items.tail = "extra";
  items.tailname = NULL;
  expect_one("beacon.options: a tail needs both a row with its length and a "
             "name",
             &p);
  items.tailname = "rest";
  items.tail = "length";
  expect_one("beacon.options: the tail's length has to be an integer of the "
             "head", &p);
  items.tail = "nosuch";
  expect_one("beacon.options: the tail's length has to be an integer of the "
             "head", &p);
}

/* What a printed line says. */
static void lines(void) {
  static Line many[LINES_MAX + 2];
  Protocol p = base;
  for (int i = 0; i <= LINES_MAX; i++) many[i].text = "state";
  p.lines = many;
  expect_one("beacon: has more than 32 lines", &p);
  p.lines = (const Line[]){ {"{nosuch}", {0}}, {0} };
  expect_one("beacon: text: \"nosuch\" is no field", &p);
  p.lines = (const Line[]){ {"", IF("nosuch", 1, 1)}, {0} };
  expect_one("beacon: line when \"nosuch\" is no field", &p);
  p.lines = NULL;
  p.brief = "}";
  expect_one("beacon: text: \"}\" has no opening brace", &p);
}

static void many_names(void) {
  static Name names[NAMES_MAX + 2];
  static Field rows[2] = { U("state", 16, "state", NAMED(names)) };
  Protocol p = base;
  for (unsigned i = 0; i <= NAMES_MAX; i++)
    names[i] = (Name){i, words[i], NULL};
  p.fields = rows;
  expect_one("beacon.state: more than 4096 values have names", &p);
}

/* Each field is there as the one before says. */
static void many_conditions(void) {
  static Field rows[FIELDS_MAX];
  Protocol p = base;
  for (int i = 0; i < FIELDS_MAX - 1; i++) {
    rows[i] = (Field){.name = words[i], .width = 8, .meaning = "one"};
    if (i > 0) rows[i].when = (Condition)IF(words[i - 1], 1, 1);
  }
  p.fields = rows;
  expect_one("beacon.m: nested conditions: finding it takes more than 4096 "
             "other fields", &p);
}

static void many_carriers(void) {
  static Carrier carriers[4][CARRIERS_MAX + 2];
  static int links[DATALINKS_MAX + 2];
  static Protocol list[6];
  const Protocol *six[7] = {NULL};
  Protocol p = base;
  for (unsigned i = 0; i <= CARRIERS_MAX; i++)
    carriers[0][i] = (Carrier){"other", i, {0}};
  p.carriers = carriers[0];
  expect_one("beacon: has more than 256 carriers", &p);
  for (int i = 0; i <= DATALINKS_MAX; i++) links[i] = i;
  links[DATALINKS_MAX + 1] = -1;
  p.carriers = base.carriers;
  p.datalinks = links;
  expect_one("beacon: has more than 32 link types", &p);
  links[DATALINKS_MAX] = -1;
  list[0] = list[1] = p;
  list[1].name = "other";
  list[1].datalinks = (const int[]){99, -1};
  six[0] = &list[0];
  six[1] = &list[1];
  expect("other: begins link type 99, but 32 have a protocol already", six);
  list[0] = base;
  list[0].next = "state";
  list[0].name = "other";
  for (unsigned k = 0; k < 4; k++) {
    for (unsigned i = 0; i < CARRIERS_MAX; i++)
      carriers[k][i] = (Carrier){"other", k * CARRIERS_MAX + i, {0}};
    carriers[k][CARRIERS_MAX] = (Carrier){0};
    list[k + 1] = base;
    list[k + 1].name = words[k];
    list[k + 1].carriers = carriers[k];
    six[k + 1] = &list[k + 1];
  }
  expect("d: carried under a number, but there are 768 already", six);
}

/* A number of two fields more than there may be. */
static void many_groups(void) {
  static Carrier carriers[GROUPS_MAX + 2];
  Protocol list[2] = {base, base};
  const Protocol *two[] = {&list[0], &list[1], NULL};
  for (unsigned i = 0; i <= GROUPS_MAX; i++)
    carriers[i] = (Carrier){"other", (i + 1) << 16, {0}};
  list[0].name = "other";
  list[0].next = "state";
  list[0].rules = (const Rule[]){
    {"own", RULE_OWN, ALWAYS, .field = "state", .with = "more"}, {0}
  };
  list[1].carriers = carriers;
  expect("beacon: carried under two numbers, but there are 64 of the first "
         "already", two);
}

static void many_protocols(void) {
  static Protocol list[PROTOCOLS_MAX + 1];
  static const Protocol *pointers[PROTOCOLS_MAX + 2];
  for (unsigned i = 0; i <= PROTOCOLS_MAX; i++) {
    list[i] = base;
    list[i].name = words[i + 1000];
    pointers[i] = &list[i];
  }
  expect("protocols: more than 255 of them", pointers);
  pointers[PROTOCOLS_MAX] = NULL;
  expect(NULL, pointers);
}

/* --- protocols that come later --- */

static Protocols now, draft;
static void *first_room;

/* Adds a protocol to those there are; kept for as long as this runs. */
static void add(const char *expected, const Protocol *p, bool replaces) {
  void *room = malloc(protocol_room(p));
  const char *text = room ? protocols_add(&draft, &now, p, replaces, room)
                          : "no memory";
  judge(expected, text);
  if (text) free(room);
  else protocols_take(&now, &draft);
}

/* That a number of "other" leads to the protocol of a name, or to none. */
static void leads(uint32_t number, const char *name) {
  unsigned to = protocols_child(&now, protocols_find(&now, "other"), number);
  judge(name ? name : "none",
        to == PROTOCOL_NONE ? "none" : now.known[to]->protocol->name);
}

static void carry(const char *expected, Carry *c) {
  const char *text = protocols_carry(&draft, &now, c);
  judge(expected, text);
  if (!text) protocols_take(&now, &draft);
}

static void later(void) {
  const Protocol other = PARENT("other", NOBODY, .next = "state");
  const Protocol third = PARENT("third", CARRIERS({"other", 7, {0}}));
  const Protocol fourth = PARENT("fourth", CARRIERS({"other", 7, {0}}));
  const Protocol lost = PARENT("lost", CARRIERS({"otehr", 7, {0}}));
  const Protocol alone = PARENT("alone", CARRIERS({"qqqqq", 7, {0}}));
  const Protocol *const list[] = {&other, NULL};
  first_room = malloc(protocols_room(list));
  judge(NULL, protocols_init(&now, list, first_room));
  add("lost: carried by \"otehr\", which is no protocol; did you mean other?",
      &lost, false);
  add("alone: carried by \"qqqqq\", which is no protocol", &alone, false);
  add("other: two protocols have the name", &other, false);
  leads(7, NULL);
  add(NULL, &third, false);
  leads(7, "third");
  add("fourth: carried by \"other\" under 7, as \"third\" is", &fourth,
      false);
  leads(7, "third");
  Carry first = {.parent = 0, .protocol = 0, .number = 7, .count = now.count};
  Carry second = {.parent = 0, .protocol = 1, .number = 8, .count = now.count};
  Carry wrong = {.parent = 0, .protocol = 1, .number = 70000,
                 .count = now.count};
  carry(NULL, &first);
  leads(7, "other");
  carry("third: carried by \"other\" under 70000, which \"state\" does not "
        "hold", &wrong);
  carry(NULL, &second);
  leads(8, "third");
  add(NULL, &fourth, true);
  leads(7, "fourth");
  now.carries = first.next;  /* the first is cancelled */
  carry(NULL, NULL);
  leads(7, "fourth");
  leads(8, "third");
  now.carries = NULL;
  carry(NULL, NULL);
  leads(8, NULL);
  static Carry many[CARRIES_MAX + 1];
  for (unsigned i = 0; i <= CARRIES_MAX; i++) {
    many[i] = (Carry){.parent = 0, .protocol = 1, .number = 9,
                      .count = now.count};
    carry(i < CARRIES_MAX ? NULL
          : "protocols: more than 1024 of them are carried otherwise",
          &many[i]);
  }
  if (now.version != 6 + CARRIES_MAX)
    judge("a version for each change", "others");
}

/* --- whether a header stands there --- */

static bool first_is_one(const uint8_t *bytes, uint32_t left) {
  return left > 0 && bytes[0] == 1;
}

/* That a frame which begins with 0 or 1 has a header of `p` where it is 1. */
static void asks(const Protocol *p) {
  static Stack stack;
  const Protocol *const list[] = {p, NULL};
  void *room = malloc(protocols_room(list));
  judge(NULL, protocols_init(&now, list, room));
  for (uint8_t first = 0; first < 2; first++) {
    const uint8_t bytes[8] = {first, 6};
    const Frame frame = {.bytes = bytes, .caplen = 8, .length = 8};
    stack_begin(&stack, &now, 0, &frame);
    stack_decode(&stack, NULL);
    judge(first ? "a header" : "payload",
          stack.count == 1 ? "a header" : "payload");
  }
  free(room);
}

/* However a header is taken, the hook is asked first. */
static void hooks(void) {
  Protocol p = PARENT("beacon", NOBODY, LINKS(1), .is = first_is_one);
  asks(&p);
  p.fields = ROWS(ONE("state"), U("length", 8, "length"), U("sum", 32, "sum"));
  p.length = "length";
  asks(&p);
  p.length = NULL;
  p.extent = (Extent){"length", true, false};
  asks(&p);
  p.fields = ROWS(ONE("state"), U("size", 8, "size", DEFAULT(6)),
                  A("data", MAC, "data", SIZED("size")));
  p.extent = (Extent){NULL, false, false};
  asks(&p);
}

void judge_many(void) {
  for (unsigned i = 0; i < MANY; i++) {
    unsigned n = i, at = 0;
    do words[i][at++] = (char)('a' + n % 26); while ((n /= 26) > 0);
  }
  many_fields();
  tails();
  lines();
  many_names();
  many_conditions();
  many_carriers();
  many_groups();
  many_protocols();
  later();
  hooks();
}
