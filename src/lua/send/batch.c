/*
** batch.c - injector:batch: many frames, a system call for each burst
*/
#include "batch.h"

#include "../capture/session.h"
#include "sender.h"

#define PATIENCE INT64_C(1000000000)  /* see send_rest */

/* Where things are on the stack of the protected call. */
enum { BATCH = 1, SOURCE, FIXED, CONTROL, ANCHORS };

typedef struct Batch {
  const Sender *sender;
  State *state;
  Activity activity;
  lua_Integer taken;  /* frames from the source */
  lua_Integer sent;   /* in the bursts before this one */
  bool gathering;     /* an error is the script's: send what is there */
  Burst burst;            /* what it borrows is in the table of anchors */
} Batch;

/* The injector, which the script may have closed meanwhile. */
static Injector *injector_of(lua_State *L, const Batch *b) {
  if (!b->sender->injector) luaL_error(L, "injector is closed");
  return b->sender->injector;
}

/* Pushes the next frame of the source; false: there is none. */
static bool push_next(lua_State *L, const Batch *b) {
  if (lua_istable(L, SOURCE))
    return lua_geti(L, SOURCE, b->taken + 1) != LUA_TNIL;
  lua_pushvalue(L, SOURCE);
  lua_pushvalue(L, FIXED);
  lua_pushvalue(L, CONTROL);
  lua_call(L, 2, 1);
  lua_pushvalue(L, -1);
  lua_replace(L, CONTROL);
  return !lua_isnil(L, -1);
}

/* Puts the elements of the list on top in its place. */
static void push_elements(lua_State *L, lua_Integer frame) {
  int list = lua_gettop(L);
  lua_Integer count = luaL_len(L, list);
  if (count < 1)
    luaL_error(L, "batch: frame %I: list of headers expected, got an empty one",
               frame);
  if (count > LAYERS_MAX + 2)
    luaL_error(L, "batch: frame %I: too many headers", frame);
  luaL_checkstack(L, (int)count + LUA_MINSTACK, "too many headers");
  for (lua_Integer i = 1; i <= count; i++) lua_geti(L, list, i);
  lua_remove(L, list);
}

/* The frame at `first`, if it needs nothing done: NULL, or its bytes. */
static const void *plain_frame(lua_State *L, const Batch *b, int first,
                               size_t *size) {
  const void *bytes = NULL;
  if (lua_type(L, first) == LUA_TSTRING) {
    bytes = lua_tolstring(L, first, size);
  } else if (lua_type(L, first) == LUA_TUSERDATA) {
    const Packet *p = packet_to(L, b->state, first);
    bytes = p ? sender_plain(b->sender, p, size) : NULL;
  }
  return b->sender->pad ? NULL : bytes;
}

/* The same of any that is right; what it leaves on top keeps its bytes. */
static const void *make_frame(lua_State *L, const Batch *b, int first,
                              size_t *size) {
  unsigned layer;
  bool header = header_to(L, b->state, first, &layer) != NULL;
  lua_settop(L, first);
  if (header || !(lua_type(L, first) == LUA_TSTRING ||
                  lua_istable(L, first) || packet_to(L, b->state, first)))
    luaL_error(L, "batch: frame %I: packet, string or list of headers "
               "expected, got %s", b->taken + 1,
               header ? "a header" : luaL_typename(L, first));
  if (lua_istable(L, first)) push_elements(L, b->taken + 1);
  return sender_frame(L, b->sender, first, size);
}

/* Adds the frame on top; pops it. */
static void add_frame(lua_State *L, Batch *b) {
  int first = lua_gettop(L);
  size_t size;
  const void *bytes = plain_frame(L, b, first, &size);
  if (!bytes) bytes = make_frame(L, b, first, &size);
  lua_rawseti(L, ANCHORS, b->burst.count + 1);
  burst_add(&b->burst, bytes, size);
  lua_settop(L, first - 1);
}

/* Fills a burst; false: that was the last. */
static bool gather(lua_State *L, Batch *b) {
  b->gathering = true;
  b->burst.count = b->burst.sent = 0;
  while (b->burst.count < BURST && !b->activity.stopped) {
    if (!push_next(L, b)) return false;
    add_frame(L, b);
    b->taken++;
  }
  return true;
}

/* Sends the burst; false: it was stopped. */
static bool send_burst(lua_State *L, Batch *b) {
  Fault fault;
  int n;
  b->gathering = false;
  do {
    state_interrupt(L, b->state);
    if (b->activity.stopped) return false;
    n = burst_send(injector_of(L, b), &b->burst, &fault);
    if (n < 0) return sender_raise(L, &fault, b->sent + b->burst.sent);
    if (n == 0) burst_wait(b->sender->injector, state_pending, b->state);
  } while (n == 0);
  b->sent += b->burst.sent;
  b->burst.count = b->burst.sent = 0;
  return true;
}

/* Protected: batch, source, fixed, control, anchors */
static int run_batch(lua_State *L) {
  Batch *b = lua_touserdata(L, BATCH);
  for (bool more = true; more;) {
    more = gather(L, b);
    if (!send_burst(L, b)) break;
  }
  return 0;
}

/* What came before the frame, or the iterator, that raised an error. */
static void send_rest(Batch *b) {
  int64_t late = clock_now() + PATIENCE;
  Fault fault;
  while (b->sender->injector && clock_now() < late &&
         burst_send(b->sender->injector, &b->burst, &fault) == 0)
    burst_wait(b->sender->injector, NULL, NULL);
}

/* injector:batch(list or iterator [, fixed [, control]]) -> frames sent */
int injector_batch(lua_State *L) {
  Batch b;
  unsigned layer;
  b.sender = sender_check(L);
  b.state = state_of(L);
  b.taken = b.sent = 0;
  b.gathering = false;
  b.burst.count = b.burst.sent = 0;
  lua_settop(L, 4);
  bool list = lua_istable(L, 2) && !header_to(L, b.state, 2, &layer);
  luaL_argcheck(L, list || lua_isfunction(L, 2), 2,
                "list of frames or iterator expected");
  lua_settop(L, 4);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_pushcclosure(L, run_batch, 1);
  lua_insert(L, 2);
  lua_pushlightuserdata(L, &b);
  lua_insert(L, 3);
  lua_createtable(L, BURST, 0);
  activity_begin(L, b.state, &b.activity);
  int status = lua_pcall(L, 5, 0, 0);
  if (status != LUA_OK && b.gathering) send_rest(&b);
  activity_end(&b.activity);
  if (status != LUA_OK) return lua_error(L);
  lua_pushinteger(L, b.sent + b.burst.sent);
  return 1;
}
