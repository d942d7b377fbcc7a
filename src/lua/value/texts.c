/*
** texts.c - texts of addresses, cached
**
** A text is at its address's slot of a table, or at the slot beside that. Which
** address is in which slot stands in an array of numbers, which the table keeps
** at [0]: so a look-up that fails does not enter the table.
*/
#include "texts.h"

#include <string.h>

#include "../host.h"
#include "push.h"

#define SLOTS_FIRST 2048   /* powers of two */
#define SLOTS_MOST 16384
#define SLOT_COST 80       /* bytes, with its text, of a full slot */
#define SAMPLE 16          /* one address in so many is watched */
#define PART 16            /* of a script's memory the cache may take one part
                              in so many */

/* An address as a number that is not 0. */
static inline uint64_t number_of(const Field *f, const uint8_t *p) {
  uint64_t n = (uint64_t)p[0] << 24 | (uint64_t)p[1] << 16 |
               (uint64_t)p[2] << 8 | p[3];
  return f->kind == KIND_MAC
    ? n << 16 | (uint64_t)(p[4] << 8 | p[5]) | UINT64_C(1) << 49
    : n | UINT64_C(1) << 48;
}

static inline uint64_t hash_of(uint64_t address) {
  return address * UINT64_C(0x9e3779b97f4a7c15);
}

static inline uint32_t slot_of(uint64_t address, uint32_t slots) {
  return (uint32_t)(hash_of(address) >> 48) & (slots - 1);
}

/* Moves what belongs there to the second half of a table twice as large; no
** memory is needed for that. */
static void spread(lua_State *L, int texts, uint64_t *addresses,
                   uint32_t slots) {
  for (uint32_t i = 0; i < slots; i++) {
    uint32_t to = (slot_of(addresses[i], 2 * slots) & ~1u) | (i & 1);
    if (addresses[i] == 0 || to == i) continue;
    lua_rawgeti(L, texts, (lua_Integer)i + 1);
    lua_rawseti(L, texts, (lua_Integer)to + 1);
    lua_pushboolean(L, false);
    lua_rawseti(L, texts, (lua_Integer)i + 1);
    addresses[to] = addresses[i];
    addresses[i] = 0;
  }
}

/* table, state -> nothing. Doubles the slots. */
static int grow(lua_State *L) {
  Texts *t = &((State *)lua_touserdata(L, 2))->texts;
  uint32_t slots = t->slots;
  uint64_t *larger = lua_newuserdatauv(L, 2 * slots * sizeof *larger, 0);
  for (uint32_t i = slots; i < 2 * slots; i++) {
    lua_pushboolean(L, false);
    lua_rawseti(L, 1, (lua_Integer)i + 1);
  }
  if (t->slots != slots) return 0;  /* a finalizer came here, too */
  memcpy(larger, t->addresses, slots * sizeof *larger);
  memset(larger + slots, 0, slots * sizeof *larger);
  lua_rawseti(L, 1, 0);
  t->addresses = larger;
  spread(L, 1, larger, slots);
  t->slots = 2 * slots;
  return 0;
}

/*
** Looks, each time that as many texts gave way as there are slots, whether more
** slots would help. Not where few addresses come again, and not where they are
** so many that most of those seen are forgotten before: a large table whose
** texts keep changing costs the collector more than it saves.
*/
static void look_back(lua_State *L, State *state, int texts) {
  Texts *t = &state->texts;
  bool helps = t->returned >= t->slots / SAMPLE / 16 * 3;
  size_t memory = state->host->memory;
  t->returned = t->evicted = 0;
  if (!helps || t->slots == SLOTS_MOST || t->full ||
      (memory > 0 && memory / PART / SLOT_COST < 2 * t->slots)) return;
  luaL_checkstack(L, 4, NULL);
  lua_pushcfunction(L, grow);
  lua_pushvalue(L, texts);
  lua_pushlightuserdata(L, state);
  t->full = lua_pcall(L, 2, 0, 0) != LUA_OK;
  if (t->full) lua_pop(L, 1);
}

/* Notes that a text was made of an address. */
static void watch(Texts *t, uint64_t address) {
  uint64_t hash = (address ^ address >> 20) * UINT64_C(0xbf58476d1ce4e5b9);
  if (hash >> 60 & (SAMPLE - 1)) return;
  uint32_t *seen = &t->seen[hash >> 40 & (TEXTS_SEEN - 1)];
  t->returned += *seen == (uint32_t)(hash >> 8);
  *seen = (uint32_t)(hash >> 8);
}

void address_push(lua_State *L, State *state, int texts, const Field *f,
                  const uint8_t *p) {
  Value v = {.bytes = p, .size = field_size(f)};
  Texts *t = &state->texts;
  if (f->kind == KIND_IP6) {
    value_push(L, f, &v, true);
    return;
  }
  uint64_t address = number_of(f, p);
  uint32_t slot = slot_of(address, t->slots);
  if (t->addresses[slot] != address) slot ^= 1;
  if (t->addresses[slot] == address) {
    lua_rawgeti(L, texts, (lua_Integer)slot + 1);
    return;
  }
  value_push(L, f, &v, true);
  watch(t, address);
  if (t->evicted == t->slots) look_back(L, state, texts);
  slot = slot_of(address, t->slots);
  if (t->addresses[slot] != 0) slot ^= 1;
  t->evicted += t->addresses[slot] != 0;
  t->addresses[slot] = 0;  /* storing may fail */
  lua_pushvalue(L, -1);
  lua_rawseti(L, texts, (lua_Integer)slot + 1);
  t->addresses[slot] = address;
}

void open_texts(lua_State *L, State *state) {
  size_t size = SLOTS_FIRST * sizeof *state->texts.addresses;
  lua_createtable(L, SLOTS_FIRST, 1);
  state->texts.addresses = lua_newuserdatauv(L, size, 0);
  memset(state->texts.addresses, 0, size);
  lua_rawseti(L, -2, 0);
  state->texts.slots = SLOTS_FIRST;
  state->texts.table = luaL_ref(L, LUA_REGISTRYINDEX);
}
