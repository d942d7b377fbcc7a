/*
** streaming.c - packets of conversations into the functions of capture:stream
**
** A packet is looked at, without Lua, when it is known which handlers want it
** (streams_seen). What it brings is handed over in its thread (streams_run),
** before handlers are called.
*/
#include <string.h>

#include "../../flow/report.h"
#include "streams.h"

static const Arrival none;

/* --- which functions are for a conversation --- */

static bool holds(const Follower *f, const Conversation *flow) {
  const Select *select = &f->fields.select;
  Record record = {.event = EVENT_START};
  Stack stack;
  View view;
  if (select->tests_count == 0) return true;
  report_fill(flow, &record);
  const Frame frame = {.bytes = (const uint8_t *)(const void *)&record,
                       .caplen = sizeof record, .length = sizeof record};
  stack_begin(&stack, select->all, PROTOCOL_NONE, &frame);
  view.work = 0;
  return select_view(select, &stack, &view) && select_holds(select, &view);
}

/* Makes the connections of a conversation that has sent its first bytes. */
static void choose(Streams *s, Conversation *flow) {
  flow->streams = NOBODY;
  for (Follower *f = s->followers; f; f = f->next) {
    if (f->cancelled || !holds(f, flow)) continue;
    Connection *c = connection_new(s, f, flow);
    if (c) c->chosen = f->matches == 0;
    else s->counts.refused++;
  }
}

/* --- looking, without Lua --- */

/* True when a segment has something for one of the connections. */
static bool matters(Conversation *flow, unsigned side, const Segment *g) {
  bool any = g->size > 0 || g->cut > 0 ||
             g->flags & (SEGMENT_FIN | SEGMENT_RST | SEGMENT_SYN);
  for (Connection *c = flow->streams; c; c = c->peer) {
    stream_acknowledge(&c->sides[!side], g);
    any = any || stream_lost(&c->sides[!side]);
  }
  return any;
}

static bool look_tcp(Streams *s, const Stack *stack, const Seen *seen) {
  Conversation *flow = seen->flow;
  Segment *g = &s->segment;
  if (!segment_read(stack, seen->layer, g)) return false;
  if (!flow->streams) {
    if (g->size == 0 && g->cut == 0) return false;
    choose(s, flow);
    if (flow->streams == NOBODY) return false;
  }
  return matters(flow, seen->direction, g);
}

static bool look_udp(Streams *s, const Stack *stack, const Seen *seen) {
  Conversation *flow = seen->flow;
  const Layer *udp = &stack->layers[seen->layer];
  uint32_t from = udp->offset + udp->length, there, wire, size;
  payload_ends(stack, seen->layer, &there, &wire);
  if (!flow->streams) choose(s, flow);
  size = there > from ? there - from : 0;
  s->segment = (Segment){.bytes = stack->frame.bytes + from, .size = size,
                         .cut = wire > from + size ? wire - from - size : 0};
  return flow->streams != NOBODY;
}

bool streams_seen(Streams *s, const Stack *stack) {
  const Seen *seen = &s->handlers->owned->seen;
  Conversation *flow = seen->flow;
  s->flow = NULL;
  if (!flow || flow->streams == NOBODY || seen->layer >= stack->count ||
      stack->layers[seen->layer].protocol != s->protocol)
    return false;
  s->direction = seen->direction;
  if (!(s->udp ? look_udp : look_tcp)(s, stack, seen)) return false;
  s->stamp++;
  s->flow = flow;
  return true;
}

void streams_ended(Conversation *flow) {
  Connection *c = flow->streams == NOBODY ? NULL : flow->streams;
  flow->streams = NULL;
  for (Connection *next; c; c = next) {
    Streams *s = c->follower->streams;
    next = c->peer;
    if (s->flow == flow) s->flow = NULL;
    connection_end(c);
    c->peer = NULL;
    *s->ending_end = c;
    s->ending_end = &c->peer;
  }
}

