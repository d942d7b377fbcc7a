/*
** streams.h - capture:stream: functions that read what connections carry
**
** A Connection is what one of these functions has of one conversation. It
** begins with the first bytes of that, and ends when the function returns. All
** of a conversation's hang at its `streams`; NOBODY there: none is wanted.
*/
#ifndef PYCAP_STREAMS_H
#define PYCAP_STREAMS_H

#include "../../flow/stream.h"
#include "../../flow/unread.h"
#include "../select/handler.h"

struct Streams;
struct Connection;

#define MATCHES_MAX 16

/* What there was, of all streams of a capture. */
typedef struct StreamsCounts {
  StreamCounts order;
  uint64_t connections;  /* that a function was called for, */
  uint64_t unmatched;    /* or was not, because of `match` */
  uint64_t full;         /* bytes for which there was no room */
  uint64_t deep;         /* and those behind `depth` */
  uint64_t refused;      /* connections that there was no memory for */
  uint64_t errors;       /* of functions */
} StreamsCounts;

/* One call of capture:stream. It keeps its function and what its fields refer
** to. */
typedef struct Follower {
  struct Streams *streams;  /* NULL: they are gone */
  struct Follower *next;    /* of those that are not cancelled */
  StreamRules rules;     /* its allocator is `take` on this */
  Allocator memory;
  size_t taken, most;    /* of memory, and how much there may be */
  uint64_t depth;
  uint32_t buffer;
  struct {
    const uint8_t *bytes;
    uint32_t size;
  } match[MATCHES_MAX];
  unsigned matches;      /* the first bytes of a side are to be one of these */
  int function;          /* in the table of Streams */
  bool udp, pieces, skips, raises, cancelled;
  Fields fields;
} Follower;

enum { CLIENT, SERVER, FLOW, HANDLES };

/*
** What a connection and its handles have in common. It goes with the last of
** them; where a finalizer fails, as it does where the C stack is used up, it
** stays.
*/
typedef struct Tie {
  struct Connection *connection;  /* NULL: it has ended, */
  Record *record;                 /* and this is what was known of its flow;
                                     or NULL */
  uint32_t handles, flows;        /* that were not collected; of kind FLOW */
} Tie;

/* What scripts have of a connection: a userdata. */
typedef struct Handle {
  Tie *tie;                       /* NULL: it was not finished, or collected */
  uint8_t kind;
} Handle;

typedef struct Connection {
  struct Connection *next, **at;  /* of all; */
  struct Connection *peer;        /* of the same conversation, or that ended */
  Follower *follower;
  Conversation *flow;             /* NULL: it has ended, */
  Record *last;                   /* and this is what was known of it; or NULL */
  lua_State *thread;              /* NULL: the function was not called yet */
  Tie *tie;                       /* NULL: no handle was made */
  Unread *unread[2];              /* NULL: nothing is */
  Stream sides[2];
  uint32_t owed[2];               /* missing bytes for whose mark there was no
                                     memory; UINT32_MAX: or more */
  uint32_t stamps[2];             /* when something became unread */
  uint32_t need;                  /* bytes that a read waits for */
  uint32_t format, place;         /* of an unpack that waits: bytes of its
                                     format, and of the side, that are done */
  int slots[2];                   /* of thread and flow in the table of Streams;
                                     0: none */
  uint8_t waits;                  /* for sides: an OR of 1 << side */
  uint8_t ended[2];               /* FlowReason, or DEEP; 0: it goes on */
  uint8_t why;                    /* `flow` has ended: its FlowReason */
  bool chosen;                    /* it is what `match` asks for */
  bool dead;                      /* the function has returned, or failed */
  bool udp;
} Connection;

#define DEEP (REASON_END + 1)  /* a side has ended because of `depth` */

/* The streams of a capture, of TCP or UDP. It keeps a table of functions,
** threads and flows. */
typedef struct Streams {
  Sink sink;               /* of its handler */
  State *state;
  Handlers *handlers;
  Follower *followers;
  Connection *all, *ending, **ending_end;
  Conversation *flow;      /* of the packet that is to be handed over, NULL:
                              none; */
  Segment segment;         /* what it is, */
  uint8_t direction;       /* and of which side */
  bool udp;
  uint16_t protocol;
  uint32_t stamp;          /* counts packets */
  int table;               /* stack index of the table, while streams_run runs */
  StreamsCounts counts;
} Streams;

/* --- connection.c --- */

/* A new one, first of its conversation's. NULL: no memory. */
Connection *connection_new(Streams *streams, Follower *follower,
                           Conversation *flow);

/* Takes a connection from a conversation that ends: keeps what is known. */
void connection_end(Connection *c);

/* Frees it. It is no more in its conversation's list. `table`: as in Streams; 0:
** that is garbage. */
void connection_free(lua_State *L, Connection *c, int table);

/* connection_add puts bytes that are in order into `unread`; connection_miss a
** gap; connection_release frees it where all was read. */
void connection_add(Connection *c, unsigned side, uint64_t offset,
                    const uint8_t *bytes, uint64_t size);
void connection_miss(Connection *c, unsigned side, uint64_t offset,
                     uint64_t size);
void connection_release(Connection *c, unsigned side);

/* Calls the function, or resumes it. Afterwards it waits, or is `dead`. */
void connection_resume(lua_State *L, Connection *c);

/* Calls a function of pieces, which is on top with `n` arguments. */
void connection_call(lua_State *L, Connection *c, int n);

/* True when something came that the function waits for. */
bool connection_ready(const Connection *c);

/* --- handle.c --- */

/* connection_push pushes a handle; connection_describe a line that says which
** connection it is. */
void connection_push(lua_State *L, Connection *c, unsigned kind);
void connection_describe(lua_State *L, const Connection *c);

/* Of handles: __gc, __tostring, and the __index of a flow, whose methods are in
** upvalue 2. */
int connection_collect(lua_State *L);
int connection_tostring(lua_State *L);
int connection_field(lua_State *L);

/* --- streaming.c --- */

/* Looks at the packet that a handler of the streams got. True: streams_run has
** to be called. */
bool streams_seen(Streams *streams, const Stack *stack);

/* Takes the connections of a conversation that has ended. */
void streams_ended(Conversation *flow);

/*
** Hands over what was seen, in a thread that runs for the packet. The table is
** on top.
*/
void streams_run(lua_State *L, Streams *streams);

/* --- reading.c --- */

void open_reading(lua_State *L);  /* stack: module, state */

#endif
