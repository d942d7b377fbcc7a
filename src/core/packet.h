/*
** packet.h - decodes a frame into a stack of layers over its bytes
*/
#ifndef PYCAP_PACKET_H
#define PYCAP_PACKET_H

#include "frame.h"
#include "protocols.h"

#define LAYERS_MAX 256
#define PORTS_SIZE 4  /* bytes of two ports at the beginning of a header */

/* A decoding in progress. It is done when `next` is PROTOCOL_NONE and `sides`
** is false. */
typedef struct Stack {
  const Protocols *all;
  Frame frame;
  uint32_t offset;      /* where the next header begins */
  uint32_t end;         /* where the payload ends */
  uint16_t next;        /* the protocol of the next header */
  uint16_t count;
  uint16_t root;        /* the protocol that the frame begins with */
  /* where a header is malformed: */
  uint16_t culprit;     /* its protocol */
  uint32_t where;       /* where it begins */
  const char *problem;  /* what is wrong; NULL: nothing */
  bool partial;         /* the first part of a datagram: lengths in it may reach
                           beyond its end */
  bool ended;           /* a rule said that no header follows the last one */
  bool quoted;          /* the payload is a packet quoted by an error message */
  bool quote;           /* the frame is such a quote */
  bool exact;           /* the lists of the current header have right counts */
  bool sides;           /* the ports of the last layer, which were not looked at
                           yet, say what is next */
  bool framed;          /* a prefix stood before the current header */
  uint32_t framing;     /* where that prefix begins */
  uint32_t outer;       /* the end of the payload that the prefix is in */
  uint32_t message;     /* where a message begins (stack_message); 0: none */
  uint16_t spoken;      /* its protocol */
  Layer layers[LAYERS_MAX];
} Stack;

/* What handlers want of a protocol: an OR of these. */
enum {
  INTEREST_HERE = 1,  /* packets that have it */
  INTEREST_BELOW = 2, /* packets that may have it, or something below it */
  INTEREST_PAST = 4   /* packets that may have something below it */
};

/* Begins to decode a frame. `root` is the protocol that it begins with, or
** PROTOCOL_NONE. */
void stack_begin(Stack *stack, const Protocols *all, unsigned root,
                 const Frame *frame);

/*
** Says, before anything is decoded, that behind the headers up to byte `at` a
** message of a protocol stands, put together of several segments, whatever the
** lengths in those headers are, and the ports.
*/
static inline void stack_message(Stack *stack, uint32_t at,
                                 unsigned protocol) {
  stack->message = at;
  stack->spoken = (uint16_t)protocol;
  stack->partial = true;
}

/*
** Goes on decoding. With `interest` (a byte of INTEREST_... for each protocol)
** it stops where nothing wanted can follow. True: something wanted is there.
*/
bool stack_decode(Stack *stack, const uint8_t *interest);

/*
** For a protocol's inspect. stack_header returns the bytes of the layer's
** header. stack_follow sets what follows, as if the layer's `next` field were
** `number`.
*/
static inline const uint8_t *stack_header(const Stack *stack,
                                          const Layer *layer) {
  return stack->frame.bytes + layer->offset;
}

static inline void stack_follow(Stack *stack, const Layer *layer,
                                uint32_t number) {
  stack->sides = false;
  stack->next = (uint16_t)protocols_child(
      stack->all, stack->all->known[layer->protocol]->space, number);
}

/* The first layer of a protocol; NULL: there is none. */
static inline const Layer *stack_find(const Stack *stack, unsigned protocol) {
  const Layer *layer = stack->layers, *end = layer + stack->count;
  while (layer < end && layer->protocol != protocol) layer++;
  return layer < end ? layer : NULL;
}

/* Nothing follows the last layer. */
static inline void stack_last(Stack *stack) {
  stack->next = PROTOCOL_NONE;
  stack->sides = false;
}

/* True when the data went on behind the bytes that are there: they were cut off
** in capturing, or are in later parts of a datagram. */
static inline bool stack_goes_on(const Stack *s) {
  return s->partial || (s->end == s->frame.caplen &&
                        s->frame.caplen < s->frame.length);
}

/* Shortens the header of the last layer to `length` bytes. */
static inline void stack_shorten(Stack *stack, uint32_t length) {
  Layer *last = &stack->layers[stack->count - 1];
  last->length = length;
  stack->offset = last->offset + length;
}

/* What inspect returns for a header that is not whole. */
extern const char header_cut[];

/* stack_number returns the value of a layer's integer field, 0 where the layer
** does not have the field. stack_has: the layer has it. */
uint64_t stack_number(const Stack *stack, const Layer *layer,
                      const char *field);
bool stack_has(const Stack *stack, const Layer *layer, const char *field);

/*
** For the header of a steady protocol that no handler wants. True: nothing of
** `interest` follows it. False: it is not known.
*/
static inline bool header_unwanted(const Protocols *all, const Known *k,
                                   const uint8_t *header, uint32_t left,
                                   const uint8_t *interest) {
  if (left < k->layout.fixed || known_otherwise(k, header, left)) return false;
  unsigned next = protocols_child(all, k->space, known_next(k, header));
  return next == PROTOCOL_NONE || !interest[next];
}

/*
** A quick test on the first headers. True: nothing of `interest` can be in the
** frame. False: it is not known.
*/
static inline bool frame_unwanted(const Protocols *all, unsigned root,
                                  const Frame *frame,
                                  const uint8_t *interest) {
  if (root == PROTOCOL_NONE || interest[root] & INTEREST_HERE) return false;
  const Known *k = all->known[root];
  if (!k->plain || frame->caplen < k->layout.fixed) return false;
  unsigned next =
      protocols_child(all, k->space, known_next(k, frame->bytes));
  if (next == PROTOCOL_NONE) return false;
  if (!interest[next]) return true;
  const Known *second = all->known[next];
  return !(interest[next] & INTEREST_HERE) && second->steady &&
         header_unwanted(all, second, frame->bytes + k->layout.fixed,
                         frame->caplen - k->layout.fixed, interest);
}

/* Adds to `interest` that `protocol` is wanted, and sets the bytes of protocols
** that may lead to it. */
void interest_add(uint8_t *interest, const Protocols *all, unsigned protocol);

/* The same for a protocol that is only looked at where another one is
** wanted. */
void interest_pass(uint8_t *interest, const Protocols *all, unsigned protocol);

#endif
