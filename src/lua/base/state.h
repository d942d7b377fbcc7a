/*
** state.h - what the files of this folder share: the module's state, packets
** and headers as Lua values, errors
*/
#ifndef PYCAP_STATE_H
#define PYCAP_STATE_H

#include <lauxlib.h>
#include <lua.h>
#include <string.h>

#include "../../core/checksum.h"
#include "../../core/items.h"
#include "../../io/fault.h"
#include "../capture/sched.h"

#if defined(__GNUC__)
#define PYCAP_PRINTF(a, b) __attribute__((format(printf, a, b)))
#else
#define PYCAP_PRINTF(a, b)
#endif

struct Host;
struct Loop;

#define CURRENT_MAX 4

/*
** The packet whose handler is being called, NULL: none. It stays alive
** meanwhile, so that to read it, it is enough to know it again, or one of the
** headers that the handler got of it.
*/
typedef struct Current {
  const struct Packet *packet;
  unsigned count;
  struct {
    const void *header;  /* lua_topointer */
    unsigned layer;
  } known[CURRENT_MAX];
} Current;

/* Where results of handlers go that a host feeds: see pycap.h. */
typedef struct Outcome {
  lua_State *thread;        /* of the handlers whose results count */
  const struct Frame *frame;
  int table;                /* reference: the bytes of packets go there, */
  lua_Integer slot;         /* at this index */
  bool dropped, replaced;
} Outcome;

/* Notes the header on top of the stack, of a layer of the current packet. */
static inline void current_note(lua_State *L, Current *c, unsigned layer) {
  for (unsigned i = 0; i < c->count; i++)
    if (c->known[i].layer == layer) return;
  if (c->count == CURRENT_MAX) return;
  c->known[c->count].header = lua_topointer(L, -1);
  c->known[c->count++].layer = layer;
}

#define TEXTS 2048  /* texts of addresses that are kept: a power of two */

/*
** One for each Lua state: the first upvalue of every function of ours. User
** values: what protocols.known and names point to.
*/
typedef struct State {
  Protocols protocols;
  int packet_meta;                      /* references in the registry ... */
  int header_meta[PROTOCOLS_MAX];
  const void *packet_identity;          /* ... and what they refer to */
  const void *header_identity[PROTOCOLS_MAX];
  const void **names[PROTOCOLS_MAX];    /* of fields, as strings:
                                           lua_topointer */
  Current current;
  uint64_t in_place[PROTOCOLS_MAX];     /* BIT(field): set in the bytes of a
                                           header made by hand (craft.c) */
  uint64_t texts[TEXTS];                /* the addresses whose text is kept, */
  int texts_table;                      /* in this table: a reference */
  struct Loop *volatile running;        /* the innermost that runs */
  Scheduler *scheduler;
  lua_State *main;        /* the main thread, where a signal sets its hook, */
  lua_Hook seen;          /* and the hook that state_interrupt ran last */
  Outcome *outcome;       /* NULL: results of handlers mean nothing */
  const struct Host *host;  /* in a program without one: one that asks for
                               nothing */
} State;

static inline State *state_of(lua_State *L) {
  return lua_touserdata(L, lua_upvalueindex(1));
}

/* A string argument for C: one without zeros in it. */
static inline const char *text_check(lua_State *L, int arg) {
  size_t size;
  const char *text = luaL_checklstring(L, arg, &size);
  luaL_argcheck(L, strlen(text) == size, arg, "string contains zeros");
  return text;
}

#define STATE_KEY "pycap.state"  /* of it in the registry */

/* The state of a lua_State that has opened the module, or NULL. */
State *state_find(lua_State *L);

/*
** Makes a metatable `name` (luaL_newmetatable) of functions that share the
** state, which is on top; leaves it above. Methods, where there are any, are
** its __index.
*/
void state_class(lua_State *L, const char *name, const luaL_Reg *meta,
                 const luaL_Reg *methods);

/* --- packets (packet.c, compose.c) --- */

#define PACKET_MAX (1u << 27)  /* bytes of a composed packet */

/* A packet: its bytes follow the layers, nothing in it points elsewhere. */
typedef struct Packet {
  int64_t time;
  const char *problem;  /* a constant string, or NULL */
  uint32_t size;        /* bytes here */
  uint32_t caplen, length;
  uint32_t end;         /* where the payload ends */
  uint32_t where;       /* where the malformed header begins */
  uint16_t count;       /* layers; the user values are their headers, and one */
  uint16_t culprit;     /* more for what was assigned */
  bool made;            /* by hand: its length is that of its bytes */
  bool quotes;          /* the payload is a packet that an error quotes */
  bool touched;         /* assigned to, or a header alone: compose for the
                           bytes */
  bool edited;          /* there is a table of what was assigned */
  bool alone;           /* a header made by hand, in no packet yet */
  bool marked;          /* there are marks behind the bytes */
  int32_t root;         /* the protocol that frames begin with */
  Layer layers[];
} Packet;

