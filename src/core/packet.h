/*
** packet.h - the stack of layers over one buffer: decoding and composing
*/
#ifndef PYCAP_PACKET_H
#define PYCAP_PACKET_H

#include "frame.h"
#include "proto.h"

#define LAYERS_MAX 256
#define PORTS_SIZE 4  /* bytes of the two ports that a header begins with */

enum {
  LAYER_MADE = 1,    /* made by hand: what is unset is computed */
  LAYER_LINKED = 2,  /* followed by what followed it when it was captured */
  LAYER_CUT = 4      /* only its beginning is there, up to the payload's end */
};

typedef struct Layer {
  uint32_t offset, length;  /* the bytes of the header that are there */
  uint16_t protocol;
  uint16_t flags;
} Layer;

/* Decoding in progress; done when `next` is PROTOCOL_NONE. */
typedef struct Stack {
  const Protocols *all;
  Frame frame;
  uint32_t offset;      /* where the next header begins */
  uint32_t end;         /* where the payload ends */
  uint16_t next;        /* the protocol that stands there */
  uint16_t count;
  uint16_t root;        /* the protocol that the frame begins with */
  uint16_t culprit;     /* the protocol that is malformed, */
  uint32_t where;       /* where its header begins, */
  const char *problem;  /* and why, or NULL */
  bool partial;         /* the first part of a datagram: what is in it may say
                           lengths that reach beyond */
  bool quoted;          /* the payload is a packet that an error quotes */
  bool quote;           /* the frame is such a quote */
  Layer layers[LAYERS_MAX];
} Stack;

/* What a set of handlers wants of each protocol: an OR of these. */
enum {
  INTEREST_HERE = 1,  /* packets that have it */
  INTEREST_BELOW = 2  /* packets that may have something below it */
};

/* `root`: the protocol that frames begin with, or PROTOCOL_NONE. */
void stack_begin(Stack *stack, const Protocols *all, unsigned root,
                 const Frame *frame);

/*
** Decodes on. With `interest` (a byte for each protocol) only as far as
** something wanted may come; true: something wanted is there.
*/
bool stack_decode(Stack *stack, const uint8_t *interest);

/*
** For a protocol's inspect: the bytes of the layer's header; what number the
** layer's `next` would have to be (PROTOCOL_NONE: nothing follows).
*/
static inline const uint8_t *stack_header(const Stack *stack,
                                          const Layer *layer) {
  return stack->frame.bytes + layer->offset;
}

static inline void stack_follow(Stack *stack, const Layer *layer,
                                uint32_t number) {
  stack->next = (uint16_t)protocols_child(
      stack->all, stack->all->known[layer->protocol].space, number);
}

/* The same among the numbers that are the layer's own, not of its space. */
static inline void stack_own(Stack *stack, const Layer *layer,
                             uint32_t number) {
  stack->next =
      (uint16_t)protocols_child(stack->all, layer->protocol, number);
}

static inline void stack_last(Stack *stack) { stack->next = PROTOCOL_NONE; }

/* The header of the last layer ends after so many bytes of those it has. */
static inline void stack_shorten(Stack *stack, uint32_t length) {
  Layer *last = &stack->layers[stack->count - 1];
  last->length = length;
  stack->offset = last->offset + length;
}

/* What inspect returns of a header that is not whole. */
extern const char header_cut[];

/* A field of the layer; 0 where it is not there. Whether it is. */
uint64_t stack_number(const Stack *stack, const Layer *layer,
                      const char *field);
bool stack_has(const Stack *stack, const Layer *layer, const char *field);

/*
** True when the header of a steady protocol that begins there, which nobody
** wants, says that nothing of `interest` follows. False says nothing.
*/
static inline bool header_unwanted(const Protocols *all, const Known *k,
                                   const uint8_t *header, uint32_t left,
                                   const uint8_t *interest) {
  if (left < k->layout.fixed || (k->is && !k->is(header, left))) return false;
  unsigned next = protocols_child(all, k->space, known_next(k, header));
  return next == PROTOCOL_NONE || !interest[next];
}

/*
** A quick look: true when the first headers say that nothing of `interest` can
** be in the frame. False says nothing.
*/
static inline bool frame_unwanted(const Protocols *all, unsigned root,
                                  const Frame *frame,
                                  const uint8_t *interest) {
  if (root == PROTOCOL_NONE || interest[root] & INTEREST_HERE) return false;
  const Known *k = &all->known[root];
  if (!k->plain || frame->caplen < k->layout.fixed) return false;
  unsigned next =
      protocols_child(all, k->space, known_next(k, frame->bytes));
  if (next == PROTOCOL_NONE) return false;
  if (!interest[next]) return true;
  const Known *second = &all->known[next];
  return !(interest[next] & INTEREST_HERE) && second->steady &&
         header_unwanted(all, second, frame->bytes + k->layout.fixed,
                         frame->caplen - k->layout.fixed, interest);
}

/* Sets the bytes of `interest` that a wish for `protocol` implies. */
void interest_add(uint8_t *interest, const Protocols *all, unsigned protocol);

/* The same for a protocol that is only looked at when another is there. */
void interest_pass(uint8_t *interest, const Protocols *all, unsigned protocol);

/*
** A header to compose. Of a captured one part_origin says what it was among:
** without that, its lengths and checksum are left as they are.
*/
typedef struct Part {
  const uint8_t *base;  /* the header as it was, or at its defaults */
  uint32_t length;      /* its bytes */
  uint16_t protocol;
  uint16_t flags;       /* LAYER_... */
  uint64_t set;         /* BIT(field): set by the caller, to what base has */
  const Value *values;  /* by field: those that the caller set, all of them;
                           NULL: none but those */
  uint32_t offset;      /* out: where it stands in the composed packet */
  uint32_t written;     /* out: its bytes there */
  bool captured;        /* the origin is known: */
  bool summed;          /* and with it checksum and sum, */
  uint32_t carried;     /* the bytes from it to the payload's end, */
  uint32_t checksum;    /* what its checksum field held, */
  uint32_t sum;         /* and the sum of what that covered (checksum.h) */
} Part;

struct Decoded;

/*
** Fills in where a captured header comes from: a layer of a frame whose payload
** ends at `end`.
*/
void part_origin(const Protocols *all, const struct Decoded *from,
                 uint32_t end, unsigned layer, Part *part);

/*
** Composes headers and payload into `out`; the last `trailing` bytes of the
** payload are the trailer. What the caller set stands as set. What was left
** unset follows: of headers made by hand links, lengths and checksums are as
** they should be; of captured ones lengths move by the difference in what they
** count, checksums by that in what they cover (RFC 1624; a CRC32c by the xor of
** the two), so that what was wrong stays wrong by as much; an optional checksum
** of 0 and an open length of 0 stay. Returns the bytes written, or -1 with the
** part and field that contradicts, does not fit or does not hold the number
** (part `count`: the payload does not fit).
*/
int64_t packet_compose(const Protocols *all, Part *parts, unsigned count,
                       const uint8_t *payload, size_t size, size_t trailing,
                       uint8_t *out, size_t room, unsigned *part,
                       unsigned *field);

/* Enough room for packet_compose, whatever the parts hold. */
size_t packet_room(const Protocols *all, const Part *parts, unsigned count,
                   size_t size);

#endif
