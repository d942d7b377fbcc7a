/*
** limits.c - instructions and memory: bounds that a script cannot get around
**
** Instructions are counted by a hook on every thread; what it cannot see, work
** inside C functions, is charged to the same account by those functions
** (bounded.c, pattern.c) and, by the byte, for memory taken. Once a bound is
** hit, every further instruction raises until the turn ends, so that pcall
** brings nothing.
*/
#include "limits.h"

#include <lauxlib.h>
#include <stdbool.h>

#define STEP 1000  /* instructions between two looks */

static void hasten(void *limits);

static void run(Limits *l, lua_State *L) {
  l->running = L;
  l->memory->thread = (char *)L - LUA_EXTRASPACE;
}

void limits_attach(Limits *l, lua_State *L) {
  l->L = L;
  l->memory->grew = hasten;
  l->memory->context = l;
  *(Limits **)lua_getextraspace(L) = l;
}

static int64_t turn_of(const Limits *l, bool startup) {
  uint64_t n = l->instructions;
  if (n == 0) return INT64_MAX;
  if (startup) n = l->startup ? l->startup : n > INT64_MAX / 100 ? n : n * 100;
  return n > INT64_MAX ? INT64_MAX : (int64_t)n;
}

/* What memory was taken counts, too: 64 bytes are an instruction. */
static void charge_memory(Limits *l) {
  if (l->step == 0) return;
  l->left -= (int64_t)(l->memory->moved / 64);
  l->memory->moved %= 64;
}

int limits_over(Limits *l) {
  if (l->over) return l->over;
  charge_memory(l);
  if (l->memory->refused) l->over = LIMIT_MEMORY;
  else if (l->step && l->left < 0) l->over = LIMIT_INSTRUCTIONS;
  else if (l->step && l->stopping && atomic_load(l->stopping))
    l->over = LIMIT_STOPPED;
  return l->over;
}

static void push_over(lua_State *L, const Limits *l) {
  luaL_where(L, 0);  /* the function, if the hook's; or its caller */
  if (lua_rawlen(L, -1) == 0) luaL_where(L, 1);
  const char *where = lua_tostring(L, -1);
  switch (l->over) {
    case LIMIT_MEMORY:
      lua_pushfstring(L, "%slimit of %I bytes reached", where,
                      (LUAI_UACINT)l->memory->limit);
      break;
    case LIMIT_INSTRUCTIONS:
      lua_pushfstring(L, "%s%slimit of %I instructions reached", where,
                      l->starting ? "startup " : "",
                      (LUAI_UACINT)turn_of(l, l->starting));
      break;
    default:
      lua_pushfstring(L, "%sstopped by the host", where);
  }
}

static int raise_over(lua_State *L, const Limits *l) {
  push_over(L, l);
  return lua_error(L);
}

/*
** Instructions between two looks in a thread: fewer where one of them may read
** a large block.
*/
static int step_of(const Limits *l, const lua_State *L) {
  int step = L == l->turn || l->step < LIMITS_RESUME ? l->step : LIMITS_RESUME;
  uint64_t weight = memory_weight(l->memory);
  uint64_t most = weight ? STEP * UINT64_C(2) * MEMORY_LARGE / weight : STEP;
  return (uint64_t)step <= most ? step : most > 0 ? (int)most : 1;
}

static void count(lua_State *L, lua_Debug *ar) {
  Limits *l = limits_of(L);
  (void)ar;
  int step = lua_gethookcount(L);
  l->left -= step;
  run(l, L);
  if (limits_over(l)) {
    if (step != 1) lua_sethook(L, count, LUA_MASKCOUNT, 1);
    raise_over(L, l);
  }
  if (step != step_of(l, L))
    lua_sethook(L, count, LUA_MASKCOUNT, step_of(l, L));
}

/* A block is heavier than all before: the next look comes soon. */
static void hasten(void *limits) {
  Limits *l = limits;
  lua_State *L = l->memory->thread ? l->running : NULL;
  if (!L || l->step == 0 || l->over) return;
  int step = lua_gethookcount(L), next = step_of(l, L);
  if (step <= next) return;
  l->left -= step;  /* what of it has run is not known */
  lua_sethook(L, count, LUA_MASKCOUNT, next);
}

void limits_resumed(lua_State *T) {
  Limits *l = limits_of(T);
  run(l, T);
  if (l->step && lua_gethookcount(T) > step_of(l, T))
    lua_sethook(T, count, LUA_MASKCOUNT, step_of(l, T));
}

static void begin(lua_State *T, bool startup) {
  Limits *l = limits_of(T);
  l->over = 0;
  l->memory->refused = 0;
  l->memory->moved = 0;
  l->starting = startup;
  l->turn = T;
  l->left = turn_of(l, startup);
  if (l->left == INT64_MAX) return;
  l->step = l->left / 16 < STEP ? (int)(l->left / 16) + 1 : STEP;
  run(l, T);
  lua_sethook(T, count, LUA_MASKCOUNT, step_of(l, T));
  if (T != l->L && !lua_gethook(l->L))
    lua_sethook(l->L, count, LUA_MASKCOUNT, l->step);
}

void limits_begin(lua_State *T) { begin(T, false); }

void limits_startup(lua_State *T) { begin(T, true); }

void limits_release(Limits *l) { l->left = INT64_MAX; }

void limits_check(lua_State *L) {
  Limits *l = limits_of(L);
  if (limits_over(l)) raise_over(L, l);
}

/* Counts steps as instructions. */
static void take_off(Limits *l, uint64_t steps) {
  if (steps > INT64_MAX / 2) steps = INT64_MAX / 2;
  l->left = l->left < -INT64_MAX / 4 ? l->left : l->left - (int64_t)steps;
}

void limits_charge(lua_State *L, uint64_t steps) {
  Limits *l = limits_of(L);
  if (l->step == 0) return;
  take_off(l, steps);
  limits_check(L);
}

bool limits_admit(lua_State *L, uint64_t steps) {
  Limits *l = limits_of(L);
  if (l->step == 0) return true;
  take_off(l, steps);
  if (!limits_over(l)) return true;
  push_over(L, l);
  return false;
}