/* --- handing over --- */

typedef enum Likeness { UNLIKE, MAYBE, ALIKE } Likeness;

/* Whether the first bytes of a side are those that are asked for. */
static Likeness compare(const Connection *c, unsigned side) {
  const Follower *f = c->follower;
  const Unread *u = c->unread[side];
  uint32_t there = u ? unread_size(u) : 0;
  Likeness best = UNLIKE;
  for (unsigned i = 0; i < f->matches && best < ALIKE; i++) {
    uint32_t size = f->match[i].size;
    if (size > there) size = there;
    if (size > 0 && memcmp(unread_bytes(u), f->match[i].bytes, size) != 0)
      continue;
    best = size == f->match[i].size ? ALIKE : MAYBE;
  }
  bool more = !c->ended[side] && !(u && unread_mark(u));
  return best == MAYBE && !more ? UNLIKE : best;
}

/* Notes whether those of either side are; where not, the connection is of no
** interest. */
static void match(Connection *c) {
  Likeness client = compare(c, CLIENT), server = compare(c, SERVER);
  c->chosen = client == ALIKE || server == ALIKE;
  if (c->chosen || client == MAYBE || server == MAYBE) return;
  c->dead = true;
  c->follower->streams->counts.unmatched++;
}

/* True when the function gets no more. */
static bool is_over(const Connection *c) {
  return c->dead || c->follower->cancelled;
}

/* Calls the function of pieces with bytes. */
static void call_piece(lua_State *L, Connection *c, unsigned side,
                       uint64_t offset, const uint8_t *bytes, size_t size) {
  Streams *s = c->follower->streams;
  state_charge(L, 10);
  lua_rawgeti(L, s->table, c->follower->function);
  if (c->slots[1]) {
    lua_rawgeti(L, s->table, c->slots[1]);
  } else {
    s->counts.connections++;
    connection_push(L, c, FLOW);
    lua_pushvalue(L, -1);
    c->slots[1] = luaL_ref(L, s->table);
  }
  if (side == CLIENT) lua_pushliteral(L, "client");
  else lua_pushliteral(L, "server");
  lua_pushinteger(L, (lua_Integer)offset);
  lua_pushlstring(L, (const char *)bytes, size);
  connection_call(L, c, 4);
}

/* Hands over as pieces what waited until it was known what it is. */
static void call_unread(lua_State *L, Connection *c) {
  for (unsigned i = 0; i < 2; i++) {
    Unread *u = c->unread[i];
    while (u && !is_over(c) && (unread_size(u) > 0 || unread_mark(u))) {
      uint32_t size = unread_size(u);
      uint64_t offset = u->offset;
      const uint8_t *bytes = unread_bytes(u);
      const Mark *mark = unread_mark(u);
      bool whole = mark && mark->kind == MARK_DATAGRAM;
      unread_take(u, size);
      if (mark) unread_pass(u, UINT64_MAX);
      if (size > 0 || whole) call_piece(L, c, i, offset, bytes, size);
    }
    connection_release(c, i);
  }
}

/* Takes bytes that are in order, up to the depth. */
static void take_bytes(lua_State *L, Connection *c, unsigned side,
                       uint64_t offset, const uint8_t *bytes, uint64_t size) {
  const Follower *f = c->follower;
  uint64_t room = f->depth > offset ? f->depth - offset : 0;
  if (c->ended[side] && c->ended[side] != DEEP) return;
  if (size > room) {
    f->streams->counts.deep += size - room;
    size = room;
  }
  if (c->ended[side]) return;
  if (f->pieces && c->chosen) {
    if (size > 0 || c->udp) call_piece(L, c, side, offset, bytes, size);
  } else {
    connection_add(c, side, offset, bytes, size);
  }
  if (offset + size >= f->depth) c->ended[side] = DEEP;
}

