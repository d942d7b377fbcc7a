/*
** proto.h - the protocols, who carries whom
*/
#ifndef PYCAP_PROTO_H
#define PYCAP_PROTO_H

#include "../proto/list.h"
#include "field.h"

/*
** Who carries a protocol, and under which number: that of the parent's `next`.
** A parent without `next` carries what stands under number 0; one whose inspect
** finds out what follows, what stands under the numbers that it looks up. Where
** a protocol has several numbers in one parent, the first whose condition holds
** is used in composing; those in the parent's own name go before those in the
** name of the protocol whose numbers it holds, and its inspect looks them up
** (stack_own). A parent that is not built is passed over.
*/
typedef struct Carrier {
  const char *parent;  /* NULL ends the list */
  uint32_t number;
  Condition when;
} Carrier;

/* The field that counts the bytes up to the end of the payload. */
typedef struct Extent {
  const char *field;  /* NULL: there is none */
  bool header;        /* it counts the header, too */
  bool open;          /* 0: not known, all that is there */
} Extent;

/* What a checksum covers, and how (checksum.h). */
typedef struct Checksum {
  const char *field;  /* NULL: there is none */
  enum { SUM_INTERNET, SUM_CRC32C } kind;
  enum {
    COVERS_HEADER,    /* the header alone */
    COVERS_REST,      /* the header and what it carries */
    COVERS_PSEUDO     /* that, and the pseudo header of IP or IPv6 */
  } covers;
  bool optional;      /* 0: none was computed */
} Checksum;

struct Stack;
struct Layer;

typedef struct Protocol {
  const char *name;       /* as the filter language calls it */
  const char *title;      /* as tostring begins */
  const char *meaning;    /* the name in full */
  const char *reference;  /* the document that defines it */
  const Field *fields;
  const Carrier *carriers;
  const char *next;    /* the field that says what follows, or NULL */
  const char *space;   /* whose numbers it holds, NULL: the protocol's own */
  const char *twin;    /* the field that, unset, holds the same; or NULL */
  const char *length;  /* the field with the header's length in bytes */
  /*
  ** "{field} -> {field:hex digits}, ...": a part between commas is left out
  ** where it names fields and none is there. NULL: all fields.
  */
  const char *text;
  bool lengths;        /* up to 1500, `next` is the length of what follows, and
                          that is what stands under number 0 (IEEE 802.3) */
  Extent extent;
  Checksum checksum;
  const int *datalinks; /* the link types (DLT) whose frames begin with it, up
                           to a -1; NULL: none */
  /*
  ** False: what stands here is a header of protocol `otherwise`, or none where
  ** that is NULL. NULL: never.
  */
  bool (*is)(const uint8_t *bytes, uint32_t left);
  const char *otherwise;
  /*
  ** What the rows cannot say about a header that is whole (packet.h:
  ** stack_...). Returns NULL, or why decoding stops here: header_cut where it
  ** is not whole after all.
  */
  const char *(*inspect)(struct Stack *stack, const struct Layer *layer);
  bool rare;    /* inspect is for headers of unusual lengths, and for those of
                   which `next` is the length of what follows */
  bool steady;  /* inspect leaves what follows to `next`, or ends there */
} Protocol;

enum {
#define PROTOCOL(name) PROTOCOL_##name,
  PROTOCOL_LIST(PROTOCOL)
#undef PROTOCOL
  PROTOCOL_COUNT
};

#define PROTOCOL_NONE PROTOCOL_COUNT

#define CHILDREN_SIZE 1024   /* of the table of children, a power of two */
#define PRESETS_SIZE 64      /* the longest header at its defaults */
#define DATALINKS_MAX 32
#define LENGTHS_MAX 1500     /* the longest IEEE 802.3 frame */

/* A protocol with what follows from its rows. */
typedef struct Known {
  const Protocol *protocol;
  bool (*is)(const uint8_t *bytes, uint32_t left);  /* the protocol's */
  uint16_t index;
  uint16_t space;    /* the protocol whose numbers `next` holds */
  int8_t next;       /* index of that field, -1: none */
  int8_t twin;       /* index of that field, -1: none */
  int8_t length;     /* index of the length field, -1: none */
  int8_t extent;     /* index of that field, -1: none */
  int8_t checksum;   /* index of that field, -1: none */
  uint16_t only;     /* what follows where `next` is -1 */
  uint16_t otherwise;
  bool lists;        /* no length, but lists or counts end the header */
  uint8_t next_size; /* `next` is so many whole bytes at next_at, 1 or 2; 0: it
                        is something else, for field_read */
  uint16_t next_at;  /* in bytes */
  uint32_t swift;    /* bytes of a usual header, of which neither length fields
                        nor `is` and inspect say more; 0: they do */
  bool counted;      /* nothing but its length field counts what is dynamic */
  bool simple;       /* of fixed length, without extent and `is` */
  bool plain;        /* simple, with next_size, without inspect */
  bool steady;       /* `next`, in a fixed place, says all of what follows */
  bool ports;        /* it begins with "sourceport" and "destinationport" */
  uint8_t address;   /* bytes of "source" and "destination"; 0: no IP ones */
  uint16_t source_at, destination_at;  /* in bytes */
  uint32_t preset_length;
  uint8_t preset[PRESETS_SIZE];
  Layout layout;
} Known;

/* The number in `next`, where next_size is not 0. */
static inline uint32_t known_next(const Known *k, const uint8_t *header) {
  const uint8_t *p = header + k->next_at;
  return k->next_size == 2 ? (uint32_t)(p[0] << 8 | p[1]) : p[0];
}

typedef struct Child {
  uint32_t number;
  uint16_t space;
  uint16_t protocol;  /* PROTOCOL_NONE: empty */
} Child;

/* All protocols. Built once for each Lua state, constant from then on. */
typedef struct Protocols {
  Known known[PROTOCOL_COUNT];
  Child children[CHILDREN_SIZE];
  struct { int datalink; uint16_t protocol; } roots[DATALINKS_MAX];
  bool below[PROTOCOL_COUNT][PROTOCOL_COUNT]; /* below[a][b]: b can follow a */
} Protocols;

/* NULL, or what is wrong with the rows (a mistake in the program). */
const char *protocols_init(Protocols *all);

/* Indices, or PROTOCOL_NONE (so does a name that is NULL give). */
unsigned protocols_find(const Protocols *all, const char *name);
unsigned protocols_root(const Protocols *all, int datalink);

/* Who stands under a number in a parent's space. */
static inline unsigned child_slot(unsigned space, uint32_t number) {
  return ((number ^ space << 11) * UINT32_C(0x9e3779b1)) >> 22;
}

static inline unsigned protocols_child(const Protocols *all, unsigned space,
                                       uint32_t number) {
  unsigned slot = child_slot(space, number);
  for (;; slot = (slot + 1) % CHILDREN_SIZE) {
    const Child *child = &all->children[slot];
    if (child->protocol == PROTOCOL_NONE) return PROTOCOL_NONE;
    if (child->number == number && child->space == space)
      return child->protocol;
  }
}

/*
** The number under which a header of `child` stands in a parent's space; false
** when that parent does not carry it.
*/
bool protocols_number(const Protocols *all, unsigned parent, unsigned child,
                      const uint8_t *header, uint32_t length,
                      uint32_t *number);

/* As tostring gives it, cut to `room`; returns the length. */
size_t header_text(const Known *known, const Value *values, char *out,
                   size_t room);

#endif
