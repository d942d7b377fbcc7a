/*
** connection.c - a connection whose bytes a script's function reads
*/
#include <string.h>

#include "../../flow/report.h"
#include "../base/error.h"
#include "../host.h"
#include "session.h"
#include "streams.h"

/* --- memory --- */

/*
** Begins a side where its SYN says with which number; or, of the side that did
** not send the segment that came last, segments without bytes.
*/
static void begin_side(Stream *s, const Conversation *flow, unsigned side,
                       bool sender) {
  bool syn = flow->flags[side] & SIDE_SYN;
  if (!syn && (sender || !(flow->flags[side] & SIDE_BEGUN))) return;
  s->begun = true;
  s->vague = !syn;
  s->next = syn ? flow->sides[side].first + 1 : flow->sides[side].next;
}

Connection *connection_new(Streams *s, Follower *follower, Conversation *flow) {
  const Allocator *allocator = &follower->rules.allocator;
  Connection *c = allocator_move(allocator, NULL, 0, sizeof *c);
  if (!c) return NULL;
  *c = (Connection){.follower = follower, .flow = flow,
                    .udp = s->udp, .next = s->all, .at = &s->all};
  if (c->next) c->next->at = &c->next;
  s->all = c;
  c->peer = flow->streams == NOBODY ? NULL : flow->streams;
  flow->streams = c;
  for (unsigned i = 0; i < 2; i++) {
    stream_begin(&c->sides[i]);
    if (!s->udp) begin_side(&c->sides[i], flow, i, s->direction == i);
  }
  return c;
}

static void free_unread(Connection *c, unsigned side) {
  const Allocator *allocator = &c->follower->rules.allocator;
  Unread *u = c->unread[side];
  c->unread[side] = NULL;
  if (!u) return;
  unread_free(u, allocator);
  allocator_move(allocator, u, sizeof *u, 0);
}

void connection_end(Connection *c) {
  const Allocator memory = state_memory(c->follower->streams->state);
  c->why = c->flow->reason;
  c->last = allocator_move(&memory, NULL, 0, sizeof *c->last);
  if (c->last) {
    *c->last = (Record){.event = EVENT_END};
    report_fill(c->flow, c->last);
  }
  c->flow = NULL;
}

/* Has what scripts have of it stand alone. */
static void leave_handles(Connection *c) {
  const Allocator memory = state_memory(c->follower->streams->state);
  Tie *tie = c->tie;
  bool told = tie && tie->flows > 0;
  if (told && c->flow) connection_end(c);
  if (told) tie->record = c->last;
  else if (c->last) allocator_move(&memory, c->last, sizeof *c->last, 0);
  if (tie) tie->connection = NULL;
  if (tie && tie->handles == 0) allocator_move(&memory, tie, sizeof *tie, 0);
}

void connection_free(lua_State *L, Connection *c, int table) {
  leave_handles(c);
  if (table && c->thread && !c->dead && lua_status(c->thread) == LUA_YIELD)
    lua_resetthread(c->thread);
  for (unsigned i = 0; i < 2; i++) {
    if (table && c->slots[i]) luaL_unref(L, table, c->slots[i]);
    free_unread(c, i);
    stream_free(&c->sides[i], &c->follower->rules);
  }
  *c->at = c->next;
  if (c->next) c->next->at = c->at;
  allocator_move(&c->follower->rules.allocator, c, sizeof *c, 0);
}

/* --- bytes --- */

void connection_release(Connection *c, unsigned side) {
  const Unread *u = c->unread[side];
  if (u && u->from == u->to && !unread_mark(u)) free_unread(c, side);
}

/* What is unread of a side, made where there is none. NULL: no memory. */
static Unread *unread_of(Connection *c, unsigned side, uint64_t offset) {
  Unread *u = c->unread[side];
  const Allocator *allocator = &c->follower->rules.allocator;
  if (!u) {
    u = c->unread[side] = allocator_move(allocator, NULL, 0, sizeof *u);
    if (!u) return NULL;
    *u = (Unread){0};
    u->offset = offset;
  }
  if (u->from == u->to && u->marks_from == u->marks_to)
    c->stamps[side] = c->follower->streams->stamp;
  return u;
}

static void note(Connection *c, unsigned side, uint64_t offset, MarkKind kind,
                 uint64_t size) {
  Unread *u = unread_of(c, side, offset);
  if (c->follower->skips && kind != MARK_DATAGRAM) return;
  if (u && unread_note(u, &c->follower->rules.allocator, kind,
                       size + c->owed[side]))
    c->owed[side] = 0;
  else if (size > UINT32_MAX - c->owed[side]) c->owed[side] = UINT32_MAX;
  else c->owed[side] += (uint32_t)size;
}

