/*
** field.h - rows: what a header is made of, how to read, write and print it
**
** A row gives a field's width; where it lies follows from the rows before it.
** Nothing here allocates, nor reads or writes outside the lengths given.
*/
#ifndef PYCAP_FIELD_H
#define PYCAP_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FIELDS_MAX 48      /* fields of one protocol */
#define FIELD_TEXT_MAX 64  /* the longest text of a number or an address */

typedef enum Kind {
  KIND_UINT,  /* unsigned integer of 1 to 56 bits */
  KIND_MAC,   /* hardware address; text when it has 6 bytes */
  KIND_IP4,   /* IPv4 address; text when it has 4 bytes */
  KIND_IP6,   /* IPv6 address; text when it has 16 bytes */
  KIND_BYTES, /* bytes as they are */
  KIND_ITEMS  /* options and their like: a list of items (items.h) */
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

/* Another field of the same header and the values it must have. */
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
  bool bits;              /* the names are those of single bits */
  bool optional;          /* there only where the header goes on so far */
  const char *sized;      /* the field that holds this one's length in bytes */
  const char *counted;    /* the field that says how much this one holds: */
  uint8_t unit;           /* items of a list, or units of so many bytes */
  Condition when;         /* there only when ... */
  Condition form;         /* text only when ..., else bytes as they are; of
                             what is counted: only then by that unit */
} Field;

/* Rows. After the meaning: any of the attributes below. */
#define U(name_, width_, ...) \
  {.kind = KIND_UINT, .name = name_, .width = width_, .meaning = __VA_ARGS__}
#define A(name_, kind_, ...) \
  {.kind = KIND_##kind_, .name = name_, .width = WIDTH_##kind_, \
   .meaning = __VA_ARGS__}
#define B(name_, width_, ...) \
  {.kind = KIND_BYTES, .name = name_, .width = width_, .meaning = __VA_ARGS__}

#define I(name_, items_, ...) \
  {.kind = KIND_ITEMS, .name = name_, .items = items_, .meaning = __VA_ARGS__}

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
#define COUNTED(field_, unit_) .counted = field_, .unit = unit_
#define COUNTED_ITEMS(field_) .counted = field_
#define HEX .hex = true
#define WHEN(field_, from_, to_) .when = {field_, from_, to_, 0, 0}
#define WHEN_BITS(field_, mask_) .when = {field_, 1, UINT32_MAX, mask_, 0}
#define WHEN_AMONG(field_, bits_) .when = {field_, 0, 0, 0, bits_}
#define WHEN_MASKED(field_, mask_, from_, to_) \
  .when = {field_, from_, to_, mask_, 0}
#define IF(field_, from_, to_) {field_, from_, to_, 0, 0}
#define BIT(n_) (UINT64_C(1) << (n_))
#define FORM(field_, from_, to_) .form = {field_, from_, to_, 0, 0}

/* A field's value: `number` of an integer, `bytes` and `size` of the others. */
typedef struct Value {
  bool set;
  bool reversed;  /* ORDER_WRITER: the lowest byte came first */
  uint64_t number;
  const uint8_t *bytes;
  size_t size;
} Value;

/* Rows with what follows from them. */
typedef struct Layout {
  const Field *fields;
  uint8_t count;
  uint8_t dynamic;  /* first field whose place or size the header decides */
  bool open;        /* nothing counts the header: a field of width 0 goes on to
                       the end of all that is there */
  int8_t length;    /* the field with the header's own length, -1: none */
  uint16_t unit;    /* zeros make what is written a multiple of so many bytes;
                       0: 1 */
  uint32_t fixed;   /* bytes up to there */
  /*
  ** Most headers have the usual lengths, and then all is where at[] says: those
  ** in which lengths[] are what they say. Bytes; 0: there are no such headers.
  */
  uint32_t usual;
  struct { uint8_t at, size; } lengths[2];
  struct {
    uint16_t offset;  /* in bits; behind the first dynamic field the usual */
    int8_t sized, counted, when, form;  /* indices of those, -1: none */
    bool follows;     /* it is the length or the count of another field */
    uint8_t bytes;    /* of an integer in network order: those it lies in, */
    uint8_t shift;    /* and the bits behind it in the last; 0 bytes: other */
  } at[FIELDS_MAX];
} Layout;

/* NULL, or what is wrong with the rows (a mistake in the program). */
const char *layout_init(Layout *layout, const Field *fields);

/* True for a header, whole up to the dynamic fields, with usual lengths. */
static inline bool layout_regular(const Layout *l, const uint8_t *header) {
  return l->usual > 0 && header[l->lengths[0].at] == l->lengths[0].size &&
         header[l->lengths[1].at] == l->lengths[1].size;
}