static inline const uint8_t *packet_bytes(const Packet *p) {
  return (const uint8_t *)(p->layers + p->count);
}

/*
** The marks of a packet made by hand, one for each layer: BIT(field) for each
** that the script set to what its bytes have. NULL: a captured packet's.
*/
static inline size_t packet_head(unsigned count, uint32_t size) {
  size_t end = sizeof(Packet) + count * sizeof(Layer) + size;
  return (end + sizeof(uint64_t) - 1) & ~(sizeof(uint64_t) - 1);
}

static inline uint64_t *packet_marks(const Packet *p) {
  if (!p->marked) return NULL;
  return (uint64_t *)((char *)p + packet_head(p->count, p->size));
}

/* True when the script set a field of a layer to what the bytes have. */
static inline bool packet_mark(const Packet *p, unsigned layer,
                               unsigned field) {
  return p->marked && packet_marks(p)[layer] >> field & 1;
}

/* Where the headers end. */
static inline uint32_t packet_body(const Packet *p) {
  if (p->count == 0) return 0;
  const Layer *last = &p->layers[p->count - 1];
  return last->offset + last->length;
}

/* A packet at an index, by identity of the metatable; NULL: something else. */
Packet *packet_to(lua_State *L, const State *state, int index);
Packet *packet_check(lua_State *L, const State *state, int arg);

/*
** Pushes a packet with room for so many layers and bytes, which the caller
** fills in; all else is zero. `made`: by hand, with marks, none of them set.
*/
Packet *packet_new(lua_State *L, const State *state, unsigned count,
                   uint32_t size, bool made);

/* Decodes the rest of a stack and pushes it as a packet. */
Packet *packet_push(lua_State *L, const State *state, Stack *stack);

/* Pushes what packet:unpack() returns, and returns how many. */
int packet_unpack(lua_State *L, const State *state, int index);

/*
** Pushes the packet that arguments `first` to the top make: headers, then a
** payload; a number at the end is ignored.
*/
Packet *packet_make(lua_State *L, const State *state, int first);

/*
** Pushes the wire form of a packet as a string. With `layer` >= 0 only that
** header's bytes.
*/
void packet_wire(lua_State *L, const State *state, int index, int layer);

/*
** The same of the whole, and in `layers` (LAYERS_MAX of them) where the headers
** are in it; what is returned refers to both.
*/
Decoded packet_layers(lua_State *L, const State *state, int index,
                      Layer *layers);

/*
** Pushes the wire form with the checksums that an offloading sender left
** partial completed: those that are bad and were not set by the script.
*/
void packet_complete(lua_State *L, const State *state, int index);

/*
** What composing makes of an integer field that was not assigned, of a layer
** of the packet at `index`; false: it cannot be composed, or has no such field.
*/
bool packet_composed(lua_State *L, const State *state, int index,
                     unsigned layer, unsigned field, Value *value);

/* A packet as it was captured. */
Decoded packet_decoded(const Packet *p);

/* What was assigned to the payload, else the payload; does not push. */
const char *packet_payload(lua_State *L, const Packet *p, int index,
                           size_t *size);

/* pycap.packet(headers..., [payload]) -> packet */
int module_packet(lua_State *L);

void open_packets(lua_State *L);  /* the state is on top, and stays there */

/* The protocol of a layer. */
static inline const Known *known_of(const State *state, const Packet *p,
                                    unsigned layer) {
  return state->protocols.known[p->layers[layer].protocol];
}

/* --- headers (header.c, value.c, assign.c, craft.c) --- */

/*
** Pushes the header table of a layer of the packet at `index`; header_new makes
** it, of a layer that was never asked for.
*/
void header_push(lua_State *L, const State *state, int index, unsigned layer);
void header_new(lua_State *L, const State *state, int index, unsigned layer);

/*
** The packet and layer behind a header; raises when `arg` is none, or was
** tampered with. Pushes the packet.
*/
Packet *header_check(lua_State *L, const State *state, int arg,
                     unsigned *layer);

/* The same without raising: NULL, and nothing pushed. */
Packet *header_to(lua_State *L, const State *state, int arg, unsigned *layer);

/* Raises what header_to did not take; `expected` names what would do. */
int header_refuse(lua_State *L, const State *state, int arg,
                  const char *expected);

/*
** The value of a field of a layer of the packet at `index`: what was assigned,
** else what follows from that in composing, else the wire's, else the default.
** False: the header has no such field. Leaves the stack as it was; the bytes
** live as long as the packet. It may run finalizers.
*/
bool header_value(lua_State *L, const State *state, int index, unsigned layer,
                  unsigned field, Value *value);

/*
** What was assigned to a field (.number, or .bytes that live as long as it is
** kept); false: nothing.  No finalizer runs, nor in layer_assigned.
*/
bool header_assigned(lua_State *L, const State *state, int index,
                     unsigned layer, unsigned field, Value *value);

/*
** The same of all fields of a layer of `p`, at `index`, into `values`, if
** something was that marks do not tell; else false.
*/
bool layer_assigned(lua_State *L, const State *state, const Packet *p,
                    int index, unsigned layer, Value *values);

