/*
** packet.h - the stack of layers over one buffer: decoding
*/
#ifndef PYCAP_PACKET_H
#define PYCAP_PACKET_H

#include "frame.h"
#include "protocols.h"

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

/* Decoding in progress; done when `next` is PROTOCOL_NONE, and not `sides`. */
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
  bool exact;           /* the lists of the header at hand have right counts */
  bool sides;           /* `next` is what the ports of the last layer say,
                           which were not asked yet */
  bool framed;          /* a prefix stood before the header at hand: */
  uint32_t framing;     /* where that is, */
  uint32_t outer;       /* and the end of the payload that it is in */
  Layer layers[LAYERS_MAX];
} Stack;

/* What a set of handlers wants of each protocol: an OR of these. */
enum {
  INTEREST_HERE = 1,  /* packets that have it */
  INTEREST_BELOW = 2, /* packets that may have it, or something below it */
  INTEREST_PAST = 4   /* packets that may have something below it */
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
  stack->sides = false;
  stack->next = (uint16_t)protocols_child(
      stack->all, stack->all->known[layer->protocol]->space, number);
}

/* The first header of a protocol; NULL: none. */
static inline const Layer *stack_find(const Stack *stack, unsigned protocol) {
  const Layer *layer = stack->layers, *end = layer + stack->count;
  while (layer < end && layer->protocol != protocol) layer++;
  return layer < end ? layer : NULL;
}

static inline void stack_last(Stack *stack) {
  stack->next = PROTOCOL_NONE;
  stack->sides = false;
}

/* True when what is decoded goes on behind the end of what is there. */
static inline bool stack_goes_on(const Stack *s) {
  return s->partial || (s->end == s->frame.caplen &&
                        s->frame.caplen < s->frame.length);
}

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
  if (left < k->layout.fixed || known_otherwise(k, header, left)) return false;
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

/* Sets the bytes of `interest` that a wish for `protocol` implies. */
void interest_add(uint8_t *interest, const Protocols *all, unsigned protocol);

/* The same for a protocol that is only looked at when another is there. */
void interest_pass(uint8_t *interest, const Protocols *all, unsigned protocol);

#endif
