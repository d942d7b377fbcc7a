/*
** protocol.h - a protocol, as its file describes it
*/
#ifndef PYCAP_PROTOCOL_H
#define PYCAP_PROTOCOL_H

#include "row.h"

/*
** A protocol that carries this one (the parent), and the number of this one in
** the parent's `next` field. A parent without `next` carries the protocol with
** number 0. A parent with an inspect may look up other numbers there. A parent
** that is not built in is ignored.
** A protocol may have several numbers in one parent. Composing takes the first
** one whose condition is met. Numbers listed under the parent's own name go
** before those listed under the name in its `space`; RULE_OWN or inspect looks
** up the parent's own.
** Where the parent begins with ports and its `next` is "destinationport", the
** number is a port of either side. A port is only a guess: bytes that are not
** such a header stay payload.
*/
typedef struct Carrier {
  const char *parent;  /* NULL ends the list */
  uint64_t number;
  Condition when;
} Carrier;

/* A length in front of a header. It counts the header and what that carries. */
typedef struct Prefix {
  const char *parent;  /* it is there only in this parent; NULL: never */
  uint8_t size;        /* bytes of the prefix, 1 to 4 */
} Prefix;

/*
** How long a message of the protocol is, in a stream of them. One with a prefix
** needs no more than that. `field` is either an integer in a fixed place, which
** says how many bytes of the message come behind the rows of fixed width; where
** the header begins with a list, "records.length" is a row in the head of its
** items, and each item is a message. Or it is the last field, text or a list
** that bytes end: the message ends with them.
**
** Items of the kind `joined` carry a list of smaller messages, which may go on
** from one item to the next: what is not done at the end of an item makes the
** next one a part of the same message. Behind an item of the kind `upto` that
** is no longer so.
*/
#define JOINED_HEAD 8  /* bytes of the head of such a smaller message */

typedef struct Framing {
  const char *field;   /* NULL: nothing says it */
  bool header;         /* the number counts the whole message */
  const char *joined;  /* NULL: there is no such kind */
  const char *upto;    /* NULL: there is none */
} Framing;

/* The field that gives the length of the payload. */
typedef struct Extent {
  const char *field;  /* NULL: there is none */
  bool header;        /* the length includes the header */
  bool open;          /* length 0 means unknown: the payload is all the rest */
} Extent;

/* A checksum: its field, its kind, and the bytes it covers (checksum.h). */
typedef struct Checksum {
  const char *field;  /* NULL: there is none */
  enum { SUM_INTERNET, SUM_CRC32C, SUM_CISCO } kind;
  enum {
    COVERS_HEADER,    /* the header alone */
    COVERS_REST,      /* the header and what it carries */
    COVERS_PSEUDO,    /* as COVERS_REST, and the pseudo header of IP or IPv6 */
    COVERS_HEADER6    /* the header alone, and the pseudo header of IPv6 */
  } covers;
  bool optional;      /* the value 0 means that no checksum was computed */
  Condition when;     /* where it is not met, `other` is the checksum instead */
  const struct Checksum *other;
} Checksum;

/* A template for a header in the printed line, and when it is used. */
typedef struct Line {
  const char *text;  /* as Protocol.text; NULL ends the list */
  Condition when;
} Line;

/*
** A rule applies to a header that meets all its conditions. The conditions are
** on integers in a fixed place, in network order, within 4 bytes. The rules of
** a protocol are tried in their order, up to one that says what follows.
*/
typedef enum Effect {
  RULE_OTHERWISE,  /* it is no such header: the protocol `otherwise` stands
                      here. Applies also to a cut header with those bytes */
  RULE_REFUSE,     /* it is no such header: decoding stops with the reason */
  RULE_PARTIAL,    /* it carries the first part of a datagram */
  RULE_QUOTES,     /* it carries a packet that an error message quotes */
  RULE_BARE,       /* the header may be the last of its packet: if no bytes are
                      left, nothing follows */
  RULE_LAST,       /* only payload follows */
  RULE_ENDS,       /* nothing follows: the rest pads the packet */
  RULE_OWN         /* the protocol follows that has this number under the
                      parent's own name, not under its `space`. The number is
                      `number`, or the value of `field`, with the bits of the
                      field `with` in front of it */
} Effect;

