/*
** select.h - a selection: which fields of a packet, under which conditions
**
** Names are resolved once; after that a packet is looked at without a search by
** name, and nothing is allocated. A name is a field of the selection's own
** protocol ("operation"), of another one ("ethernet.source": the outermost
** header of it), a field inside a list ("options[mss].size": path.h), or a
** member of the packet ("packet.length"). A selection may be of every packet;
** then the protocol is PROTOCOL_NONE, and bare names are those of members. Or
** it is of records of conversations; then there are no other names than theirs.
*/
#ifndef PYCAP_SELECT_H
#define PYCAP_SELECT_H

#include "flow.h"
#include "path.h"
#include "record.h"

#define PLACES_MAX 8  /* protocols that one selection looks at */
#define REFS_MAX 64   /* fields that it names */
#define TESTS_MAX 16  /* fields that it has conditions for */
#define PATHS_MAX 32  /* of the fields, those inside lists */
#define PROTOCOL_FLOW (PROTOCOL_NONE + 1)  /* records, instead of packets */

/* Which fields of a header are in the place that its layout says (layout.h). */
typedef enum Reach {
  REACH_ABSENT,  /* none: there is no header, or its fixed part is cut */
  REACH_FIXED,   /* those before the first dynamic field */
  REACH_USUAL,   /* all: the header is a usual one */
  REACH_NEVER    /* more than any header offers */
} Reach;

typedef enum RefKind {
  REF_FIELD,
  REF_ENTRY,        /* of an entry in a list: the path is paths[at] */
  REF_HEADER,       /* "packet" of a header: its bytes */
  REF_TIME,         /* seconds; read as nanoseconds */
  REF_TIMESTAMP,
  REF_LENGTH,
  REF_CAPLEN,
  REF_BYTES,
  REF_PAYLOAD,
  REF_TRAILER,
  REF_MALFORMED,    /* this one and those below may be nil */
  REF_FLOW,
  REF_CONVERSATION,
  REF_SOURCE,       /* addresses of the outermost IP header */
  REF_DESTINATION,
  REF_RECORD        /* a number or a text; other fields of records are of the
                       kinds above that are alike */
} RefKind;

/* What a name refers to. */
typedef struct Ref {
  uint8_t kind;       /* RefKind */
  uint8_t place;      /* which of the selection's protocols */
  uint8_t field;      /* index of the field */
  uint8_t size;       /* bytes of a usual value in a key, or 0 */
  bool number;        /* an integer */
  bool either;        /* an address whose size says of which kind it is */
  bool sure;          /* every selected packet has it, with that size */
  bool raw;           /* a number whose bytes on the wire are those of a key */
  uint8_t reach;      /* Reach: of which headers the very bytes that lie ... */
  uint16_t at;        /*   there, in bytes, are what a key has of it, */
  int8_t form;        /*   unless the condition on this field (-1: none)
                         fails */
} Ref;

/* One value, range or prefix that a condition accepts. */
typedef struct Choice {
  enum { CHOICE_RANGE, CHOICE_SECONDS, CHOICE_PREFIX, CHOICE_BYTES,
         CHOICE_MOMENT,            /* a range of unsigned numbers, with the
                                      highest bit inverted */
         CHOICE_THERE } kind;      /* any value */
  uint8_t bits;                  /* of the prefix */
  uint8_t prefix[16];
  int64_t from, to;              /* both included */
  double after, before;          /* seconds, both included */
  const uint8_t *bytes;          /* borrowed for as long as the selection */
  size_t size;                   /* of these bytes, or the prefix's address */
} Choice;

/* A field, and the choices of which one must hold. */
typedef struct Test {
  Ref ref;
  enum {
    TEST_VALUE,   /* the value is one of the choices */
    TEST_ABSENT,  /* the field is not there */
    TEST_SOME     /* one of several values is one of the choices */
  } how;
  uint32_t first, count;
} Test;

typedef struct Select {
  const Protocols *all;
  const Layout *layouts[PLACES_MAX];
  uint8_t protocols[PLACES_MAX];  /* the first is the selection's own */
  uint8_t places;
  uint8_t refs_count, tests_count;
  bool whole;         /* the packet has to be decoded to the end */
  bool flow;          /* flows are asked for */
  bool record;        /* it is of records: a frame's bytes are a Record */
  uint8_t paths_count;
  uint16_t fault;     /* select_refer: how many bytes of the name an error text
                         has to show; 0: it shows none */
  const char *meant;  /* and a name that is similar to the wrong part */
  Path paths[PATHS_MAX];
  Ref refs[REFS_MAX];
  Test tests[TESTS_MAX];
  const Choice *choices;
} Select;