void connection_add(Connection *c, unsigned side, uint64_t offset,
                    const uint8_t *bytes, uint64_t size) {
  const Follower *f = c->follower;
  Unread *u = unread_of(c, side, offset);
  if (c->owed[side]) note(c, side, offset, MARK_BUFFER, 0);
  uint64_t used = u && !c->owed[side] ? unread_all(u) : f->buffer;
  uint64_t room = f->buffer > used ? f->buffer - used : 0;
  bool whole = room > 0 && size <= room;
  uint64_t fit = whole ? size : c->udp ? 0 : room;
  if ((whole || fit > 0) &&
      !(c->udp ? unread_datagram : unread_put)(u, &f->rules.allocator, bytes,
                                               (uint32_t)fit)) {
    whole = false;
    fit = 0;
  }
  if (whole) return;
  f->streams->counts.full += size - fit;
  note(c, side, offset, MARK_BUFFER, size - fit);
}

void connection_miss(Connection *c, unsigned side, uint64_t offset,
                     uint64_t size) {
  note(c, side, offset, MARK_LOST, size);
}

bool connection_ready(const Connection *c) {
  for (unsigned i = 0; i < 2; i++) {
    const Unread *u = c->unread[i];
    if (!(c->waits & 1 << i)) continue;
    if (c->ended[i]) return true;
    if (u && (unread_mark(u) || unread_size(u) >= c->need ||
              unread_all(u) >= c->follower->buffer))
      return true;
  }
  return false;
}

/* --- running --- */

static int guarded(lua_State *T, int status, lua_KContext context) {
  (void)context;
  return status > LUA_YIELD ? lua_error(T) : 0;
}

/*
** The function and its arguments, where there are limits: what it has to close
** is closed before the thread ends, so that it runs in sight of them.
*/
static int guard(lua_State *T) {
  return guarded(T, lua_pcallk(T, lua_gettop(T) - 1, 0, 0, 0, guarded), 0);
}

/* Makes the thread, with the function and what it gets. Returns how many
** arguments that is. */
static int begin(lua_State *L, Connection *c) {
  Streams *s = c->follower->streams;
  bool limits = s->state->host->resumed != NULL;
  lua_State *T = lua_newthread(L);
  int at = lua_gettop(L);
  if (limits) lua_pushcfunction(L, guard);
  lua_rawgeti(L, s->table, c->follower->function);
  for (unsigned i = 0; i < HANDLES; i++) connection_push(L, c, i);
  lua_pushvalue(L, at);
  c->slots[0] = luaL_ref(L, s->table);  /* from here on nothing fails */
  lua_xmove(L, T, lua_gettop(L) - at);
  lua_pop(L, 1);
  c->thread = T;
  s->counts.connections++;
  return HANDLES + limits;
}

/* Protected: error -> its text */
static int text(lua_State *L) {
  luaL_tolstring(L, 1, NULL);
  return 1;
}

/*
** What follows when a function has failed, with the error on top: a warning
** that names the flow; or it is raised.
*/
static void fail(lua_State *L, Connection *c) {
  const Host *host = c->follower->streams->state->host;
  c->dead = true;
  c->follower->streams->counts.errors++;
  state_charge(L, 1);  /* a limit that was reached is no matter of one flow */
  if (c->follower->raises && lua_type(L, -1) != LUA_TSTRING) lua_error(L);
  connection_describe(L, c);
  lua_pushcfunction(L, text);
  lua_pushvalue(L, -3);
  if (lua_pcall(L, 1, 1, 0) != LUA_OK) {
    lua_pop(L, 1);
    lua_pushliteral(L, "(its __tostring failed)");
  }
  lua_pushfstring(L, "stream of %s: %s", lua_tostring(L, -2),
                  lua_tostring(L, -1));
  if (c->follower->raises) lua_error(L);
  if (host->warned) host->warned(host->context, lua_tostring(L, -1));
  else lua_warning(L, lua_tostring(L, -1), 0);
  lua_pop(L, 4);
}

void connection_resume(lua_State *L, Connection *c) {
  State *state = c->follower->streams->state;
  const Host *host = state->host;
  Activity *activity = state->running;
  state_charge(L, 100);
  if (c->thread && lua_status(c->thread) != LUA_YIELD) {
    lua_pushliteral(L, "a script has resumed or closed a stream's coroutine");
    fail(L, c);
    return;
  }
  int n = c->thread ? 0 : begin(L, c), results;
  lua_State *T = c->thread, *before = activity ? activity->thread : NULL;
  if (host->resumed) host->resumed(T);
  c->waits = 0;
  if (activity) activity->thread = T;
  int status = lua_resume(T, L, n, &results);
  if (activity) activity->thread = before;
  if (host->resumed) host->resumed(L);
  if (status == LUA_YIELD && c->waits) {
    lua_pop(T, results);
  } else {
    c->dead = true;
    if (status == LUA_YIELD)
      lua_pushliteral(T, "a stream's function can wait only by reading");
    if (status != LUA_OK) {
      error_trace(L, T, 0);
      lua_resetthread(T);  /* closes its variables */
      fail(L, c);
    }
  }
  state_charge(L, 1);
}

static int trace(lua_State *L) {
  error_trace(L, L, 1);
  return 1;
}

void connection_call(lua_State *L, Connection *c, int n) {
  int base = lua_gettop(L) - n;
  lua_pushcfunction(L, trace);
  lua_insert(L, base);
  if (lua_pcall(L, n, 0, base) != LUA_OK) fail(L, c);
  lua_settop(L, base - 1);
}
