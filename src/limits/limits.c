/*
** limits.c - instructions and memory: bounds that a script cannot get around
**
** Instructions are counted by a hook on every thread; what it cannot see, work
** inside C functions, is charged to the same account by those functions
** (bounded.c, pattern.c) and, by the byte, for memory taken. What none of them
** has seen, an instruction that takes long, is charged by the time it took.
** Once a bound is hit, every further instruction raises until the turn ends, so
** that pcall brings nothing.
*/
#include "limits.h"

#include <lauxlib.h>
#include <stdbool.h>
#include <time.h>

#define STEP 1000  /* instructions between two looks */
#define SLOW 700   /* ns of an instruction: many times the usual */

static void look_soon(void *limits);

static void run(Limits *l, lua_State *L) {
  l->running = L;
  l->memory->thread = (char *)L - LUA_EXTRASPACE;
}

static int64_t turn_of(const Limits *l, bool startup) {
  uint64_t n = l->instructions;
  if (n == 0 && l->late && l->step) return (int64_t)l->late;
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

/* --- time --- */

static int64_t clock_of(clockid_t clock) {
  struct timespec t;
  return clock_gettime(clock, &t) == 0
    ? (int64_t)t.tv_sec * 1000000000 + t.tv_nsec : 0;
}

/*
** A look after `step` instructions: charges the time of the thread that these
** and what else was charged do not account for. One look costs a 16th of a turn
** at most, for the collector may have run through all that a script has. The
** thread's own clock is a system call: it is asked where the other one says
** that it may matter.
*/
static void charge_time(Limits *l, int step) {
  int64_t now = clock_of(CLOCK_MONOTONIC), before = l->looked;
  l->looked = now;
  if (l->over || before == 0 || now - before <= (int64_t)step * SLOW) return;
  int64_t spent = clock_of(CLOCK_THREAD_CPUTIME_ID);
  if (l->spent > 0) {
    int64_t more = (spent - l->spent) / SLOW - (l->then - l->left);
    int64_t most = turn_of(l, l->starting) / 16;
    if (more > 0) l->left -= more < most ? more : most;
    /* what is slow is looked at sooner, so that most of it is charged */
    if (more > most) l->soon = (int)(step * most / more) + 1;
    else if (l->soon < STEP && more < most / 4) l->soon *= 2;
  }
  l->spent = spent;
  l->then = l->left;
}

void limits_outside(lua_State *L) {
  Limits *l = limits_of(L);
  l->looked = l->spent = 0;
}

/* --- limits --- */

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

void limits_attach(Limits *l, lua_State *L) {
  l->L = L;
  l->memory->grew = look_soon;
  l->memory->context = l;
  *(Limits **)lua_getextraspace(L) = l;
}

/* Their addresses: what this turn raises, and what does for want of memory. */
static const char told_key = 't', short_key = 's';

void limits_words(lua_State *L) {
  lua_pushliteral(L, "limit of memory reached");
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &told_key);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &short_key);
}

/*
** Pushes what is raised from now on to the end of the turn. It is made once:
** where there is no memory to be had, each attempt collects all garbage.
*/
static void push_told(lua_State *L, Limits *l) {
  if (l->telling) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, l->told ? &told_key : &short_key);
    return;
  }
  l->telling = true;
  push_over(L, l);  /* may raise */
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &told_key);
  l->told = true;
}

static int raise_over(lua_State *L, Limits *l) {
  push_told(L, l);
  return lua_error(L);
}

/*
** Instructions between two looks in a thread: fewer where one of them may read
** a large block.
*/
static int step_of(const Limits *l, const lua_State *L) {
  int step = L == l->turn || l->step < LIMITS_RESUME ? l->step : LIMITS_RESUME;
  if (step > l->soon) step = l->soon;
  uint64_t weight = memory_weight(l->memory);
  uint64_t most = weight ? STEP * UINT64_C(2) * MEMORY_LARGE / weight : STEP;
  return (uint64_t)step <= most ? step : most > 0 ? (int)most : 1;
}

static void count(lua_State *L, lua_Debug *ar) {
  Limits *l = limits_of(L);
  (void)ar;
  int step = lua_gethookcount(L);
  if (l->step == 0) {  /* the turn that was overdue has ended */
    lua_sethook(L, NULL, 0, 0);
    return;
  }
  l->left -= step;
  run(l, L);
  charge_time(l, step);
  if (limits_over(l)) {
    if (step != 1) lua_sethook(L, count, LUA_MASKCOUNT, 1);
    raise_over(L, l);
  }
  if (step != step_of(l, L))
    lua_sethook(L, count, LUA_MASKCOUNT, step_of(l, L));
}

/* A block is heavier than all before: the next look comes soon. */
static void look_soon(void *limits) {
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
  int step = lua_gethookcount(T);
  if (l->step && (step == 0 || step > step_of(l, T)))
    lua_sethook(T, count, LUA_MASKCOUNT, step_of(l, T));
}

static void begin(lua_State *T, bool startup) {
  Limits *l = limits_of(T);
  l->turns++;
  if (l->late) {
    l->step = 0;
    run(l, T);
  }
  l->over = 0;
  l->telling = l->told = false;
  l->memory->refused = 0;
  l->memory->moved = 0;
  l->looked = l->spent = 0;
  l->starting = startup;
  l->turn = T;
  l->left = turn_of(l, startup);
  if (l->left == INT64_MAX) return;
  l->soon = STEP;
  l->step = l->left / 16 < STEP ? (int)(l->left / 16) + 1 : STEP;
  run(l, T);
  lua_sethook(T, count, LUA_MASKCOUNT, step_of(l, T));
  if (T != l->L && !lua_gethook(l->L))
    lua_sethook(l->L, count, LUA_MASKCOUNT, l->step);
}

void limits_begin(lua_State *T) { begin(T, false); }

void limits_startup(lua_State *T) { begin(T, true); }

void limits_overdue(Limits *l) {
  bool overdue = l->turns == l->seen && l->step == 0 && l->memory->thread;
  l->seen = l->turns;
  if (!overdue || !l->late) return;
  l->memory->moved = 0;
  l->left = (int64_t)l->late;
  l->soon = l->step = STEP;
  lua_sethook(l->running, count, LUA_MASKCOUNT, STEP);
}

void limits_release(Limits *l) { l->left = INT64_MAX; }

void limits_check(lua_State *L) {
  Limits *l = limits_of(L);
  if (limits_over(l)) raise_over(L, l);
}

/* Counts steps as instructions. */
static void deduct(Limits *l, uint64_t steps) {
  if (steps > INT64_MAX / 2) steps = INT64_MAX / 2;
  l->left = l->left < -INT64_MAX / 4 ? l->left : l->left - (int64_t)steps;
}

void limits_charge(lua_State *L, uint64_t steps) {
  Limits *l = limits_of(L);
  if (l->step == 0) return;
  deduct(l, steps);
  limits_check(L);
}

bool limits_admit(lua_State *L, uint64_t steps) {
  Limits *l = limits_of(L);
  if (l->step == 0) return true;
  deduct(l, steps);
  if (!limits_over(l)) return true;
  push_told(L, l);
  return false;
}
