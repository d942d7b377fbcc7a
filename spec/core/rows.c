/*
** rows.c - row tables that are wrong, each with the text that says why
**
** Prints each text as it comes; exits with 1 where one differs. With an
** argument, prints the names that are reserved instead.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/core/check.h"

#define LONG "abcdefghijklmnopqrstuvwxyzabcdefghij"
#define LONGER LONG LONG LONG LONG LONG LONG LONG LONG
#define ROWS(...) (const Field[]){__VA_ARGS__, {0}}
#define ONE(name_) U(name_, 8, "a number")
#define VALUES(...) NAMED(((const Name[]){__VA_ARGS__, {0}}))
#define BITVALUES(...) BITS(((const Name[]){__VA_ARGS__, {0}}))
#define CARRIERS(...) .carriers = (const Carrier[]){__VA_ARGS__, {0}}
#define LINKS(...) .datalinks = (const int[]){__VA_ARGS__, -1}
#define NOBODY CARRIERS({0})
#define NAMED_(name_, ...) \
  {.name = name_, .title = "Beacon", .meaning = "a beacon", \
   .reference = "RFC 1", __VA_ARGS__}
/* A beacon of some rows; the same with a list. */
#define LINE ROWS(T("name", 0, "name", ENDED(":")))
/* A row of two bytes that repeats. */
#define WIDE ROWS(U("wide", 16, "wide"))
/* A list of such rows. */
#define DEEP(...) \
  {.name = "a", .kind = KIND_ITEMS, .meaning = "a list", \
   .items = &(const Items){.head = ROWS(__VA_ARGS__), .plain = true}}
#define BEACON(...) NAMED_("beacon", .fields = ROWS(__VA_ARGS__), NOBODY)
#define HEAD .head = ROWS(U("kind", 8, "kind"), U("length", 8, "length"))
#define KINDS(...) .known = (const Item[]){__VA_ARGS__, {0}}
#define OPTIONS(...) \
  NAMED_("beacon", .fields = ROWS(ONE("state"), I("options", \
    (&(const Items){__VA_ARGS__}), "options")), NOBODY)
/* A beacon of three rows: state, more, checksum. */
#define STATE U("state", 16, "state"), U("more", 16, "more"), \
  U("sum", 16, "sum")
#define WITH(...) \
  NAMED_("beacon", .fields = ROWS(STATE), NOBODY, __VA_ARGS__)
/* The same with rows whose places rules cannot look at. */
#define BEACON_RULED(...) \
  NAMED_("beacon", .fields = ROWS(ONE("state"), U("little", 16, "x", LITTLE), \
    U("units", 8, "x", SCALED(4)), \
    B("data", 0, "data", SIZED("state")), U("late", 8, "x")), NOBODY, \
    __VA_ARGS__)
#define PARENT(name_, ...) \
  NAMED_(name_, .fields = ROWS(STATE), __VA_ARGS__)

#define RULES(...) .rules = (const Rule[]){__VA_ARGS__, {0}}
#define LAST_RULE {"end", RULE_LAST, IN(IF("state", 1, 1))}
#define EIGHT LAST_RULE, LAST_RULE, LAST_RULE, LAST_RULE, LAST_RULE, \
  LAST_RULE, LAST_RULE, LAST_RULE
#define NEVER {"never", RULE_OTHERWISE, IN(IF("state", 0, UINT16_MAX))}

static const char *nothing(struct Stack *stack, const struct Layer *layer) {
  (void)stack;
  (void)layer;
  return NULL;
}

static const Checksum plain_sum = {
  "sum", SUM_INTERNET, COVERS_PSEUDO, false, {0}, NULL
};
static const Checksum no_sum = {
  NULL, SUM_INTERNET, COVERS_PSEUDO, false, {0}, NULL
};
static const Checksum endless = {
  "sum", SUM_INTERNET, COVERS_PSEUDO, false, IF("state", 1, 1), &endless
};

typedef struct Case {
  const char *text;  /* NULL: nothing is wrong */
  Protocol list[3];
} Case;