/* Pushes the table of what was assigned to a packet: [0] is its payload, [i]
** what was assigned to the fields of layer i - 1, by index + 1; [-1] is the
** packet that it quotes, once it was read. */
void header_edits(lua_State *L, Packet *p, int index);

/*
** Copies what was assigned to a layer of the packet at `index`, marks too, into
** another packet's table `edits`.
*/
void header_copyedits(lua_State *L, const State *state, int index,
                      unsigned layer, int edits, unsigned to);

/*
** Keeps the value at `arg` (nil: forgets) for a field of a layer of the packet
** at `index`; raises when the field does not take it.
*/
void header_assign(lua_State *L, const State *state, int index,
                   unsigned layer, unsigned field, int arg);

/*
** Writes the value at `arg` into a header that is alone, and marks it; false:
** the value, or the field, is none of those that are kept so. nil: the default.
*/
bool header_place(lua_State *L, const State *state, Packet *p, unsigned field,
                  int arg);

/*
** pycap.<protocol>([fields]) -> header
** Upvalues: the state, name -> index of the field, the protocol's index.
*/
int module_header(lua_State *L);

/* Raises: the key is no field that can be assigned. */
int header_refusekey(lua_State *L, const Known *known, int key);

/* The fields that header_place takes, for State.in_place. */
uint64_t layout_placed(const Known *known);

/*
** Pushes the text of an address of the usual size. Those of 4 and 6 bytes are
** kept in the table at index `texts` (State.texts_table): traffic is of few
** hosts, and making a string is dearer than all the rest.
*/
void header_pushaddress(lua_State *L, State *state, int texts,
                        const Field *field, const uint8_t *bytes);

/* Where a value stands in what a script assigns, for messages. */
typedef struct Place {
  const struct Place *in;  /* NULL: the protocol */
  const char *name;        /* of a field; NULL: */
  lua_Integer index;       /* an element of a list */
} Place;

void place_push(lua_State *L, const Place *place);

/* Raises "place: problem", `more` at its end. */
int place_refuse(lua_State *L, const Place *place, const char *problem,
                 const char *more);

/* Raises what the field at a place expected, and what came at `arg`. */
int value_refuse(lua_State *L, const Place *place, const Field *field,
                 int arg);

/* The integer at `arg`, or that of the name; raises. */
uint64_t value_number(lua_State *L, const Place *place, const Field *field,
                      int arg);

/* An address from text. */
bool value_address(Kind kind, const char *text, size_t size, uint8_t out[16]);

/* Pushes a field of a layer; nil when it is not there. */
void header_pushfield(lua_State *L, const State *state, int index,
                      unsigned layer, unsigned field);

/* Pushes a plain table of all fields of a layer. */
void header_table(lua_State *L, const State *state, int index,
                  unsigned layer);

/* Adds a header's text to a buffer. */
void header_addtext(lua_State *L, const State *state, int index,
                    unsigned layer, luaL_Buffer *buffer);

void open_headers(lua_State *L);  /* as open_packets; adds pycap.<protocol> */

/* Pushes a value as scripts see it; addresses as text when `textual`. */
void value_push(lua_State *L, const Field *field, const Value *value,
                bool textual);

/* --- lists of items (items.c) --- */

/* Pushes a list of bytes as a Lua list, one table an item. */
void items_push(lua_State *L, const Items *items, const uint8_t *list,
                uint32_t size);

/* Pushes the bytes of the list, or string, at `arg`; raises. */
void items_encode(lua_State *L, const Place *place, const Field *field,
                  int arg);

/* --- rows as data (rows.c) --- */

/* pycap.protocols() -> list of protocols, each with its rows and carriers */
int module_protocols(lua_State *L);

/* --- checksums (checksum.c) --- */

/* pycap.checksum(header) -> "good", "bad", "unset" or nil */
int module_checksum(lua_State *L);

/* --- errors (error.c) --- */

/* Raises, for `who`, if the table at `index` has a key that is not listed. */
void options_check(lua_State *L, int index, const char *who,
                   const char *const *keys);

/* Raises a pycap.error. */
int fault_raise(lua_State *L, const Fault *fault);
int fault_throw(lua_State *L, const char *code, const char *format, ...)
    PYCAP_PRINTF(3, 4);

/*
** Pushes on L the error on top of a thread: a string with the thread's
** traceback, any other value as it is.
*/
void error_trace(lua_State *L, lua_State *from);

void open_errors(lua_State *L);

/* --- captures and injectors --- */

void open_captures(lua_State *L);
void open_scheduler(lua_State *L);
void open_jobs(lua_State *L);
void open_source(lua_State *L);
void open_filters(lua_State *L);
void open_devices(lua_State *L);
void open_injectors(lua_State *L);
void open_dumps(lua_State *L);

/* What the Lua parts need of C: package.preload["pycap.inner"]. */
void open_inner(lua_State *L);

#endif
