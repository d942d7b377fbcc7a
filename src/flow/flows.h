/*
** flows.h - the table of conversations: who talks to whom, and how
**
** Frames that were decoded come in; each is of one conversation, which both
** directions are. A conversation that ended waits, no longer in the table,
** until its owner has asked for it by flows_ended.
*/
#ifndef PYCAP_FLOWS_H
#define PYCAP_FLOWS_H

#include "../core/allocator.h"
#include "../core/record.h"

#define ICMP_KNOWN 0x10000 /* a bit beside type and code that are known */
#define HOLES_MAX 3        /* of one direction that are remembered */
#define FLOW_VLANS_MAX 2   /* VLANs of one conversation that are told */
#define FLOWS_EXPIRED 64   /* conversations that end by time in one call */

/* How long a conversation may be silent depends on what it is. */
typedef enum Idle {
  IDLE_OPENING,     /* TCP whose handshake is not done */
  IDLE_OPEN,        /* TCP */
  IDLE_CLOSED,      /* TCP that both sides have closed, or one has reset */
  IDLE_UNANSWERED,  /* UDP, one direction */
  IDLE_ANSWERED,    /* UDP, both */
  IDLE_OTHER,
  IDLE_COUNT
} Idle;

/* Bytes of one direction that did not come: sequence numbers. */
typedef struct Hole {
  uint32_t from, to;  /* `to` is not one of them; both the same: none */
} Hole;

enum {
  SIDE_SYN = 1,    /* it has sent a SYN, whose number is in `first`; */
  SIDE_FIN = 2,
  SIDE_BEGUN = 4,  /* `next` is known; */
  SIDE_DATA = 8,   /* it has sent bytes, the first of which were looked at; */
  SIDE_SECOND = 16 /* it is the second end in the key */
};

/* One direction of a conversation. */
typedef struct Side {
  uint64_t packets, bytes;  /* of frames, on the wire */
  uint32_t first;           /* TCP: number of its SYN; ICMP: type and code of
                               the first packet, */
  uint32_t next;            /* and number of what follows the last byte */
  Hole holes[HOLES_MAX];
} Side;

typedef struct Conversation {
  struct Conversation *next;           /* in the same slot; or that ended */
  struct Conversation *older, *newer;  /* by when they were heard last */
  void *streams, *messages;  /* of those who follow it, who free them when it
                                ended; NULL: nothing */
  int64_t first, last;       /* time of the first packet and of the last */
  int64_t heard;             /* the table's clock at the last packet */
  int64_t handshake;         /* ns from the SYN to what completed it; -1 */
  Side sides[2];             /* what the source sent, and its peer */
  uint32_t hash;             /* of the key */
  uint32_t retransmissions, disorder, gaps;  /* of both directions */
  uint16_t vlans[FLOW_VLANS_MAX];  /* of the first packet, and one; 0: none */
  uint8_t flags[2];          /* of the sides: SIDE_... */
  uint8_t key_size;
  uint8_t key[FLOW_MAX];     /* as packet.conversation */
  uint8_t state;             /* FlowState */
  uint8_t reason;            /* FlowReason */
  uint8_t idle;              /* Idle: the list that it is in */
  uint8_t application;       /* by its first bytes; 0: not known */
} Conversation;

/* The `streams` of one whose streams nobody wants. */
#define NOBODY ((void *)&flows_nobody)
extern const char flows_nobody;

/* Flows is to be asked for what ended, by flows_ended, after each call. */
typedef struct Flows Flows;

typedef struct FlowsLimits {
  int64_t idle[IDLE_COUNT];  /* nanoseconds */
  uint32_t flows;            /* conversations at most, */
  size_t bytes;              /* and memory for them */
  bool refuse;               /* where it is full, no new ones are taken; else
                                that ends which was silent for longest */
} FlowsLimits;

typedef struct FlowsCounts {
  uint64_t begun;            /* conversations */
  uint64_t ended[REASON_END + 1];  /* by FlowReason */
  uint64_t refused;          /* packets that had no room for a new one */
} FlowsCounts;

/* What a frame was for its conversation. */
typedef struct Seen {
  Conversation *flow;   /* NULL: it is of none */
  bool began;           /* it is its first packet */
  uint8_t direction;    /* whose side it is of: 0: the source sent it */
  unsigned layer;       /* the layer behind the headers of IP, such as that of
                           TCP; stack->count: there is none */
  int64_t before;       /* the time of the packet before */
} Seen;

/* `secret` are random bytes. NULL: no memory. */
Flows *flows_new(const Protocols *all, const FlowsLimits *limits,
                 const uint64_t secret[2], const Allocator *allocator);
void flows_free(Flows *flows);  /* NULL is none */

/*
** Takes a frame that was decoded as far as flow_interest asks for, and moves
** the clock to its time. A conversation in `*seen` is valid until the next call
** of flows_take, flows_expire or flows_end.
*/
void flows_take(Flows *flows, const Stack *stack, Seen *seen);

/*
** Moves the clock forward, and ends conversations that were silent for too
** long, no more than FLOWS_EXPIRED of them. True: there are more. flows_due:
** when flows_expire is to be called next; INT64_MAX: never.
*/
bool flows_expire(Flows *flows, int64_t now);
int64_t flows_due(const Flows *flows);

/* Ends all conversations; each one when flows_ended comes to it. */
void flows_end(Flows *flows);

/* True when flows_ended may have one. */
bool flows_wait(const Flows *flows);

/*
** The next conversation that ended, valid until the next call, with its
** `reason`; with `all` also one of those that flows_end ends. NULL: none.
*/
Conversation *flows_ended(Flows *flows, bool all);

uint32_t flows_size(const Flows *flows);  /* conversations in the table */
FlowsCounts flows_counts(const Flows *flows);
size_t flows_bytes(const Flows *flows);   /* of memory */

#endif
