/*
** protocols.h - all protocols, and which protocol carries which
*/
#ifndef PYCAP_PROTOCOLS_H
#define PYCAP_PROTOCOLS_H

#include <string.h>

#include "rule.h"

#define PROTOCOLS_MAX 255            /* so that an index fits into a byte */
#define PROTOCOL_NONE PROTOCOLS_MAX  /* the index that means "no protocol" */

#define CHILDREN_SIZE 1024   /* places in the table of children, a power of 2 */
#define CHILDREN_MAX 768     /* children in it at most */
#define WRONG_MAX 512        /* bytes of a text that says what is wrong */
#define DATALINKS_MAX 32
#define GROUPS_MAX 64        /* see Protocols.groups */
#define LENGTHS_MAX 1500     /* the longest IEEE 802.3 frame */

/* A protocol, and what is computed from its rows. */
typedef struct Known {
  const Protocol *protocol;
  uint16_t index;
  uint16_t space;    /* the protocol whose numbers `next` holds */
  int8_t next;       /* index of that field, -1: none */
  int8_t twin;       /* index of that field, -1: none */
  int8_t with;       /* index of the field whose bits stand in front of those of
                        `next` in the protocol's own numbers, -1: none */
  int8_t length;     /* index of the length field, -1: none */
  int8_t extent;     /* index of that field, -1: none */
  int8_t checksum;   /* index of that field (of the first one), -1: none */
  uint16_t only;     /* the protocol that follows where `next` is -1 */
  uint16_t otherwise;
  bool replaces;     /* it takes over numbers that other protocols have */
  bool lists;        /* no length field: lists or counts end the header */
  uint8_t split;     /* bits of `next` in a number that has bits of `with` */
  uint64_t sums;     /* BIT(field) of all its checksums */
  uint8_t next_size; /* `next` is so many whole bytes at next_at, 1 or 2; 0: it
                        is neither, and field_read reads it */
  uint16_t next_at;  /* in bytes */
  uint32_t swift;    /* bytes of a usual header that needs no further look: no
                        length fields, no inspect, and no rules where it is calm
                        (known_calm); 0: there is no such header */
  bool sure;         /* simple, and without rules: it need not be calm */
  bool brisk;        /* its length is quickly tested: the bits at length_at are
                        length_is for a header of fixed length, and 16 bits at
                        extent_at give the extent, if there is one */
  uint8_t length_mask, length_is;
  uint16_t length_at, extent_at;  /* in bytes */
  bool counted;      /* only its length field counts bytes of dynamic rows */
  bool simple;       /* of fixed length, without extent and RULE_OTHERWISE */
  bool plain;        /* sure, and `next` is two whole bytes and no port */
  bool steady;       /* `next`, in a fixed place, alone says what follows */
  bool ports;        /* it begins with "sourceport" and "destinationport" */
  bool sides;        /* either of these ports says what follows */
  uint16_t framer;   /* the parent in which a prefix stands before its header */
  uint8_t prefix;    /* bytes of that prefix; 0: there is none */
  uint8_t address;   /* bytes of the IP addresses "source" and "destination"; 0:
                        it has none */
  uint16_t source_at, destination_at;  /* in bytes */
  uint8_t guards;    /* conditions of RULE_OTHERWISE, the first of `looks` */
  uint8_t tests;     /* conditions of the other rules, behind those */
  bool looked;       /* rules or inspect have to look at a whole header */
  const Look *looks;
  uint64_t calm_bits, calm; /* a mask for the first 8 bytes of a header, and the
                               value of a calm one there (known_calm); no bits:
                               no header is known to be calm */
  uint32_t preset_length;
  const uint8_t *preset;  /* the header with every field at its default */
  Layout layout;
} Known;

/*
** True when the header is calm: no rule applies to it, and its lengths are the
** usual ones. False: it is not known.
*/
static inline bool known_calm(const Known *k, const uint8_t *header,
                              uint32_t left) {
  uint64_t word;
  if (!k->calm_bits || left < sizeof word) return false;
  memcpy(&word, header, sizeof word);
  return (word & k->calm_bits) == k->calm;
}

/* True when a rule says that what stands there is another protocol's. */
static inline bool known_otherwise(const Known *k, const uint8_t *header,
                                   uint32_t left) {
  return k->guards && !known_calm(k, header, left) &&
         looks_met(k->looks, k->guards, header, left);
}

/* The number in `next`, where next_size is not 0. */
static inline uint32_t known_next(const Known *k, const uint8_t *header) {
  const uint8_t *p = header + k->next_at;
  return k->next_size == 2 ? (uint32_t)(p[0] << 8 | p[1]) : p[0];
}

typedef struct Child {
  uint32_t number;
  uint16_t space;     /* a protocol; or PROTOCOLS_MAX + 1 + index of a group */
  uint16_t protocol;  /* PROTOCOL_NONE: empty */
} Child;

/* A bit for each protocol. */
typedef struct ProtocolSet {
  uint64_t words[(PROTOCOLS_MAX + 63) / 64];
} ProtocolSet;

static inline bool set_has(const ProtocolSet *set, unsigned protocol) {
  return set->words[protocol / 64] >> protocol % 64 & 1;
}

static inline void set_add(ProtocolSet *set, unsigned protocol) {
  set->words[protocol / 64] |= UINT64_C(1) << protocol % 64;
}

enum {
  LAYER_MADE = 1,    /* made by a script: unset fields are computed */
  LAYER_LINKED = 2,  /* the layer behind it is the same as in the capture */
  LAYER_CUT = 4      /* only its beginning is there, up to the payload's end */
};

