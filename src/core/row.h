/*
** row.h - rows: what headers, and the lists in them, are made of
**
** A row gives a field's width; where it lies follows from the rows before it.
*/
#ifndef PYCAP_ROW_H
#define PYCAP_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FIELDS_MAX 48      /* fields of one protocol */
#define KINDS_HIGH 192     /* the first of the kinds in Items.high */

typedef enum Kind {
  KIND_UINT,  /* unsigned integer of 1 to 56 bits */
  KIND_MAC,   /* hardware address; text when it has 6 bytes */
  KIND_IP4,   /* IPv4 address; text when it has 4 bytes */
  KIND_IP6,   /* IPv6 address; text when it has 16 bytes */
  KIND_BYTES, /* bytes as they are */
  KIND_TEXT,  /* text: of a fixed width, zeros fill it up */
  KIND_NAME,  /* a domain name (domain.h): its place is what is read first */
  KIND_ITEMS  /* a list: options and their like, or rows that repeat */
} Kind;

/* The order of an integer's bytes; other than network: of whole bytes. */
typedef enum Order {
  ORDER_NETWORK,
  ORDER_LITTLE,
  ORDER_WRITER  /* either: the reading that is below 65536; made little */
} Order;

/* A value that has a name, and the constant that C headers know it by. */
typedef struct Name {
  uint32_t value;
  const char *name;      /* NULL ends the list */
  const char *constant;  /* NULL: none */
} Name;

/*
** Another field of the same header and the values it must have; of text with
** `unless` its size, 0: it is not there.
*/
typedef struct Condition {
  const char *field;  /* NULL: no condition */
  uint32_t from, to;  /* in the field's own units */
  uint32_t mask;      /* the bits of the value that count; 0: all */
  uint64_t among;     /* if not 0, instead of from and to: BIT(n) | ... */
} Condition;

struct Items;

typedef struct Field {
  const char *name;  /* NULL ends the rows */
  Kind kind;
  uint16_t width;         /* in bits; 0: all that is left of the header */
  const char *meaning;
  uint64_t preset;        /* the default of an integer; of bytes of width 0,
                             how many there are by default */
  const uint8_t *presets; /* the default of other kinds, NULL: zeros */
  const Name *names;
  uint16_t scale;         /* an integer counts units of so many; 0: 1 */
  uint16_t plus;          /* and is so much more than it says */
  Order order;
  const struct Items *items;  /* of KIND_ITEMS: what is in the list */
  bool hex;               /* printed in hexadecimal */
  bool spelt;             /* a domain name that is written without pointers, */
  bool alone;             /* and is none where it has some */
  bool time;              /* NTP's: seconds since 1900 and their fraction */
  bool bits;              /* the names are those of single bits */
  bool optional;          /* there only where the header goes on so far */
  const uint8_t *ended;   /* of text, or a list: the bytes behind its end, */
  uint8_t endsize;        /* and how many they are */
  const char *other;      /* those instead, where `form` does not hold */
  const char *unless;     /* of text with an end: not there, and empty, where
                             these bytes stand in its place */
  const char *span;       /* text goes on as long as its bytes are of these */
  const char *sized;      /* the field that holds this one's length in bytes */
  const char *counted;    /* the field that says how much this one holds: */
  uint8_t unit;           /* items of a list, or units of so many bytes, */
  uint8_t more;           /* and so many items more */
  uint8_t least;          /* of a list with a count: there only where what is
                             left has so many bytes for each item; 0: always */
  bool instead;           /* there only where the list behind it, of the same
                             count, is not */
  uint8_t leaves;         /* a list ends where so many bytes are left, or less;
                             0: where none is */
  Condition when;         /* there only when ... */
  Condition form;         /* text only when ..., else bytes as they are; of
                             what is counted: only then by that unit; of what
                             has another end: only then by the first */
} Field;

/* Rows. After the meaning: any of the attributes below. */
#define U(name_, width_, ...) \
  {.kind = KIND_UINT, .name = name_, .width = width_, .meaning = __VA_ARGS__}
#define A(name_, kind_, ...) \
  {.kind = KIND_##kind_, .name = name_, .width = WIDTH_##kind_, \
   .meaning = __VA_ARGS__}
#define B(name_, width_, ...) \
  {.kind = KIND_BYTES, .name = name_, .width = width_, .meaning = __VA_ARGS__}

#define T(name_, width_, ...) \
  {.kind = KIND_TEXT, .name = name_, .width = width_, .meaning = __VA_ARGS__}
#define N(name_, ...) {.kind = KIND_NAME, .name = name_, .meaning = __VA_ARGS__}
#define TIME(name_, ...) \
  {.kind = KIND_UINT, .name = name_, .width = 64, .time = true, \
   .meaning = __VA_ARGS__}