static const Case cases[] = {
  /* nothing is wrong with these */
  {NULL, {BEACON(T("one", 0, "one", ENDED(" ")), N("two", "two"),
                 L("lines", LINE, "lines", ENDED("\r\n")),
                 T("text", 64, "text"), TIME("time", "time"))}},
  {NULL, {BEACON(ONE("count"), ONE("more"),
                 L("lines", LINE, "lines", COUNTED_ITEMS("count")),
                 L("others", LINE, "others", COUNTED_ITEMS("more")))}},
  {NULL, {OPTIONS(HEAD, .bare = BIT(0), .high = BIT(63), .ends = true,
                  .last = 255)}},

  /* text, times, names, and lists of rows that repeat */
  {"beacon.time: a time of 32 bits: 64 expected",
   {BEACON({.name = "time", .kind = KIND_UINT, .width = 32, .time = true,
            .meaning = "time"})}},
  {"beacon.time: a time has no scale, names, hex or default",
   {BEACON(TIME("time", "time", HEX))}},
  {"beacon.name: a name of 8 bits: it ends by itself",
   {BEACON({.name = "name", .kind = KIND_NAME, .width = 8,
            .meaning = "name"})}},
  {"beacon.text: only a domain name can be "
   "spelt", {BEACON(T("text", 8, "text", SPELT))}},
  {"beacon.host: a name that stands alone is spelt",
   {BEACON(N("host", "host", .alone = true))}},
  {"beacon.data: only text and lists have an end",
   {BEACON(B("data", 0, "data", ENDED("a")))}},
  {"beacon.text: ended by no bytes", {BEACON(T("text", 0, "text", ENDED("")))}},
  {"beacon.text: has an end, but its size is given",
   {BEACON(T("text", 8, "text", ENDED("a")))}},
  {"beacon.name: the default of a name is the root",
   {BEACON(N("name", "name", DEFAULT_LIST("a")))}},
  {"beacon.name: sized by \"size\", but a name ends by itself",
   {BEACON(ONE("size"), N("name", "name", SIZED("size")))}},
  {"beacon.name: counted by \"count\", but it ends by itself",
   {BEACON(ONE("count"), N("name", "name", COUNTED("count", 1)))}},
  {NULL, {BEACON(ONE("one"), L("lines", LINE, "lines", LEAVES(4)),
                 B("tail", 0, "tail"))}},
  {"beacon.tail: only a list leaves bytes behind it",
   {BEACON(B("tail", 0, "tail", LEAVES(4)))}},
  {"beacon.lines: leaves 4 bytes, but its end is given",
   {BEACON(L("lines", LINE, "lines", LEAVES(4), ENDED("a")))}},
  {NULL, {BEACON(ONE("count"),
                 L("lines", LINE, "lines", COUNTED_ITEMS("count"), INSTEAD),
                 L("wide", WIDE, "wide", COUNTED_ITEMS("count"), AT_LEAST(2)),
                 ONE("more"))}},
  {"beacon.lines: only a list with a count has a least for each item",
   {BEACON(ONE("count"), L("lines", LINE, "lines", AT_LEAST(2)))}},
  {"beacon.lines: stands instead of no list behind it, which has the same "
   "count and a least for each item",
   {BEACON(ONE("count"),
           L("lines", LINE, "lines", COUNTED_ITEMS("count"), INSTEAD))}},
  {"beacon.wide: counted by \"count\", as \"lines\" is",
   {BEACON(ONE("count"), L("lines", LINE, "lines", COUNTED_ITEMS("count")),
           L("wide", WIDE, "wide", COUNTED_ITEMS("count"), AT_LEAST(2)))}},
  {"beacon.lines.one: a row of an item is there by what others say, not by "
   "what is left",
   {BEACON(L("lines", ROWS(ONE("count"), L("one", LINE, "one",
                                           COUNTED_ITEMS("count"), INSTEAD)),
             "lines"))}},
  {"beacon.text: only a list has a last item",
   {BEACON(ONE("count"), T("text", 0, "text", LAST_ITEM("count")))}},
  {"beacon.names: sized by \"size\", but a domain name in it ends by itself",
   {BEACON(ONE("size"), L("names", ROWS(N("name", "name")), "names",
                          SIZED("size")))}},
  {"beacon.lines: has no rows that repeat",
   {BEACON(L("lines", NULL, "lines"))}},
  {"beacon.lines: rows that repeat cannot have kinds",
   {BEACON({.name = "lines", .kind = KIND_ITEMS, .meaning = "lines",
            .items = &(const Items){.head = LINE, .plain = true,
                                    .ends = true}})}},
  {"beacon.lines: the names \"data\" and \"padding\" are reserved",
   {BEACON(L("lines", ROWS(ONE("data")), "lines"))}},
  {"beacon.options: kind 9 is the last one, but no kind ends the list",
   {OPTIONS(HEAD, .last = 9)}},
  {"beacon.options: kind 256 ends the list, but does not fit",
   {OPTIONS(HEAD, .ends = true, .last = 256)}},
  {"beacon.options.size: a row of an item has no form",
   {OPTIONS(.head = ROWS(ONE("kind"), A("size", IP4, "size",
                                        FORM("kind", 1, 1))))}},
  {"beacon.options.length: is not always there",
   {OPTIONS(.head = ROWS(ONE("kind"), U("length", 8, "length", OPTIONAL)))}},
  {"beacon.options.mss.each.size: repeats, but has no fixed width",
   {OPTIONS(HEAD, KINDS({1, "mss", "m", NULL, "each",
                         ROWS(ONE("one"), U("size", 8, "size",
                                            WHEN("one", 1, 1)))}))}},
  {"beacon.options.mss.joined: the name is reserved in items",
   {OPTIONS(HEAD, .joins = true, KINDS({1, "mss", "m", ROWS(ONE("joined")),
                                        NULL, NULL}))}},
  {NULL, {OPTIONS(HEAD, KINDS({1, "mss", "m", ROWS(ONE("joined")), NULL,
                               NULL}))}},
  {"beacon.options: joins kinds of more than 8 bits",
   {OPTIONS(.head = ROWS(U("kind", 16, "kind"), U("length", 8, "length")),
            .joins = true)}},
  {NULL,
   {OPTIONS(HEAD, KINDS({1, "mss", "m", ROWS(ONE("one"),
     B("two", 0, "two", WHEN("one", 0, 1)),
     T("three", 0, "three", WHEN("one", 2, 9))), NULL, NULL}))}},
  {"beacon.options.mss.two: takes all the rest, but is not the last",
   {OPTIONS(HEAD, KINDS({1, "mss", "m", ROWS(ONE("one"),
     B("two", 0, "two", WHEN("one", 0, 2)),
     T("three", 0, "three", WHEN("one", 2, 9))), NULL, NULL}))}},
  {"beacon.a.a.a.a.a.a.a.a.a: lists in lists: too deep",
   {BEACON(DEEP(DEEP(DEEP(DEEP(DEEP(DEEP(DEEP(DEEP(DEEP(DEEP(
       ONE("a"))))))))))))}},
  {NULL, {BEACON(ONE("state"))}},
  {NULL, {BEACON(ONE("count"), B("name", 0, "name", COUNTED("count", 1)))}},
  {NULL, {BEACON(B("data", 8000, "as long as it may be"))}},
  {NULL, {BEACON(ONE("kind"), B("one", 0, "one", WHEN("kind", 0, 1)),
                 B("two", 0, "two", WHEN("kind", 2, 255)))}},

  /* names and texts */
  {"protocols: protocol without a name", {{0}}},
  {"protocols: protocol without a name", {NAMED_("", NOBODY)}},
  {"protocols: protocol \"Beacon\": a name is lowercase letters, then digits, "
   "without anything between", {NAMED_("Beacon", NOBODY)}},
  {"protocols: protocol \"4beacon\": a name is lowercase letters, then digits, "
   "without anything between", {NAMED_("4beacon", NOBODY)}},
  {"protocols: protocol \"two?words\": a name is lowercase letters, then "
   "digits, without anything between", {NAMED_("two\nwords", NOBODY)}},
  {"protocols: protocol \"abcdefghijklmnopqrstuvwxyzabcde...\": a name has at "
   "most 31 letters", {NAMED_(LONG, NOBODY)}},
  {"protocols: protocol \"end\": a keyword of Lua cannot be a name",
   {NAMED_("end", NOBODY)}},
  {"capture: the name is reserved in pycap or packets",
   {NAMED_("capture", NOBODY)}},
  {"payload: the name is reserved in pycap or packets",
   {NAMED_("payload", NOBODY)}},
  {"event: the name is reserved in pycap or packets",
   {NAMED_("event", NOBODY)}},
  {"beacon: has no title", {{.name = "beacon"}}},
  {"beacon: has no title", {{.name = "beacon", .title = ""}}},
  {"beacon: its title has a control character",
   {{.name = "beacon", .title = "Bea\ncon"}}},
  {"beacon: has no meaning", {{.name = "beacon", .title = "Beacon"}}},
  {"beacon: its meaning has more than 255 bytes",
   {{.name = "beacon", .title = "Beacon", .meaning = LONGER}}},
  {"beacon: has no reference",
   {{.name = "beacon", .title = "Beacon", .meaning = "a beacon"}}},
  {"beacon: has no fields", {NAMED_("beacon", NOBODY)}},
  {"beacon: has no fields", {NAMED_("beacon", .fields = ROWS({0}), NOBODY)}},
  {"beacon: has no list of carriers",
   {NAMED_("beacon", .fields = ROWS(ONE("state")))}},
  {"beacon: two protocols have the name", {WITH(0), WITH(0)}},

  /* fields, each alone */
  {"beacon: field without a name", {BEACON(ONE(""))}},
  {"beacon: field \"state-of\": a name is lowercase letters, then digits, "
   "without anything between", {BEACON(ONE("state-of"))}},
  {"beacon: field \"then\": a keyword of Lua cannot be a name",
   {BEACON(ONE("then"))}},
  {"beacon.packet: the name is that of the header's bytes",
   {BEACON(ONE("packet"))}},
  {"beacon.state: two fields have the name",
   {BEACON(ONE("state"), ONE("more"), ONE("state"))}},
  {"beacon.state: has no meaning", {BEACON(U("state", 8, NULL))}},
  {"beacon.state: an unknown kind",
   {BEACON({.name = "state", .kind = (Kind)9, .meaning = "state"})}},
  {"beacon.state: an integer of 0 bits: 1 to 56 expected",
   {BEACON(U("state", 0, "state"))}},
  {"beacon.state: an integer of 64 bits: 1 to 56 expected",
   {BEACON(U("state", 64, "state"))}},
  {"beacon.state: 56 bits in units of 60000 make numbers beyond 63 bits",
   {BEACON(U("state", 56, "state", SCALED(60000)))}},
  {"beacon.sender: an address of 40 bits: 32 expected",
   {BEACON({.name = "sender", .kind = KIND_IP4, .width = 40,
            .meaning = "sender"})}},
  {"beacon.sender: an address of 0 bits: 48 expected",
   {BEACON({.name = "sender", .kind = KIND_MAC, .meaning = "sender"})}},
  {"beacon.data: 12 bits are no whole bytes", {BEACON(B("data", 12, "data"))}},
  {"beacon.list: a list of 8 bits: a list is sized or takes the rest",
   {BEACON({.name = "list", .kind = KIND_ITEMS, .width = 8,
            .meaning = "list"})}},
  {"beacon.state: an unknown byte order",
   {BEACON(U("state", 16, "state", .order = (Order)7))}},
  {"beacon.state: 12 bits are no whole bytes, and have no order",
   {BEACON(U("state", 12, "state", LITTLE))}},
  {"beacon.data: only an integer has a scale",
   {BEACON(B("data", 8, "data", SCALED(4)))}},
  {"beacon.data: only an integer has a number to add",
   {BEACON(B("data", 8, "data", PLUS(4)))}},
  {"beacon.data: only an integer has hexadecimal digits",
   {BEACON(B("data", 8, "data", HEX))}},
  {"beacon.data: only an integer has bits",
   {BEACON(B("data", 8, "data", BITVALUES({1, "one", NULL})))}},
  {"beacon.data: only an integer has names",
   {BEACON(B("data", 8, "data", VALUES({1, "one", NULL})))}},
  {"beacon.data: only an integer has an order",
   {BEACON(B("data", 8, "data", LITTLE))}},
  {"beacon.state: bits without names",
   {BEACON(U("state", 8, "state", .bits = true))}},
  {"beacon.state: bits are counted in no units",
   {BEACON(U("state", 8, "state", BITVALUES({1, "one", NULL}), SCALED(2)))}},
  {"beacon.state: only a list has items",
   {BEACON(U("state", 8, "state", .items = &(const Items){.head = NULL}))}},
  {"beacon.more: only an address has a form",
   {BEACON(ONE("state"), U("more", 8, "more", FORM("state", 1, 1)))}},
  {"beacon.more: only an address has a form",
   {BEACON(ONE("state"), B("more", 8, "more", FORM("state", 1, 1)))}},

  /* values that have names */
  {"beacon.state: value \"a, b\": a name is at most 31 lowercase letters, "
   "digits and hyphens",
   {BEACON(U("state", 8, "state", VALUES({1, "a, b", NULL})))}},
  {"beacon.state: value \"abcdefghijklmnopqrstuvwxyzabcde\": a name is at most "
   "31 lowercase letters, digits and hyphens",
   {BEACON(U("state", 8, "state", VALUES({1, LONG, NULL})))}},
  {"beacon.state: value 1 has an empty name",
   {BEACON(U("state", 8, "state", VALUES({1, "", NULL})))}},
  {"beacon.state: constant \"A-B\" is no name of C's",
   {BEACON(U("state", 8, "state", VALUES({1, "one", "A-B"})))}},
  {"beacon.state: constant \"1A\" is no name of C's",
   {BEACON(U("state", 8, "state", VALUES({1, "one", "1A"})))}},
  {"beacon.state: value \"one\" has an empty constant",
   {BEACON(U("state", 8, "state", VALUES({1, "one", ""})))}},
  {"beacon.state: value 256, \"one\", does not fit",
   {BEACON(U("state", 8, "state", VALUES({256, "one", NULL})))}},
  {"beacon.state: value 2, \"one\", does not fit",
   {BEACON(U("state", 8, "state", VALUES({2, "one", NULL}), SCALED(4)))}},
  {"beacon.state: value 3, \"one\", is no single bit",
   {BEACON(U("state", 8, "state", BITVALUES({3, "one", NULL})))}},
  {"beacon.state: value 0, \"one\", is no single bit",
   {BEACON(U("state", 8, "state", BITVALUES({0, "one", NULL})))}},
  {"beacon.state: value 1 is both \"one\" and \"eins\"",
   {BEACON(U("state", 8, "state",
             VALUES({1, "one", NULL}, {1, "eins", NULL})))}},
  {"beacon.state: two values are called \"one\"",
   {BEACON(U("state", 8, "state",
             VALUES({1, "one", NULL}, {2, "one", NULL})))}},

  /* defaults */
  {"beacon.state: the default of an integer is a number",
   {BEACON(U("state", 8, "state", DEFAULT_BYTES("a")))}},
  {"beacon.state: the default 300 does not fit: 0 to 255 in steps of 1 "
   "expected", {BEACON(U("state", 8, "state", DEFAULT(300)))}},
  {"beacon.state: the default 6 does not fit: 8 to 68 in steps of 4 expected",
   {BEACON(U("state", 4, "state", SCALED(4), PLUS(8), DEFAULT(6)))}},
  {"beacon.state: the default 10 does not fit: 8 to 68 in steps of 4 expected",
   {BEACON(U("state", 4, "state", SCALED(4), PLUS(8), DEFAULT(10)))}},
  {"beacon.data: a default of 2 bytes, but the width is fixed",
   {BEACON(B("data", 8, "data", DEFAULT_LIST("ab")))}},
  {"beacon.data: a default of bytes, but not how many",
   {BEACON(B("data", 0, "data", DEFAULT_BYTES("ab")))}},
  {"beacon.data: a default of 65536 bytes: at most 65535 expected",
   {BEACON(B("data", 0, "data", DEFAULT(65536)))}},
  {"beacon: a header at its defaults has no bytes",
   {BEACON(B("data", 0, "data"))}},

  /* fields that name others */
  {"beacon.name: sized by \"count\", which is no field",
   {BEACON(B("name", 8, "name", SIZED("count")))}},
  {"beacon.name: sized by \"name\", which is the field itself",
   {BEACON(B("name", 8, "name", SIZED("name")))}},
  {"beacon.name: counted by \"count\", which comes after it",
   {BEACON(B("name", 0, "name", COUNTED("count", 1)), ONE("count"))}},
  {"beacon.name: there when \"data\", which is no integer",
   {BEACON(B("data", 8, "data"), B("name", 8, "name", WHEN("data", 1, 1)))}},
  {"beacon.sender: text when \"count\", which is no field",
   {BEACON(A("sender", IP4, "sender", FORM("count", 1, 1)))}},
  {"beacon.state: sized by \"count\", but an integer has its width",
   {BEACON(ONE("count"), U("state", 8, "state", SIZED("count")))}},
  {"beacon.name: sized by \"count\", and optional: one of the two",
   {BEACON(ONE("count"), B("name", 0, "name", SIZED("count"), OPTIONAL))}},
  {"beacon.name: sized by \"count\", which has numbers of more than 32 bits",
   {BEACON(U("count", 40, "count"), B("name", 0, "name", SIZED("count")))}},
  {"beacon.name: 4 bytes by default, but \"count\" says 3",
   {BEACON(U("count", 8, "count", DEFAULT(3)),
           B("name", 32, "name", SIZED("count")))}},
  {"beacon.name: a unit, but no field counts the units",
   {BEACON(ONE("count"), B("name", 0, "name", .unit = 1))}},
  {"beacon.name: counted by \"count\", which has numbers of more than 32 bits",
   {BEACON(U("count", 56, "count"),
           B("name", 0, "name", COUNTED("count", 64)))}},
  {"beacon.name: counted by \"count\", but the width is fixed",
   {BEACON(ONE("count"), B("name", 8, "name", COUNTED("count", 1)))}},
  {"beacon.name: counted by \"count\", but there is no unit",
   {BEACON(ONE("count"), B("name", 0, "name", COUNTED("count", 0)))}},
  {"beacon.list: counted by \"count\" in units, but a list has items",
   {BEACON(ONE("count"), I("list", (&(const Items){HEAD}), "list",
                           COUNTED("count", 2)))}},
  {"beacon.name: 0 by default, but \"count\" says 2",
   {BEACON(U("count", 8, "count", DEFAULT(2)),
           B("name", 0, "name", COUNTED("count", 1)))}},
  {"beacon.list: 2 by default, but \"count\" says 1",
   {BEACON(U("count", 8, "count", DEFAULT(1)),
           I("list", (&(const Items){HEAD}), "list", COUNTED_ITEMS("count"),
             DEFAULT_LIST("\1\0\2\1a")))}},
  {"beacon.more: counted by \"count\", which is the length of \"name\"",
   {BEACON(ONE("count"), B("name", 0, "name", SIZED("count")),
           B("more", 0, "more", COUNTED("count", 1)))}},
  {"beacon.more: counted by \"count\", as \"name\" is",
   {BEACON(ONE("count"), ONE("size"),
           B("name", 0, "name", SIZED("size"), COUNTED("count", 1)),
           B("more", 0, "more", SIZED("size"), COUNTED("count", 1)))}},
  {"beacon.name: sized by \"size\", which is not always there",
   {BEACON(ONE("state"), U("size", 8, "size", WHEN("state", 1, 1)),
           B("name", 0, "name", SIZED("size")))}},
  {"beacon.name: counted by \"count\", which is not always there",
   {BEACON(ONE("state"), U("count", 8, "count", WHEN("state", 1, 1)),
           B("name", 0, "name", COUNTED("count", 1)))}},

  /* conditions */
  {"beacon.state: there when: a condition without a field",
   {BEACON(U("state", 8, "state", WHEN(NULL, 1, 2)))}},
  {"beacon.state: there when: a condition without a field",
   {BEACON(U("state", 8, "state", WHEN_BITS(NULL, 1)))}},
  {"beacon.more: there when bits of \"state\" are set that it does not have",
   {BEACON(ONE("state"), U("more", 8, "more", WHEN_BITS("state", 0x100)))}},
  {"beacon.more: there when \"state\" has a range and a set of numbers: one of "
   "the two expected", {BEACON(ONE("state"), U("more", 8, "more",
                      .when = {"state", 1, 2, 0, BIT(1)}))}},
  {"beacon.more: there when \"state\" is more than 15, its largest value",
   {BEACON(U("state", 4, "state"), U("rest", 4, "rest"),
           U("more", 8, "more", WHEN_AMONG("state", BIT(16))))}},
  {"beacon.more: there when \"state\" is 5 to 3, an empty range",
   {BEACON(ONE("state"), U("more", 8, "more", WHEN("state", 5, 3)))}},
  {"beacon.more: there when \"state\" is 256 or more, but it is at most 255",
   {BEACON(ONE("state"), U("more", 8, "more", WHEN("state", 256, 300)))}},
  {"beacon.more: there when \"state\" is 5 or more, but it is at most 4",
   {BEACON(ONE("state"), U("more", 8, "more",
                           WHEN_MASKED("state", 4, 5, 6)))}},

  /* fields that are there only at times */
  {NULL, {BEACON(ONE("count"), ONE("others"),
                 B("name", 0, "name", COUNTED("count", 1)),
                 B("more", 0, "more", COUNTED("others", 1)))}},
  {"beacon.more: comes after \"name\", which takes all the rest",
   {BEACON(ONE("state"), B("name", 0, "name", WHEN("state", 0, 5)),
           U("more", 8, "more", WHEN("state", 5, 9)))}},
  {"beacon.more: comes after \"name\", which takes all the rest",
   {BEACON(ONE("state"), B("name", 0, "name", WHEN_AMONG("state", BIT(7))),
           U("more", 8, "more", WHEN("state", 5, 9)))}},
  {"beacon.more: comes after \"name\", which takes all the rest",
   {BEACON(ONE("state"), B("name", 0, "name", WHEN_MASKED("state", 3, 1, 2)),
           U("more", 8, "more", WHEN_MASKED("state", 3, 2, 3)))}},
  {"beacon.more: comes after \"state\", which is optional, but is not",
   {BEACON(ONE("first"), U("state", 8, "state", OPTIONAL), ONE("more"))}},
  {"beacon.name: optional, but it takes the rest in any case",
   {BEACON(ONE("state"), B("name", 0, "name", OPTIONAL))}},
  {"beacon.name: begins within a byte",
   {BEACON(U("state", 4, "state"), B("name", 8, "name"), U("more", 4, "m"))}},
  {"beacon.more: begins within a byte",
   {BEACON(U("state", 4, "state"), U("more", 16, "more", LITTLE),
           U("rest", 4, "rest"))}},
  {"beacon.more: begins within a byte",
   {BEACON(U("state", 4, "state"), U("more", 4, "more", OPTIONAL))}},
  {"beacon.rest: begins within a byte",
   {BEACON(ONE("state"), U("more", 4, "more", WHEN("state", 1, 1)),
           U("rest", 4, "rest", WHEN("state", 1, 2)))}},
  {"beacon.more: the header ends within a byte",
   {BEACON(ONE("state"), U("more", 4, "more"))}},
  {"beacon.last: ends at bit 65536 of the header: at most 65528 expected",
   {BEACON(B("data", 65528, "data"), ONE("last"))}},

  /* lists */
  {"beacon.list: a list without items", {BEACON(I("list", NULL, "list"))}},
  {"beacon.options: a list without a head", {OPTIONS(.pad = 4)}},
  {"beacon.options: a head without \"length\"",
   {OPTIONS(.head = ROWS(ONE("kind")))}},
  {"beacon.options: a head without \"kind\"",
   {OPTIONS(.head = ROWS(ONE("length")))}},
  {"beacon.options.kind: is no integer",
   {OPTIONS(.head = ROWS(B("kind", 8, "kind"), ONE("length")))}},
  {"beacon.options.length: has numbers of more than 32 bits",
   {OPTIONS(.head = ROWS(ONE("kind"), U("length", 40, "length")))}},
  {"beacon.options: kinds that begin at 2, but some kinds are numbers below",
   {OPTIONS(.head = ROWS(U("kind", 8, "kind", PLUS(2)), ONE("length")),
            .ends = true)}},
  {"beacon.options: kinds of one byte, but \"kind\" is not the first byte",
   {OPTIONS(.head = ROWS(ONE("length"), ONE("kind")), .bare = BIT(0))}},
  {"beacon.options: kinds of one byte, but \"kind\" is not the first byte",
   {OPTIONS(.head = ROWS(U("kind", 16, "kind"), ONE("length")),
            .bare = BIT(0))}},
  {"beacon.options: \"length\" counts at most 1 bytes, the head has 2",
   {OPTIONS(.head = ROWS(ONE("kind"), U("length", 1, "length"),
                         U("rest", 7, "rest")), .whole = true)}},
  {"beacon.options: row \"Kind\": a name is lowercase letters, then digits, "
   "without anything between", {OPTIONS(.head = ROWS(ONE("Kind")))}},
  {"beacon.options.kind: two rows have the name",
   {OPTIONS(.head = ROWS(ONE("kind"), ONE("kind")))}},
  {"beacon.options.rest: takes all the rest, but is not the last",
   {OPTIONS(.head = ROWS(ONE("kind"), ONE("length"), B("rest", 0, "rest")))}},
  {"beacon.options.data: begins within a byte",
   {OPTIONS(.head = ROWS(U("kind", 4, "kind"), B("data", 8, "data")))}},
  {"beacon.options: ends within a byte",
   {OPTIONS(.head = ROWS(ONE("length"), U("kind", 4, "kind")))}},
  {"beacon.options: has rows of 65536 bits: at most 65528 expected",
   {OPTIONS(.head = ROWS(B("data", 65528, "data"), ONE("kind")))}},
  {"beacon.options.more: a list without items",
   {OPTIONS(.head = ROWS(I("more", NULL, "more")))}},
  {"beacon.options.length: is not always there",
   {OPTIONS(.head = ROWS(ONE("kind"), U("length", 8, "length",
                                        WHEN("kind", 1, 1))))}},
  {"beacon.options.name: the default of an integer is a number",
   {OPTIONS(.head = ROWS(U("name", 8, "name", DEFAULT_BYTES("a"))))}},
  {"beacon.options: kind without a name",
   {OPTIONS(HEAD, KINDS({1, "", "m", NULL, NULL, NULL}))}},
  {"beacon.options.mss: has no meaning",
   {OPTIONS(HEAD, KINDS({1, "mss", NULL, NULL, NULL, NULL}))}},
  {"beacon.options.mss: two kinds have the name",
   {OPTIONS(HEAD, KINDS({1, "mss", "m", NULL, NULL, NULL},
                        {2, "mss", "m", NULL, NULL, NULL}))}},
  {"beacon.options.nop: kind 1 is \"mss\", too",
   {OPTIONS(HEAD, KINDS({1, "mss", "m", NULL, NULL, NULL},
                        {1, "nop", "m", NULL, NULL, NULL}))}},
  {"beacon.options.mss: kind 256 does not fit",
   {OPTIONS(HEAD, KINDS({256, "mss", "m", NULL, NULL, NULL}))}},
  {"beacon.options.nop: has rows, but is a single byte",
   {OPTIONS(HEAD, .bare = BIT(1),
            KINDS({1, "nop", "m", ROWS(ONE("size")), NULL, NULL}))}},
  {"beacon.options.mss.length: the name is reserved in items",
   {OPTIONS(HEAD, KINDS({1, "mss", "m", ROWS(ONE("length")), NULL, NULL}))}},
  {"beacon.options.mss.name: the name is reserved in items",
   {OPTIONS(HEAD, KINDS({1, "mss", "m", ROWS(ONE("name")), NULL, NULL}))}},
  {"beacon.options.mss.padding: the name is reserved in items",
   {OPTIONS(HEAD, KINDS({1, "mss", "m", NULL, "padding",
                         ROWS(ONE("size"))}))}},
  {"beacon.options.mss: rows that repeat without a name",
   {OPTIONS(HEAD, KINDS({1, "mss", "m", NULL, NULL, ROWS(ONE("size"))}))}},
  {"beacon.options.mss.sizes: has no rows that repeat",
   {OPTIONS(HEAD, KINDS({1, "mss", "m", NULL, "sizes", NULL}))}},
  {"beacon.options.mss.sizes: has no rows that repeat",
   {OPTIONS(HEAD, KINDS({1, "mss", "m", NULL, "sizes", ROWS({0})}))}},
  {"beacon.options.mss: group \"si zes\": a name is lowercase letters, then "
   "digits, without anything between",
   {OPTIONS(HEAD, KINDS({1, "mss", "m", NULL, "si zes",
                         ROWS(ONE("size"))}))}},
  {"beacon.options.mss.sizes: two rows have the name",
   {OPTIONS(HEAD, KINDS({1, "mss", "m", ROWS(ONE("sizes")), "sizes",
                         ROWS(ONE("size"))}))}},
  {"beacon.options.mss.more: takes all the rest, but is not the last",
   {OPTIONS(HEAD, KINDS({1, "mss", "m", ROWS(B("more", 0, "more")), "sizes",
                         ROWS(ONE("size"))}))}},
  {"beacon.options.mss.more: takes all the rest, but is not the last",
   {OPTIONS(HEAD, KINDS({1, "mss", "m", ROWS(B("more", 0, "more"),
                                             ONE("size")), NULL, NULL}))}},

  /* the fields that a protocol names */
  {"beacon: next \"type\" is no field", {WITH(.next = "type")}},
  {"beacon: extent \"type\" is no field", {WITH(.extent = {"type", 0, 0})}},
  {"beacon: length \"data\" is no integer",
   {NAMED_("beacon", .fields = ROWS(B("data", 8, "data")), NOBODY,
           .length = "data")}},
  {"beacon: next \"type\" has numbers of more than 32 bits",
   {NAMED_("beacon", .fields = ROWS(U("type", 40, "type")), NOBODY,
           .next = "type")}},
  {"beacon: twin \"state\", but there is no \"next\"",
   {WITH(.twin = "state")}},
  {"beacon: twin \"state\" is the field \"next\" itself",
   {WITH(.next = "state", .twin = "state")}},
  {"beacon: twin \"low\" takes less than \"high\"",
   {NAMED_("beacon", .fields = ROWS(U("high", 16, "high"), ONE("low")), NOBODY,
           .next = "high", .twin = "low")}},
  {"beacon: lengths, but there is no \"next\"", {WITH(.lengths = true)}},
  {"beacon: lengths, but \"low\" holds no number beyond 1500",
   {NAMED_("beacon", .fields = ROWS(ONE("low")), NOBODY, .next = "low",
           .lengths = true)}},
  {"beacon: numbers of \"other\", but no field has one",
   {WITH(.space = "other")}},
  {"beacon: length \"low\" counts at most 255 bytes, the header has 301",
   {NAMED_("beacon", .fields = ROWS(ONE("low"), B("data", 2400, "data")),
           NOBODY, .length = "low")}},
  {"beacon: length \"low\" counts units of 4, and 2 more",
   {NAMED_("beacon", .fields = ROWS(U("low", 8, "low", SCALED(4), PLUS(2))),
           NOBODY, .length = "low")}},
  {"beacon: length \"low\" has no fixed position",
   {NAMED_("beacon", .fields = ROWS(ONE("one"),
                                    U("low", 8, "low", WHEN("one", 1, 1))),
           NOBODY, .length = "low")}},
  {"beacon: \"state\" is both length and extent",
   {WITH(.length = "state", .extent = {"state", true, false})}},
  {"beacon: an extent without a field",
   {WITH(.extent = {NULL, true, false})}},
  {"beacon: checksum \"sum\" of an unknown kind",
   {WITH(.checksum = {"sum", 7, COVERS_HEADER, false, {0}, NULL})}},
  {"beacon: checksum \"sum\" of an unknown kind",
   {WITH(.checksum = {"sum", SUM_INTERNET, 7, false, {0}, NULL})}},
  {"beacon: checksum \"sum\" is not a plain integer of 32 bits",
   {WITH(.checksum = {"sum", SUM_CRC32C, COVERS_REST, false, {0}, NULL})}},
  {"beacon: checksum \"sum\" is not a plain integer of 16 bits",
   {NAMED_("beacon", .fields = ROWS(U("sum", 16, "sum", LITTLE)), NOBODY,
           .checksum = {"sum", SUM_INTERNET, COVERS_REST, false, {0}, NULL})}},
  {"beacon: checksum \"sum\" begins at bit 8",
   {NAMED_("beacon", .fields = ROWS(ONE("one"), U("sum", 16, "sum")), NOBODY,
           .checksum = {"sum", SUM_INTERNET, COVERS_REST, false, {0}, NULL})}},
  {"beacon: checksum \"sum\" has no fixed position",
   {NAMED_("beacon", .fields = ROWS(ONE("one"), U("sum", 32, "sum",
                                                  WHEN("one", 1, 1))), NOBODY,
           .checksum = {"sum", SUM_CRC32C, COVERS_REST, false, {0}, NULL})}},
  {"beacon: checksum \"sum\" is of a kind that has no pseudo header",
   {NAMED_("beacon", .fields = ROWS(U("sum", 32, "sum")), NOBODY,
           .checksum = {"sum", SUM_CRC32C, COVERS_PSEUDO, false, {0}, NULL})}},

  {NULL, {WITH(.checksum = {"sum", SUM_INTERNET, COVERS_REST, false,
                            IF("state", 1, 1), &plain_sum})}},
  {"beacon: a checksum without a field",
   {WITH(.checksum = {NULL, SUM_INTERNET, COVERS_REST, false, {0},
                      &plain_sum})}},
  {"beacon: a checksum without a field",
   {WITH(.checksum = {"sum", SUM_INTERNET, COVERS_REST, false,
                      IF("state", 1, 1), &no_sum})}},
  {"beacon: another checksum than \"sum\", but no condition says when",
   {WITH(.checksum = {"sum", SUM_INTERNET, COVERS_REST, false, {0},
                      &plain_sum})}},
  {"beacon: checksum when \"none\" is no field",
   {WITH(.checksum = {"sum", SUM_INTERNET, COVERS_REST, false,
                      IF("none", 1, 1), NULL})}},
  {"beacon: has more than 8 checksums",
   {WITH(.checksum = {"sum", SUM_INTERNET, COVERS_REST, false,
                      IF("state", 1, 1), &endless})}},

  /* hooks */
  {"beacon: otherwise \"other\", but no rule says when",
   {WITH(.otherwise = "other")}},
  {"beacon: otherwise \"beacon\" is the protocol itself",
   {WITH(.otherwise = "beacon", RULES(NEVER))}},
  {"other: otherwise \"beacon\", which leads back to it",
   {PARENT("other", NOBODY, .otherwise = "beacon", RULES(NEVER)),
    WITH(.otherwise = "other", RULES(NEVER))}},
  {"beacon.rules.1: an unknown effect",
   {WITH(RULES({"end", (Effect)99, ALWAYS}))}},
  {"beacon.rules.2: without a condition there is never such a header",
   {WITH(RULES({"end", RULE_LAST, ALWAYS}, {"no", RULE_OTHERWISE, ALWAYS}))}},
  {"beacon.rules.1: \"other\" is no field",
   {WITH(RULES({"end", RULE_LAST, IN(IF("other", 1, 1))}))}},
  {"beacon.rules.1: when \"state\" is 5 to 3, an empty range",
   {WITH(RULES({"end", RULE_LAST, IN(IF("state", 5, 3))}))}},
  {"beacon.rules.1: \"other\" is no field",
   {WITH(RULES({"other", RULE_OWN, ALWAYS, .field = "other"}))}},
  {"beacon.rules.1: \"late\" is no integer in a fixed place, in network order, "
   "within four bytes",
   {BEACON_RULED(RULES({"end", RULE_LAST, IN(IF("late", 1, 1))}))}},
  {"beacon.rules.1: \"little\" is no integer in a fixed place, in network "
   "order, within four bytes",
   {BEACON_RULED(RULES({"end", RULE_LAST, IN(IF("little", 1, 1))}))}},
  {"beacon.rules.1: \"units\" counts units: a range of them expected, no bits "
   "or numbers",
   {BEACON_RULED(RULES({"end", RULE_LAST, IN(IF_BITS("units", 4))}))}},
  {"beacon.rules.1: \"units\" is 5 to 7, values that it cannot have",
   {BEACON_RULED(RULES({"end", RULE_LAST, IN(IF("units", 5, 7))}))}},
  {"beacon.rules.1: a number of what follows, but only \"own\" looks one up",
   {WITH(RULES({"end", RULE_LAST, ALWAYS, .number = 3}))}},
  {"beacon.rules.1: a number of what follows, and a field with it: one of the "
   "two",
   {WITH(RULES({"own", RULE_OWN, ALWAYS, "more", 3}))}},
  {"beacon.rules.1: \"state\" before a number, but only \"own\" looks one up",
   {WITH(.next = "more", RULES({"end", RULE_LAST, ALWAYS, .with = "state"}))}},
  {"beacon.rules.1: \"state\" before a number, but no field says what follows",
   {WITH(RULES({"own", RULE_OWN, ALWAYS, .with = "state"}))}},
  {"beacon.rules.1: \"state\" and \"state\" make no number together",
   {WITH(.next = "state", RULES({"own", RULE_OWN, ALWAYS, .with = "state"}))}},
  {"beacon.rules.2: \"sum\" before a number, and \"state\" before another",
   {WITH(.next = "more", RULES({"own", RULE_OWN, ALWAYS, .with = "state"},
                               {"own", RULE_OWN, ALWAYS, .with = "sum"}))}},
  {"beacon: has more than 32 rules",
   {WITH(RULES(EIGHT, EIGHT, EIGHT, EIGHT, LAST_RULE))}},
  {"beacon.rules.1: more than 4 conditions",
   {WITH(RULES({"end", RULE_LAST, IN(IF("state", 1, 1), IF("state", 1, 1),
     IF("state", 1, 1), IF("state", 1, 1), IF("state", 1, 1))}))}},
  {NULL, {WITH(RULES({"end", RULE_LAST, IN(IF("state", 1, 1))},
                     {"own", RULE_OWN, ALWAYS, .field = "more"}))}},
  {"beacon: steady, but there is no inspect", {WITH(.steady = true)}},
  {NULL, {WITH(.steady = true, .inspect = nothing)}},

  /* the text */
  {"beacon: text: \"{state\" has no closing brace",
   {WITH(.text = "one {state")}},
  {"beacon: text: \"{state{more}}\" has no closing brace",
   {WITH(.text = "{state{more}}")}},
  {"beacon: text: \"}, {state}\" has no opening brace",
   {WITH(.text = "one}, {state}")}},
  {"beacon: text: \"type\" is no field", {WITH(.text = "{type}")}},
  {"beacon: text: \"abcdefghijklmnopqrstuvwxyzabcde\" is no field",
   {WITH(.text = "{" LONG "}")}},
  {"beacon: text: \"\" is no field", {WITH(.text = "{}")}},
  {"beacon: text: \"state:\" has no digit from 1 to 9 behind it",
   {WITH(.text = "{state:x}")}},
  {"beacon: text: \"state:\" has no digit from 1 to 9 behind it",
   {WITH(.text = "{state:12}")}},
  {"beacon: text: \"state:\" has no digit from 1 to 9 behind it",
   {WITH(.text = "{state:")}},
  {"beacon: text: \"data\" is no integer, and has no digits",
   {NAMED_("beacon", .fields = ROWS(B("data", 8, "data")), NOBODY,
           .text = "{data:2}")}},
  {"beacon: its text has more than 255 bytes", {WITH(.text = LONGER)}},

  /* texts that others end */
  {"beacon.a: another end, but no first one, or no form",
   {BEACON(T("a", 0, "a", ENDED(" "), OR_ENDED(".")))}},
  {"beacon.a: another end of no bytes, or of more than 16",
   {BEACON(ONE("k"), T("a", 0, "a", ENDED(" "), OR_ENDED(""),
                       FORM("k", 1, 1)))}},
  {"beacon.a: only text with an end is not there unless ...",
   {BEACON(T("a", 0, "a", UNLESS("x")))}},
  {"beacon.a: not there by default, but it has one",
   {BEACON(T("a", 0, "a", ENDED(" "), UNLESS("x"), DEFAULT_LIST("b")))}},
  {"beacon.a: only text without an end and a size is a span",
   {BEACON(T("a", 0, "a", ENDED(" "), SPAN("x")))}},
  {"beacon.a.b: a row of an item stands in any case",
   {BEACON(DEEP(T("b", 0, "b", ENDED(" "), UNLESS("x"))))}},
  {"beacon.a: there when \"b\", which is no integer",
   {BEACON(T("b", 0, "b", ENDED(" ")),
           T("a", 0, "a", ENDED(" "), WHEN("b", 1, 2)))}},
  {NULL, {BEACON(T("b", 0, "b", ENDED(" "), UNLESS("!")),
                 T("a", 0, "a", ENDED(" "), OR_ENDED("."), FORM("b", 1, 2)),
                 T("c", 0, "c", SPAN("01")), ONE("d"))}},

  /* prefixes */
  {"beacon: a prefix, but of no carrier", {WITH(.prefix = {NULL, 2})}},
  {"beacon: a prefix of 5 bytes: 1 to 4 expected",
   {WITH(.prefix = {"other", 5})}},
  {NULL, {WITH(.prefix = {"other", 4})}},

  /* carriers */
  {"beacon: carrier \"Other\": a name is lowercase letters, then digits, "
   "without anything between",
   {PARENT("beacon", CARRIERS({"Other", 1, {0}}))}},
  {NULL, {PARENT("beacon", CARRIERS({"other", 1, {0}}))}},
  {"beacon: carried by \"other\" on a condition without a field",
   {PARENT("beacon", CARRIERS({"other", 1, IF(NULL, 1, 2)}))}},
  {"beacon: carried when \"type\" is no field",
   {PARENT("beacon", CARRIERS({"other", 1, IF("type", 1, 2)}))}},
  {"beacon: carried when \"state\" is 3 to 2, an empty range",
   {PARENT("beacon", CARRIERS({"other", 1, IF("state", 3, 2)}))}},
  {"beacon: carried by \"other\" under 5, but that has no field for it: 0 "
   "expected",
   {PARENT("other", NOBODY), PARENT("beacon", CARRIERS({"other", 5, {0}}))}},
  {NULL,
   {PARENT("other", NOBODY), PARENT("beacon", CARRIERS({"other", 0, {0}}))}},
  {"beacon: carried by \"other\" under 1500, which is a length there",
   {PARENT("other", NOBODY, .next = "state", .lengths = true),
    PARENT("beacon", CARRIERS({"other", 1500, {0}}))}},
  {"beacon: carried by \"other\" under 4294967296, of more than 32 bits",
   {PARENT("other", NOBODY, .next = "state",
           RULES({"own", RULE_OWN, ALWAYS, .with = "more"})),
    PARENT("beacon", CARRIERS({"other", UINT64_C(1) << 32, {0}}))}},
  {"beacon: carried by \"other\" under 65536, which \"state\" does not hold",
   {PARENT("other", NOBODY, .next = "state"),
    PARENT("beacon", CARRIERS({"other", 65536, {0}}))}},
  {"beacon: carried by \"other\", whose numbers are those of \"third\": name "
   "that",
   {PARENT("third", NOBODY, .next = "state"),
    PARENT("other", NOBODY, .next = "state", .space = "third"),
    PARENT("beacon", CARRIERS({"other", 1, {0}}))}},
  {"beacon: numbers of \"other\", which are those of \"third\": name that",
   {PARENT("third", NOBODY, .next = "state"),
    PARENT("other", NOBODY, .next = "state", .space = "third"),
    WITH(.next = "state", .space = "other")}},
  {"beacon: carried by \"other\" under 7, as \"third\" is",
   {PARENT("other", NOBODY, .next = "state"),
    PARENT("third", CARRIERS({"other", 7, {0}})),
    PARENT("beacon", CARRIERS({"other", 7, IF("state", 1, 1)}))}},
  {"beacon: carried by \"other\" under 7, as \"beacon\" is",
   {PARENT("other", NOBODY, .next = "state"),
    PARENT("beacon", CARRIERS({"other", 7, {0}}, {"other", 7, {0}}))}},

  /* link types */
  {"beacon: link type 1 begins with \"other\" already",
   {PARENT("other", NOBODY, LINKS(1)), WITH(LINKS(2, 1))}},
  {"beacon: link type 2 begins with \"beacon\" already", {WITH(LINKS(2, 2))}},
};