/* Where a packet's headers are, for one selection. */
typedef struct View {
  const Stack *stack;
  struct {
    const uint8_t *header;  /* NULL: it is not there */
    uint32_t length;
    uint8_t reach;          /* Reach */
  } at[PLACES_MAX];
  uint8_t flow[FLOW_MAX];
  uint32_t work;            /* grows by the entries that were looked at */
  char text[DOMAIN_TEXT_MAX];
} View;

void select_init(Select *select, const Protocols *all, unsigned protocol);

/*
** Finds what a name refers to. Returns NULL, or what is wrong; where
** select->fault is not 0, with the first so many bytes of the name.
*/
const char *select_refer(Select *select, const char *name, Ref *ref);

/* Adds a reference to the header of a protocol. False: there are too many. */
bool select_header(Select *select, unsigned protocol, Ref *ref);

/* The protocol that it was made for. */
static inline unsigned select_protocol(const Select *s) {
  return s->record ? PROTOCOL_FLOW : s->protocols[0];
}

/* The protocol's name, or "packet", or "flow". */
const char *select_title(const Select *select);

/* Finds a valid name that is similar to one that select_refer refused. */
void select_near(const Select *select, const char *name, Near *near);

/* Adds the protocols that have to be decoded for the selection. */
void select_interest(const Select *select, uint8_t *interest);

/*
** Finds the headers of a packet that was decoded as far as select_interest
** says, and decodes the rest if necessary. False: the packet lacks the
** selection's protocol. select_look: `first` is the header of that; NULL: it
** selects any packet.
*/
void select_look(const Select *select, Stack *stack, const Layer *first,
                 View *view);

static inline bool select_view(const Select *select, Stack *stack,
                               View *view) {
  const Layer *first = stack_find(stack, select->protocols[0]);
  if (!first && select->protocols[0] != PROTOCOL_NONE) return false;
  select_look(select, stack, first, view);
  return true;
}

/* True when every test holds. */
bool select_holds(const Select *select, View *view);

/*
** Reads what a name refers to. False: it is not there. A number is in .number
** (a time in nanoseconds). Anything else is .size bytes at .bytes, which live
** as long as the frame; those of flows and list entries live until the next
** call. .set: they are an address that is shown as text.
*/
bool select_read(const Select *select, const Ref *ref, View *view,
                 Value *value);

/* select_read and one test of select_holds, for all but plain fields
** (member.c). */
bool select_member(const Select *select, const Ref *ref, View *view,
                   Value *value);
bool select_test(const Select *select, const Test *test, View *view);

/* The row of a field; NULL: a member of the packet, or an address of either
** kind. */
static inline const Field *select_row(const Select *s, const Ref *ref) {
  if (ref->kind == REF_RECORD) return &record_rows[ref->field];
  if (ref->kind == REF_FIELD)
    return &s->layouts[ref->place]->fields[ref->field];
  return ref->kind == REF_ENTRY ? s->paths[ref->at].row : NULL;
}

/* A row of the kind of an address of so many bytes, for showing it. */
const Field *select_address(size_t size);

/* True for the key of a flow, of one direction or both. */
static inline bool ref_isflow(const Ref *ref) {
  return ref->kind == REF_FLOW || ref->kind == REF_CONVERSATION;
}

/* True for a name with []: it has several values; only conditions take it. */
static inline bool select_several(const Select *s, const Ref *ref) {
  return ref->kind == REF_ENTRY && s->paths[ref->at].any;
}

/* The bytes that are a field's part of a key, if they lie in a known place of
** the header; NULL: they have to be read otherwise. */
static inline const uint8_t *select_place(const Select *s, const Ref *ref,
                                          const View *view) {
  if (view->at[ref->place].reach < ref->reach) return NULL;
  const uint8_t *header = view->at[ref->place].header;
  if (ref->form < 0) return header + ref->at;
  const Layout *l = s->layouts[ref->place];
  uint64_t n = layout_number(l, (unsigned)ref->form, header);
  return condition_met(&l->fields[ref->field].form, n) ? header + ref->at
                                                       : NULL;
}

/* Writes the full name for messages, cut to `room` - 1; returns its length. */
size_t select_name(const Select *select, const Ref *ref, char *out,
                   size_t room);

#endif