#define I(name_, items_, ...) \
  {.kind = KIND_ITEMS, .name = name_, .items = items_, .meaning = __VA_ARGS__}
/* A list of rows that repeat: L("servers", address_rows, "meaning"). */
#define L(name_, rows_, ...) \
  {.kind = KIND_ITEMS, .name = name_, \
   .items = &(const Items){.head = rows_, .plain = true}, \
   .meaning = __VA_ARGS__}

#define WIDTH_MAC 48
#define WIDTH_IP4 32
#define WIDTH_IP6 128

#define DEFAULT(value_) .preset = value_
#define DEFAULT_BYTES(bytes_) .presets = (const uint8_t *)bytes_
#define DEFAULT_LIST(bytes_) \
  .presets = (const uint8_t *)bytes_, .preset = sizeof bytes_ - 1
#define NAMED(names_) .names = names_
#define BITS(names_) .names = names_, .bits = true
#define OPTIONAL .optional = true
#define SCALED(unit_) .scale = unit_
#define PLUS(more_) .plus = more_
#define LITTLE .order = ORDER_LITTLE
#define WRITERS .order = ORDER_WRITER
#define SIZED(field_) .sized = field_
#define SPELT .spelt = true
#define ALONE .spelt = true, .alone = true
#define ENDED(bytes_) \
  .ended = (const uint8_t *)bytes_, .endsize = sizeof bytes_ - 1
#define OR_ENDED(bytes_) .other = bytes_  /* with FORM */
#define UNLESS(bytes_) .unless = bytes_
#define SPAN(bytes_) .span = bytes_
#define COUNTED(field_, unit_) .counted = field_, .unit = unit_
#define COUNTED_ITEMS(field_) .counted = field_
#define LAST_ITEM(field_) .counted = field_, .more = 1  /* index, from 0 */
#define AT_LEAST(bytes_) .least = bytes_
#define INSTEAD .instead = true
#define LEAVES(bytes_) .leaves = bytes_
#define HEX .hex = true
#define WHEN(field_, from_, to_) .when = {field_, from_, to_, 0, 0}
#define WHEN_BITS(field_, mask_) .when = {field_, 1, UINT32_MAX, mask_, 0}
#define WHEN_AMONG(field_, bits_) .when = {field_, 0, 0, 0, bits_}
#define WHEN_MASKED(field_, mask_, from_, to_) \
  .when = {field_, from_, to_, mask_, 0}
#define IF(field_, from_, to_) {field_, from_, to_, 0, 0}
#define IF_BITS(field_, mask_) {field_, 1, UINT32_MAX, mask_, 0}
#define IF_AMONG(field_, bits_) {field_, 0, 0, 0, bits_}
#define BIT(n_) (UINT64_C(1) << (n_))
#define FORM(field_, from_, to_) .form = {field_, from_, to_, 0, 0}

/*
** A field of KIND_ITEMS holds a list. Its rows lie one after the other, and say
** of each other what those of a header do: SIZED, COUNTED, ENDED, WHEN, lists
** in lists; names of fields are those of rows before, in the same item. Of
** options and their like: the head has "kind" and "length", behind it lie the
** data, whose rows are those of the kind. Else an entry is its head alone. A
** list ends by a count (COUNTED_ITEMS), a length (SIZED), an end (ENDED), where
** so many bytes are left (LEAVES), or with what it is in.
*/

/* One kind of item. */
typedef struct Item {
  uint32_t kind;
  const char *name;     /* NULL ends the list of kinds */
  const char *meaning;
  const Field *fields;  /* the rows of its data; NULL: bytes, "data" */
  const char *group;    /* what the rows that repeat are called; NULL: none */
  const Field *each;    /* the rows that repeat behind `fields` to the end */
} Item;

/* What is in a list. */
typedef struct Items {
  const Field *head;   /* rows: "kind", "length", what else precedes the data */
  const Item *known;
  bool plain;          /* no kinds: an entry is a head, without data */
  uint64_t bare;       /* kinds of one byte, without length and data: BIT(n), */
  uint64_t high;       /* and those from 192 on: BIT(n - KINDS_HIGH) */
  bool ends;           /* the kind `last` ends the list */
  uint32_t last;
  bool whole;          /* length counts the head, too */
  bool joins;          /* data of several items of a kind are one value */
  bool inward;         /* names in an item's data point into these, not into
                          the message */
  const char *tail;    /* the row of the head that counts bytes behind the
                          data, which are no part of that; NULL: none, and */
  const char *tailname;  /* what they are called */
  uint8_t align;       /* items begin at multiples of so many bytes; 0: 1 */
  uint8_t pad;         /* zeros make the list a multiple of this; 0: 1 */
  uint8_t lead;        /* bytes of the header before the list that pad counts */
} Items;

#endif