#define CASES (sizeof cases / sizeof *cases)

static unsigned failed;

static void judge(const char *expected, const char *text) {
  if (text && strchr(text, ':')) puts(text);
  if (!text && !expected) return;
  if (text && expected && strcmp(text, expected) == 0) return;
  failed++;
  fprintf(stderr, "expected: %s\ngot:      %s\n",
          expected ? expected : "nothing", text ? text : "nothing");
}

static void expect(const char *expected, const Protocol *const *list) {
  static Protocols all;
  void *room = malloc(protocols_room(list) + 1);
  const char *text = room ? protocols_init(&all, list, room) : "no memory";
  judge(expected, text);
  free(room);
}

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
  if (now.version != 6 + CARRIES_MAX) judge("a version for each change", "others");
}

int main(int argc, char **argv) {
  (void)argv;
  for (const char *const *n = reserved_names; argc > 1 && *n; n++) puts(*n);
  if (argc > 1) return 0;
  for (unsigned i = 0; i < MANY; i++) {
    unsigned n = i, at = 0;
    do words[i][at++] = (char)('a' + n % 26); while ((n /= 26) > 0);
  }
  for (size_t i = 0; i < CASES; i++) {
    const Protocol *list[4] = {NULL};
    for (size_t k = 0; k < 3; k++)
      if (k == 0 || cases[i].list[k].name) list[k] = &cases[i].list[k];
    expect(cases[i].text, list);
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
  if (failed) fprintf(stderr, "%u differ\n", failed);
  return failed > 0;
}