typedef struct Rule {
  const char *reason;     /* NULL ends the list */
  Effect effect;
  const Condition *when;  /* one without a field ends the list; NULL: always */
  const char *field;
  uint32_t number;
  const char *with;
} Rule;

#define IN(...) .when = (const Condition[]){__VA_ARGS__, {0}}
#define ALWAYS .when = NULL

struct Stack;
struct Layer;
struct Value;

#define COMPUTED_MAX 1024  /* bytes of a text that is computed */

/*
** A member of headers that is computed, when it is asked for, from the bytes of
** one: a text, for what no row can say. False: the header has none. The text
** lies in those bytes, in `text`, which has COMPUTED_MAX bytes, or is constant.
*/
typedef struct Computed {
  const char *name;     /* NULL ends the list */
  const char *meaning;
  bool (*read)(const uint8_t *header, uint32_t length, char *text,
               struct Value *value);
  const Name *names;    /* all texts that it may be; NULL: any */
} Computed;

typedef struct Protocol {
  const char *name;       /* its name in the filter language */
  const char *title;      /* tostring begins with it */
  const char *meaning;    /* the name in full */
  const char *reference;  /* the document that defines it */
  const Field *fields;
  const Carrier *carriers;
  bool aimed;          /* only the receiver's port means this protocol */
  Prefix prefix;
  Framing framing;
  const char *next;    /* the field whose number says what follows, or NULL */
  const char *space;   /* the protocol whose numbers `next` holds; NULL: this */
  const char *twin;    /* a field that, where unset, gets the value of `next`;
                          or NULL */
  const char *length;  /* the field with the header's length in bytes */
  /*
  ** A template: "{field} -> {field:hex digits}, ...". A part between commas
  ** that names fields is left out where none of them is there. NULL: all
  ** fields.
  */
  const char *text;
  const Line *lines;   /* templates for a packet's line where this is the last
                          header: the first whose condition is met is used;
                          NULL: text */
  const char *brief;   /* template for a packet's line where others follow;
                          NULL: nothing is printed */
  bool lengths;        /* where `next` is up to 1500 it is a length, and the
                          protocol with number 0 follows (IEEE 802.3) */
  bool ends;           /* its header ends the packet; the rest is padding */
  Extent extent;
  Checksum checksum;
  const int *datalinks; /* the link types (DLT) whose frames begin with it; -1
                           ends the list; NULL: none */
  const Rule *rules;     /* NULL: none */
  const char *otherwise; /* the protocol of RULE_OTHERWISE; NULL: payload */
  /*
  ** Returns false where the bytes are payload and no such header. It is for
  ** tests that rules cannot do, on what is in no fixed place. NULL: not needed.
  */
  bool (*is)(const uint8_t *bytes, uint32_t left);
  /* False where no more bytes can make them such a header. NULL: any may be
  ** the beginning of one. */
  bool (*begins)(const uint8_t *bytes, uint32_t left);
  /*
  ** Looks at a whole header, after the rules, for what rows and rules cannot
  ** say. It may call the stack_... functions of packet.h. Returns NULL; or why
  ** decoding stops here: header_cut where the header is not whole after all.
  */
  const char *(*inspect)(struct Stack *stack, const struct Layer *layer);
  const Computed *computed;  /* NULL: none */
  bool rare;    /* inspect is needed only where `next` is a length */
  bool steady;  /* inspect either leaves it to `next` what follows, or lets
                   nothing follow */
} Protocol;

/* The protocols that are built in; NULL ends the list (src/proto/list.c). */
extern const Protocol *const protocol_list[];

#endif
