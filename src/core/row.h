/*
** row.h - rows: the fields of headers, and of the lists in them
**
** A row gives the width of a field. Its place in the header follows from the
** rows before it.
*/
#ifndef PYCAP_ROW_H
#define PYCAP_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FIELDS_MAX 48      /* fields of one protocol */
#define KINDS_HIGH 192     /* the kind of bit 0 in Items.high */

typedef enum Kind {
  KIND_UINT,  /* unsigned integer of 1 to 56 bits */
  KIND_MAC,   /* hardware address; text when it has 6 bytes */
  KIND_IP4,   /* IPv4 address; text when it has 4 bytes */
  KIND_IP6,   /* IPv6 address; text when it has 16 bytes */
  KIND_BYTES, /* bytes as they are */
  KIND_TEXT,  /* text; zeros fill up a fixed width */
  KIND_NAME,  /* a domain name (domain.h); reading gives its place first */
  KIND_ITEMS  /* a list: options and their like, or rows that repeat */
} Kind;

/* The byte order of an integer. Those other than network order need whole
** bytes. */
typedef enum Order {
  ORDER_NETWORK,
  ORDER_LITTLE,
  ORDER_WRITER  /* the order of the writer: it is read in the order in which it
                   is below 65536, and written in little-endian order */
} Order;

/* A name for a value. */
typedef struct Name {
  uint32_t value;
  const char *name;      /* NULL ends the list */
  const char *constant;  /* the value's constant in C headers; NULL: none */
} Name;

/*
** A condition on another field of the same header. It is met where the field's
** value is in a range, or is one of a set. For text with `unless` the value is
** its size; 0: the text is not there.
*/
typedef struct Condition {
  const char *field;  /* NULL: no condition */
  uint32_t from, to;  /* in the field's own units */
  uint32_t mask;      /* the bits of the value that count; 0: all */
  uint64_t among;     /* if not 0, replaces from and to: BIT(n) | ... */
} Condition;

struct Items;

typedef struct Field {
  const char *name;  /* NULL ends the rows */
  Kind kind;
  uint16_t width;         /* in bits; 0: the rest of the header */
  const char *meaning;
  uint64_t preset;        /* an integer's default; for bytes of width 0, their
                             default number */
  const uint8_t *presets; /* the default of other kinds; NULL: zeros */
  const Name *names;
  uint16_t scale;         /* an integer's unit: its value is the number on the
                             wire times this; 0: 1 */
  uint16_t plus;          /* added to that value */
  Order order;
  const struct Items *items;  /* for KIND_ITEMS: the rows of the list */
  bool hex;               /* printed in hexadecimal */
  bool spelt;             /* a domain name is written without pointers */
  bool alone;             /* with `spelt`: one with pointers is no name */
  bool time;              /* NTP time: seconds since 1900 and their fraction */
  bool bits;              /* `names` are names of single bits */
  bool optional;          /* absent where the header ends before it */
  const uint8_t *ended;   /* text or a list ends before these bytes */
  uint8_t endsize;        /* how many bytes `ended` has */
  const char *other;      /* used in place of `ended` where `form` is not met */
  const char *unless;     /* for text with an end: where these bytes stand in
                             its place, it is absent, and empty */
  const char *span;       /* text goes on while its bytes are among these */
  const char *sized;      /* the field that holds this one's length in bytes */
  const char *counted;    /* the field that holds this one's count */
  uint8_t unit;           /* the count is of units of so many bytes; 0: of the
                             items of a list */
  bool inbits;            /* the count is of bits, which whole bytes hold */
  uint8_t more;           /* so many items more than the count */
  uint8_t least;          /* for a list with a count: absent unless so many
                             bytes are left for each item; 0: no condition */
  bool instead;           /* absent where the next list, which has the same
                             count, is present */
  uint8_t leaves;         /* a list ends where no more than so many bytes are
                             left */
  Condition when;         /* absent unless this is met */
  Condition form;         /* where it is not met, text is raw bytes, `unit` does
                             not apply, and `other` replaces `ended` */
} Field;

/* Rows. Behind the meaning may stand any of the attributes below. */
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
#define COUNTED_BITS(field_) .counted = field_, .unit = 1, .inbits = true
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
** A field of KIND_ITEMS holds a list of items. The rows of an item lie one
** after the other, and take the attributes that rows of a header take: SIZED,
** COUNTED, ENDED, WHEN, lists in lists. The field that such an attribute names
** is an earlier row of the same item. An item of a list of options has a head
** with "kind" and "length", and behind it the data; the kind decides on the
** rows of the data. In a plain list an item is a head alone. A list ends by a
** count (COUNTED_ITEMS), a length (SIZED), end bytes (ENDED), a number of bytes
** left (LEAVES), or where the header or item around it ends.
*/

/* One kind of item. */
typedef struct Item {
  uint32_t kind;
  const char *name;     /* NULL ends the list of kinds */
  const char *meaning;
  const Field *fields;  /* the rows of its data; NULL: raw bytes, "data" */
  const char *group;    /* the name of the rows that repeat; NULL: none do */
  const Field *each;    /* rows that repeat, from `fields` to the item's end */
} Item;

/* The form of a list. */
typedef struct Items {
  const Field *head;   /* rows: "kind", "length", and others before the data */
  const Item *known;   /* the kinds that have rows or names */
  bool plain;          /* no kinds: an item is a head, without data */
  uint64_t bare;       /* kinds that are a single byte, without length and data:
                          BIT(n) | ... */
  uint64_t high;       /* such kinds from 192 on: BIT(n - KINDS_HIGH) | ... */
  bool ends;           /* the kind `last` ends the list */
  uint32_t last;
  bool whole;          /* "length" counts the head, too */
  bool joins;          /* the data of all items of one kind form one value */
  bool inward;         /* pointers of domain names in an item's data count from
                          the beginning of that data, not of the message */
  const char *tail;    /* the row of the head that counts further bytes behind
                          the data; NULL: there are none */
  const char *tailname;  /* the name of those bytes */
  uint8_t align;       /* items begin at multiples of so many bytes; 0: 1 */
  uint8_t pad;         /* zeros fill the list up to a multiple of this; 0: 1 */
  uint8_t lead;        /* bytes of the header before the list; `pad` counts them
                          as well */
} Items;

#endif
