/*
** state.h - the module's state: one for each Lua state
*/
#ifndef PYCAP_STATE_H
#define PYCAP_STATE_H

#include <lauxlib.h>
#include <lua.h>

#include "../../core/allocator.h"
#include "../../core/protocols.h"

struct Host;
struct Activity;
struct Outcome;
struct Scheduler;

#define CURRENT_MAX 4

/*
** The packet whose handler is being called; NULL: none. It stays alive during
** the call. So a read need only compare the address of the packet, or of one of
** the headers that the handler got, with the known ones.
*/
typedef struct Current {
  const struct Packet *packet;
  unsigned count;
  struct {
    const void *header;  /* lua_topointer */
    unsigned layer;
  } known[CURRENT_MAX];
} Current;

/* Remembers that the header on top of the stack is a layer of the current
** packet. */
static inline void current_note(lua_State *L, Current *c, unsigned layer) {
  for (unsigned i = 0; i < c->count; i++)
    if (c->known[i].layer == layer) return;
  if (c->count == CURRENT_MAX) return;
  c->known[c->count].header = lua_topointer(L, -1);
  c->known[c->count++].layer = layer;
}

#define TEXTS_SEEN 512  /* a power of two */

/* Texts of addresses that are cached (value/texts.c). */
typedef struct Texts {
  uint64_t *addresses;  /* by slot; 0: it is empty */
  uint32_t slots;
  int table;            /* reference: the texts, from 1 on */
  bool full;            /* there is no memory for more slots */
  uint32_t evicted;     /* since the last look back: texts that gave way, */
  uint32_t returned;    /* and addresses, of one in SAMPLE, that were made a text
                           of again */
  uint32_t seen[TEXTS_SEEN];  /* parts of these addresses' hashes */
} Texts;

/*
** One for each Lua state: the first upvalue of every C function of the module.
** Its user value keeps what protocols.known point to.
*/
typedef struct State {
  Protocols protocols;
  int packet_meta;                      /* references in the registry ... */
  int packet_members;                   /* name -> member, of packets */
  int constants;                        /* pycap.constants */
  int header_meta[PROTOCOLS_MAX];
  const void *packet_identity;          /* ... and what they refer to */
  const void *header_identity[PROTOCOLS_MAX];
  const void **names[PROTOCOLS_MAX];    /* of fields, as strings:
                                           lua_topointer */
  Current current;
  uint64_t in_place[PROTOCOLS_MAX];     /* BIT(field): an assignment goes to the
                                           bytes of a header made by hand */
  Texts texts;
  struct Activity *volatile running;    /* the innermost activity */
  struct Scheduler *scheduler;
  lua_State *main;        /* the main thread, where a signal sets its hook, */
  lua_Hook seen;          /* and the hook that state_interrupt ran last */
  struct Outcome *outcome;  /* NULL: results of handlers are ignored */
  const struct HostWatch *watch;  /* of the source's device, NULL: nobody */
  struct Session *watched;  /* the source that is open and watched, or NULL */
  struct Capture *files;  /* the first open capture of a file, or NULL: not its
                             Session, which goes where a finalizer fails */
  const struct Host *host;  /* never NULL: where no program serves the module,
                               an empty one */
} State;

static inline State *state_of(lua_State *L) {
  return lua_touserdata(L, lua_upvalueindex(1));
}

#define STATE_KEY "pycap.state"  /* of it in the registry */

/* Makes the state, with these protocols (up to a NULL), and pushes it. */
void state_push(lua_State *L, const Protocol *const *protocols);

/* Raises `problem` where no program serves the module, as in plain Lua. */
void state_needhost(lua_State *L, const State *state, const char *problem);

/*
** The Lua state's allocator, for C. It raises nothing. When the limit on memory
** is reached, it collects garbage and tries again.
*/
Allocator state_allocator(const State *state);

/* The same without collecting garbage, so that no finalizer runs. */
Allocator state_memory(const State *state);

/* Has the host count `steps` of work as instructions. It may raise. */
void state_charge(lua_State *L, uint64_t steps);

/* The same for work on `size` bytes; work on few bytes is free. */
static inline void state_chargebytes(lua_State *L, size_t size) {
  if (size >= 4096) state_charge(L, size / 64);
}

/* The state of a lua_State that has opened the module, or NULL. */
State *state_find(lua_State *L);

/*
** Makes the metatable `name` (luaL_newmetatable) and pushes it. Its functions
** have the state, which is on top, as upvalue. `methods`, or NULL, become its
** __index.
*/
void state_class(lua_State *L, const char *name, const luaL_Reg *meta,
                 const luaL_Reg *methods);

/* Makes a function the __index of the class on top. Its upvalues are the state
** and the methods. */
void state_classindex(lua_State *L, lua_CFunction index);

#endif
