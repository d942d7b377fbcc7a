/*
** protocols.h - all protocols, and who carries whom
*/
#ifndef PYCAP_PROTOCOLS_H
#define PYCAP_PROTOCOLS_H

#include <string.h>

#include "rule.h"

#define PROTOCOLS_MAX 255            /* an index is a byte, */
#define PROTOCOL_NONE PROTOCOLS_MAX  /* and so is what is none */

#define CHILDREN_SIZE 1024   /* of the table of children, a power of two */
#define CHILDREN_MAX 768     /* as many are in it at most */
#define WRONG_MAX 512        /* bytes of a text that says what is wrong */
#define DATALINKS_MAX 32
#define GROUPS_MAX 64        /* numbers that other numbers are behind */
#define LENGTHS_MAX 1500     /* the longest IEEE 802.3 frame */

/* A protocol with what follows from its rows. */
typedef struct Known {
  const Protocol *protocol;
  uint16_t index;
  uint16_t space;    /* the protocol whose numbers `next` holds */
  int8_t next;       /* index of that field, -1: none */
  int8_t twin;       /* index of that field, -1: none */
  int8_t with;       /* index of the field whose bits go before those of `next`
                        in the protocol's own numbers, -1: none */
  int8_t length;     /* index of the length field, -1: none */
  int8_t extent;     /* index of that field, -1: none */
  int8_t checksum;   /* index of that field (of the first one), -1: none */
  uint16_t only;     /* what follows where `next` is -1 */
  uint16_t otherwise;
  bool replaces;     /* numbers that others have become its own */
  bool lists;        /* no length, but lists or counts end the header */
  uint8_t split;     /* the bits of `next` in such a number */
  uint64_t sums;     /* BIT(field) of all its checksums */
  uint8_t next_size; /* `next` is so many whole bytes at next_at, 1 or 2; 0: it
                        is something else, for field_read */
  uint16_t next_at;  /* in bytes */
  uint32_t swift;    /* bytes of a usual header, of which neither length fields
                        nor inspect say more, nor rules where it is calm; 0:
                        they do */
  bool sure;         /* simple, and rules say nothing: calm or not */
  bool brisk;        /* a header of its fixed length, whose bits at length_at
                        say so, and 16 bits at extent_at (where there is an
                        extent) how far it and its payload go */
  uint8_t length_mask, length_is;
  uint16_t length_at, extent_at;  /* in bytes */
  bool counted;      /* nothing but its length field counts what is dynamic */
  bool simple;       /* of fixed length, without extent and RULE_OTHERWISE */
  bool plain;        /* sure, and `next` is two whole bytes, no port */
  bool steady;       /* `next`, in a fixed place, says all of what follows */
  bool ports;        /* it begins with "sourceport" and "destinationport", */
  bool sides;        /* and either says what follows */
  uint16_t framer;   /* in which a length of `prefix` bytes stands before it */
  uint8_t prefix;    /* 0: in none */
  uint8_t address;   /* bytes of "source" and "destination"; 0: no IP ones */
  uint16_t source_at, destination_at;  /* in bytes */
  uint8_t guards;    /* conditions of RULE_OTHERWISE: the first of `looks`; */
  uint8_t tests;     /* those of other rules, behind them */
  bool looked;       /* rules or inspect say more of a whole header */
  const Look *looks;
  uint64_t calm_bits, calm; /* of a header's first bytes: where these are so, no
                               rule holds, and lengths are the usual ones; no
                               bits: nothing says so */
  uint32_t preset_length;
  const uint8_t *preset;  /* the header with every field at its default */
  Layout layout;
} Known;

/*
** True when no rule holds in what is there of a header, and its lengths are the
** usual ones. False says nothing.
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
  uint16_t space;     /* a protocol, or PROTOCOLS_MAX + 1 and a group */
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

/* What is wrong with rows (check.h). */
typedef struct Wrong {
  char text[WRONG_MAX];
} Wrong;

/* A number that carries a protocol, or another one than it did, until it is
** taken out of the list. */
typedef struct Carry {
  struct Carry *next;
  uint16_t parent, protocol;
  uint64_t number;
  unsigned count;  /* of the protocols that were known then */
} Carry;

/*
** All protocols. Their order and what is known of each stay as they are, so an
** index and a Known hold for good; protocols_take adds one, or changes who
** carries whom, and then what follows from that is to be found anew.
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
  Wrong wrong;
} Protocols;

/* The bytes of the room that a list of protocols takes. */
size_t protocols_room(const Protocol *const *list);

/*
** Fills in `all` from a list that a NULL ends; `room` is for what follows from
** it, and as aligned as malloc's. Both list and room are kept. NULL, or what is
** wrong with the rows: a text in `all`.
*/
const char *protocols_init(Protocols *all, const Protocol *const *list,
                           void *room);

/*
** Fills in `draft`: `all` with one protocol more. `replaces`: numbers that are
** taken become its own. Protocol and room (of protocol_room bytes, for a
** protocol that may be wrong) are kept. NULL, or what is wrong: a text in
** `draft`.
*/
size_t protocol_room(const Protocol *protocol);
const char *protocols_add(Protocols *draft, const Protocols *all,
                          const Protocol *protocol, bool replaces, void *room);

/*
** The same with one carry more, which is kept, or, with NULL, after one was
** taken out of the list.
*/
const char *protocols_carry(Protocols *draft, const Protocols *all,
                            Carry *carry);

/* Makes a draft, which is right, of `all` what `all` is. */
void protocols_take(Protocols *all, const Protocols *draft);

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
** Splits a number of a parent's own that may be two fields' into the space of
** the first of them, PROTOCOL_NONE where there is none, and the second. Who
** stands there, or PROTOCOL_NONE.
*/
unsigned protocols_space(const Protocols *all, unsigned parent,
                         uint64_t number, uint32_t *low);
unsigned protocols_own(const Protocols *all, unsigned parent, uint64_t number);

/*
** True when a prefix stands before a header of `child` behind one of `before`:
** that is what says so, or another such header, which has one, too.
*/
static inline bool protocols_framed(const Protocols *all, unsigned before,
                                    unsigned child) {
  const Known *k = all->known[child];
  return k->prefix > 0 && (before == child || before == k->framer ||
                           all->known[before]->space == k->framer);
}

/*
** The number under which a header of `child` stands in a parent's space; false
** when that parent does not carry it.
*/
bool protocols_number(const Protocols *all, unsigned parent, unsigned child,
                      const uint8_t *header, uint32_t length,
                      uint64_t *number);

#endif