typedef struct Layer {
  uint32_t offset, length;  /* the bytes of the header that are there */
  uint16_t protocol;
  uint16_t flags;
} Layer;

#define MOULDS_MAX 10
#define MOULD_LAYERS 4
#define MOULD_WORDS 8
#define MOULD_BYTES 128

/* Some bits that the frames of a mould have. */
typedef struct MouldWord {
  uint64_t mask, value;  /* of the 8 bytes */
  uint32_t at;           /* that begin there */
} MouldWord;

/* The 16 bits in a header of a mould that are its extent. */
typedef struct MouldExtent {
  uint8_t at;            /* where they are, in bytes */
  uint8_t layer;         /* the header, from 0 on, */
  uint8_t begin, length; /* where it is */
  uint8_t more;          /* bytes of it that are not counted */
  bool open;             /* 0 says nothing */
} MouldExtent;

/* A stack of headers of usual lengths, without what rules have to look at
** (mould.h). */
typedef struct Mould {
  MouldWord word[MOULD_WORDS];
  Layer layers[MOULD_LAYERS];
  MouldExtent extent[MOULD_LAYERS];
  uint8_t words, count, extents;
  uint8_t size;          /* bytes of all headers */
  uint8_t alike;         /* moulds that have the same first word, from this on */
  bool ends, sides;      /* of the last header, as in Known, */
  uint16_t next;         /* and what follows it otherwise */
} Mould;

/* What is wrong with rows (check.h). */
typedef struct Wrong {
  char text[WRONG_MAX];
} Wrong;

/* A number to which a protocol was given later, also in place of another one.
** It is in force until it is taken out of the list. */
typedef struct Carry {
  struct Carry *next;
  uint16_t parent, protocol;
  uint64_t number;
  unsigned count;  /* how many protocols were known when it was made */
} Carry;

/*
** All protocols. An index and a Known stay valid for good. protocols_take adds
** a protocol or changes which protocol carries which; `version` changes then,
** and whatever was derived from the old state has to be computed again.
*/
typedef struct Protocols {
  unsigned version;  /* another one after each change */
  unsigned count;
  Known *known[PROTOCOLS_MAX];
  unsigned numbers;  /* how many children there are */
  Child children[CHILDREN_SIZE];
  unsigned grouped;  /* how many groups there are: */
  struct { uint32_t with; uint16_t parent; } groups[GROUPS_MAX];
  struct { int datalink; uint16_t protocol; } roots[DATALINKS_MAX];
  ProtocolSet below[PROTOCOLS_MAX];  /* set_has(&below[a], b): b can follow a */
  Carry *carries;    /* in the order in which they were made */
  unsigned moulds;   /* how many there are: */
  Mould mould[MOULDS_MAX];
  Wrong wrong;
} Protocols;

/* The bytes of `room` that protocols_init needs for a list of protocols. */
size_t protocols_room(const Protocol *const *list);

/*
** Fills in `all` from a list that a NULL ends. `room` holds the computed data,
** and has to be aligned as malloc's memory is. Both list and room have to stay
** valid. Returns NULL; or what is wrong with the rows, a text in `all`.
*/
const char *protocols_init(Protocols *all, const Protocol *const *list,
                           void *room);

/*
** protocols_add fills in `draft`: `all` and one more protocol. `replaces`: it
** takes over numbers that other protocols have. The protocol and `room`, which
** has protocol_room bytes, have to stay valid. Returns NULL; or what is wrong,
** a text in `draft`. protocol_room also takes a protocol that is wrong.
*/
size_t protocol_room(const Protocol *protocol);
const char *protocols_add(Protocols *draft, const Protocols *all,
                          const Protocol *protocol, bool replaces, void *room);

/*
** The same with one more carry, which has to stay valid. NULL: computes `draft`
** again after a carry was taken out of the list.
*/
const char *protocols_carry(Protocols *draft, const Protocols *all,
                            Carry *carry);

/* Replaces `all` by a draft of it that has no errors. */
void protocols_take(Protocols *all, const Protocols *draft);

/* Return the index of a protocol: that of a name (which may be NULL), or the
** one that frames of a link type begin with. PROTOCOL_NONE: there is none. */
unsigned protocols_find(const Protocols *all, const char *name);
unsigned protocols_root(const Protocols *all, int datalink);

/* The child: the protocol that has a number in a space. child_slot is where the
** table of children is searched first. */
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
** protocols_space splits a parent's own number, which may be made of two
** fields. Returns the space of the first field's value, PROTOCOL_NONE where
** there is none; *low becomes the value of the second. protocols_own returns
** the protocol with that number, or PROTOCOL_NONE.
*/
unsigned protocols_space(const Protocols *all, unsigned parent,
                         uint64_t number, uint32_t *low);
unsigned protocols_own(const Protocols *all, unsigned parent, uint64_t number);

/* The computed member of that name; NULL: none. */
const Computed *computed_find(const Protocol *protocol, const char *name);

/*
** True when a prefix stands before a header of `child` that follows a header of
** `before`: the parent that has the prefix, or another header of `child`.
*/
static inline bool protocols_framed(const Protocols *all, unsigned before,
                                    unsigned child) {
  const Known *k = all->known[child];
  return k->prefix > 0 && (before == child || before == k->framer ||
                           all->known[before]->space == k->framer);
}

/*
** Sets *number to the number of `child` in a parent's space, for the given
** header of the child. False: that parent does not carry it.
*/
bool protocols_number(const Protocols *all, unsigned parent, unsigned child,
                      const uint8_t *header, uint32_t length,
                      uint64_t *number);

#endif