/* True when the header is whole and its fields lie where at[] says. */
static inline bool layout_usual(const Layout *l, const uint8_t *header,
                                uint32_t length) {
  if (length < l->fixed) return false;
  return l->dynamic == l->count ||
         (length >= l->usual && layout_regular(l, header));
}

/* The index of a field, or -1. */
int layout_find(const Layout *layout, const char *name);

/*
** Where the rows end, in bytes: the header's length as its own length fields
** have it, 0 when they reach beyond `left`. A field of width 0 takes all of
** `left` when the layout is open, else nothing here: whoever knows the header's
** length counts it.
*/
uint32_t layout_length(const Layout *layout, const uint8_t *header,
                       uint32_t left);

/*
** Reads field `i` of a header of `length` bytes. False: it is not there (its
** condition does not hold, or the header ends before it). Of a header that is
** cut, `length` are the bytes that are there: bytes that would go on are no
** whole field, a list goes as far as they do.
*/
bool field_read(const Layout *layout, unsigned i, const uint8_t *header,
                uint32_t length, Value *value);

/* True when condition `c` on field `i` (-1: none) holds in the header. */
bool field_holds(const Layout *layout, const Condition *c, int i,
                 const uint8_t *header, uint32_t length);

/*
** The integer of field `i`, of which at[i].bytes is not 0, in a header that
** holds it.
*/
static inline uint64_t layout_number(const Layout *l, unsigned i,
                                     const uint8_t *header) {
  const Field *f = &l->fields[i];
  const uint8_t *p = header + (l->at[i].offset >> 3);
  uint64_t n = p[0];
  if (l->at[i].bytes == 2) n = n << 8 | p[1];
  else for (unsigned k = 1; k < l->at[i].bytes; k++) n = n << 8 | p[k];
  n = n >> l->at[i].shift & ((UINT64_C(1) << f->width) - 1);
  return (f->scale ? n * f->scale : n) + f->plus;
}

/* True when a number satisfies a condition. */
static inline bool condition_met(const Condition *c, uint64_t number) {
  if (c->mask) number &= c->mask;
  if (c->among) return number < 64 && c->among >> number & 1;
  return number >= c->from && number <= c->to;
}

/* The largest number that the field takes, in its own units. */
uint64_t field_largest(const Field *field);

/* The default of an integer, in its own units. */
static inline uint64_t field_preset(const Field *field) {
  return field->preset > field->plus ? field->preset : field->plus;
}

/* True when the field takes the number: it fits, and is a multiple. */
bool field_takes(const Field *field, uint64_t number);

/*
** Rows without a layout, one after the other (items.h): reads the field that
** begins at bit `offset` of bytes that end at bit `end`, and returns where the
** next one begins; 0: it is not whole. Writes one, into zeros.
*/
uint64_t row_read(const Field *field, const uint8_t *bytes, uint64_t offset,
                  uint64_t end, Value *value);
uint64_t row_write(const Field *field, const Value *value, uint8_t *bytes,
                   uint64_t offset, uint64_t end);

/* The bytes of a usual value: 6, 4, 16, or of fixed width; else 0. */
size_t field_size(const Field *field);

/*
** The name of a number, or NULL; the number of a name: false: none. Of bits:
** the names of those that are set, "syn, ack"; what has no name is left out.
*/
const char *name_text(const Name *names, uint64_t value);
bool name_value(const Name *names, const char *text, uint64_t *value);
size_t bits_text(const Name *names, uint64_t value, char *out, size_t room);
bool bits_value(const Name *names, const char *text, uint64_t *value);

/*
** A number, or an address of the usual size, as text; returns the length.
** `buffer` has FIELD_TEXT_MAX bytes.
*/
size_t field_text(const Field *field, const Value *value, char *buffer);

/*
** Writes a header from values, one for each field (the unset ones are taken
** from `base`, a header of `length` bytes). Unset lengths and counts follow the
** fields they count where one of those is set. Returns the bytes written, or
** -1: `*culprit` is the field that contradicts, or does not fit into `room`.
*/
int64_t header_write(const Layout *layout, const Value *values,
                     const uint8_t *base, uint32_t length, uint8_t *out,
                     size_t room, unsigned *culprit);

/* Overwrites one integer field of a header in place; false: not there. */
bool field_write(const Layout *layout, unsigned i, uint8_t *header,
                 uint32_t length, uint64_t number);

/* The header with every field at its default; returns its length. */
uint32_t header_preset(const Layout *layout, uint8_t *out, size_t room);

#endif
