/*
** protocol.h - a protocol: what its file says
*/
#ifndef PYCAP_PROTOCOL_H
#define PYCAP_PROTOCOL_H

#include "row.h"

/*
** Who carries a protocol, and under which number: that of the parent's `next`.
** A parent without `next` carries what stands under number 0; one whose inspect
** finds out what follows, what stands under the numbers that it looks up. Where
** a protocol has several numbers in one parent, the first whose condition holds
** is used in composing; those in the parent's own name go before those in the
** name of the protocol whose numbers it holds, and RULE_OWN, or its inspect,
** looks them up. A parent that is not built is passed over. The
** numbers of a parent that begins with ports, and whose `next` is
** "destinationport", are ports of either side, and a guess: what is no such
** header stays payload.
*/
typedef struct Carrier {
  const char *parent;  /* NULL ends the list */
  uint64_t number;
  Condition when;
} Carrier;

/* The length that stands before a header and all that follows it in there. */
typedef struct Prefix {
  const char *parent;  /* only where that carries it; NULL: there is none */
  uint8_t size;        /* its bytes, 1 to 4 */
} Prefix;

/* The field that counts the bytes up to the end of the payload. */
typedef struct Extent {
  const char *field;  /* NULL: there is none */
  bool header;        /* it counts the header, too */
  bool open;          /* 0: not known, all that is there */
} Extent;

/* What a checksum covers, and how (checksum.h). */
typedef struct Checksum {
  const char *field;  /* NULL: there is none */
  enum { SUM_INTERNET, SUM_CRC32C, SUM_CISCO } kind;
  enum {
    COVERS_HEADER,    /* the header alone */
    COVERS_REST,      /* the header and what it carries */
    COVERS_PSEUDO     /* that, and the pseudo header of IP or IPv6 */
  } covers;
  bool optional;      /* 0: none was computed */
  Condition when;     /* the header has it only when ..., else `other` */
  const struct Checksum *other;
} Checksum;

/* What a printed line says of a header, and when. */
typedef struct Line {
  const char *text;  /* as Protocol.text; NULL ends the list */
  Condition when;
} Line;

/*
** What holds where a header meets all of some conditions: on integers in a
** fixed place, in network order, within 4 bytes. Rules are looked at in their
** order, as far as one that says what follows.
*/
typedef enum Effect {
  RULE_OTHERWISE,  /* it is no such header: `otherwise` stands here. Also of one
                      that is cut, as far as the bytes are there */
  RULE_REFUSE,     /* it is no such header: decoding stops, the reason is why */
  RULE_PARTIAL,    /* it carries the first part of a datagram */
  RULE_QUOTES,     /* it carries a packet that an error quotes */
  RULE_BARE,       /* nothing need follow: where nothing is left, none does */
  RULE_LAST,       /* only payload follows */
  RULE_ENDS,       /* nothing follows: the rest pads the packet */
  RULE_OWN         /* what stands under a number of the protocol's own, not of
                      its space, follows: `number`, or what `field` holds;
                         before its bits go those of the field `with` */
} Effect;

typedef struct Rule {
  const char *reason;     /* NULL ends the list */
  Effect effect;
  const Condition *when;  /* up to one without field; NULL: always */
  const char *field;
  uint32_t number;
  const char *with;
} Rule;

#define IN(...) .when = (const Condition[]){__VA_ARGS__, {0}}
#define ALWAYS .when = NULL

struct Stack;
struct Layer;

typedef struct Protocol {
  const char *name;       /* as the filter language calls it */
  const char *title;      /* as tostring begins */
  const char *meaning;    /* the name in full */
  const char *reference;  /* the document that defines it */
  const Field *fields;
  const Carrier *carriers;
  bool aimed;          /* of ports only the receiver's says that it is this */
  Prefix prefix;
  const char *next;    /* the field that says what follows, or NULL */
  const char *space;   /* whose numbers it holds, NULL: the protocol's own */
  const char *twin;    /* the field that, unset, holds the same; or NULL */
  const char *length;  /* the field with the header's length in bytes */
  /*
  ** "{field} -> {field:hex digits}, ...": a part between commas is left out
  ** where it names fields and none is there. NULL: all fields.
  */
  const char *text;
  const Line *lines;   /* the line of a packet that ends with it: the first of
                          these that holds; NULL: text */
  const char *brief;   /* what the line says of it where others follow, in the
                          form of text; NULL: nothing */
  bool lengths;        /* up to 1500, `next` is the length of what follows, and
                          that is what stands under number 0 (IEEE 802.3) */
  bool ends;           /* its header ends the packet: what follows pads it */
  Extent extent;
  Checksum checksum;
  const int *datalinks; /* the link types (DLT) whose frames begin with it, up
                           to a -1; NULL: none */
  const Rule *rules;     /* NULL: none */
  const char *otherwise; /* what RULE_OTHERWISE is about; NULL: payload */
  /*
  ** False: no such header stands here, but payload, and no rule can say so:
  ** what tells is in no fixed place. NULL: never.
  */
  bool (*is)(const uint8_t *bytes, uint32_t left);
  /*
  ** What the rows cannot say about a header that is whole (packet.h:
  ** stack_...), after the rules. Returns NULL, or why decoding stops here:
  ** header_cut where it is not whole after all.
  */
  const char *(*inspect)(struct Stack *stack, const struct Layer *layer);
  bool rare;    /* inspect is only for headers of which `next` is the length of
                   what follows */
  bool steady;  /* inspect leaves what follows to `next`, or ends there */
} Protocol;

/* The protocols that are built in, up to a NULL (src/proto/list.c). */
extern const Protocol *const protocol_list[];

#endif