/* Takes what is in order of one side. */
static void drain(lua_State *L, Connection *c, unsigned side,
                  Arrival arrival) {
  StreamEvent e;
  Stream *s = &c->sides[side];
  while (!is_over(c) && stream_next(s, &c->follower->rules, &arrival, &e)) {
    if (e.kind == STREAM_BYTES)
      take_bytes(L, c, side, e.offset, e.bytes, e.size);
    else if (c->ended[side]) continue;
    else if (e.kind == STREAM_END)
      c->ended[side] = s->reset ? REASON_RST : c->why ? c->why : REASON_FIN;
    else if (!c->follower->pieces || !c->chosen)
      connection_miss(c, side, e.offset, e.size);
  }
}

/* An RST ends both sides. */
static void reset(lua_State *L, Connection *c, unsigned side) {
  if (c->ended[side] != REASON_RST || c->ended[!side]) return;
  c->sides[!side].reset = true;
  stream_finish(&c->sides[!side]);
  drain(L, c, !side, none);
}

/* Has the function go on with what was taken. */
static void go_on(lua_State *L, Connection *c) {
  bool over = c->ended[0] && c->ended[1];
  if (!c->chosen && !c->dead) {
    match(c);
    if (c->chosen && c->follower->pieces) call_unread(L, c);
  }
  if (c->dead || !c->chosen) return;
  if (c->follower->pieces) c->dead = over;
  else if (c->thread ? connection_ready(c) : c->unread[0] || c->unread[1])
    connection_resume(L, c);
  else if (!c->thread && over) c->dead = true;
}

/* Hands the packet to one connection. */
static void hand_over(lua_State *L, Streams *s, Connection *c) {
  unsigned side = s->direction;
  const Segment *g = &s->segment;
  if (c->udp) {
    uint64_t offset = c->sides[side].offset;
    c->sides[side].offset += (uint64_t)g->size + g->cut;
    take_bytes(L, c, side, offset, g->bytes, g->size);
    if (g->cut > 0 && !c->ended[side] && !(c->follower->pieces && c->chosen))
      connection_miss(c, side, offset + g->size, g->cut);
  } else {
    Arrival arrival;
    stream_take(&c->sides[side], &c->follower->rules, g, &arrival);
    drain(L, c, side, arrival);
    drain(L, c, !side, none);
    reset(L, c, side);
  }
  go_on(L, c);
}

/* Hands over the end of a conversation. */
static void hand_end(lua_State *L, Connection *c) {
  for (unsigned i = 0; i < 2; i++) {
    stream_finish(&c->sides[i]);
    if (!c->udp) drain(L, c, i, none);
    if (!c->ended[i]) c->ended[i] = c->why;
  }
  go_on(L, c);
}

static void run_ending(lua_State *L, Streams *s) {
  for (Connection *c; (c = s->ending);) {
    if (!is_over(c)) hand_end(L, c);
    s->ending = c->peer;
    if (!s->ending) s->ending_end = &s->ending;
    connection_free(L, c, s->table);
  }
}

/* Hands the packet to the connections of its conversation. */
static void run_flow(lua_State *L, Streams *s, Conversation *flow) {
  Connection *first = flow->streams, **at = &first;
  for (Connection *c; (c = *at);) {
    if (!is_over(c)) hand_over(L, s, c);
    if (!is_over(c)) {
      at = &c->peer;
      continue;
    }
    *at = c->peer;
    flow->streams = first ? (void *)first : NOBODY;
    connection_free(L, c, s->table);
  }
}

void streams_run(lua_State *L, Streams *s) {
  Conversation *flow = s->flow;
  if (s->handlers->owned->seen.flow != flow) flow = NULL;  /* it was lost */
  s->flow = NULL;
  s->table = lua_gettop(L);
  luaL_checkstack(L, LUA_MINSTACK, NULL);
  run_ending(L, s);
  if (flow) run_flow(L, s, flow);
}
