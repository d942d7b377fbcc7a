/*
** interrupt.c - how signals reach the Lua code that runs
*/
#include "interrupt.h"

#include <lauxlib.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "../script/trace.h"
#include "printing.h"
#include "signals.h"
#include "watch.h"

#define LOOK 250    /* milliseconds between two looks of --watch at a file */
#define STEP 10000  /* instructions between two looks of a coroutine */

/* What the signal handler needs: there is one interpreter in this program. */
static lua_State *volatile interpreter;
static State *volatile module;
static volatile sig_atomic_t idle;     /* no statement of the prompt runs */
static volatile sig_atomic_t raising;  /* an error is to be raised */
static bool drawing;                   /* progress is drawn */

static bool prompts;  /* statements run, in coroutines that look */

static const char interruption[] = "interrupted!";

/* --- Ctrl-C --- */

static void look(lua_State *L, lua_Debug *ar);

/* Gives a thread the hook that it has when nothing is to be done. */
static void rest(lua_State *L) {
  if (prompts) lua_sethook(L, look, LUA_MASKCOUNT, STEP);
  else lua_sethook(L, NULL, 0, 0);
}

static void raise_interrupt(lua_State *L, lua_Debug *ar) {
  (void)ar;
  raising = 0;
  rest(interpreter);
  rest(L);
  luaL_error(L, "%s", interruption);
}

/* Coroutines of the prompt inherit this from the thread that makes them. */
static void look(lua_State *L, lua_Debug *ar) {
  if (raising) raise_interrupt(L, ar);
}

/* The first ends what runs or waits; else, and then, the script is ended. */
static void interrupt(int count) {
  if (idle) return;
  bool stopped = module && host_interrupt(module);
  if (count == 1 && stopped) return;
  raising = 1;
  if (module) host_hook(module, interpreter, raise_interrupt);
}

bool interrupt_caused(lua_State *L) {
  if (signals_count() == 0) return false;
  if (lua_type(L, 1) == LUA_TSTRING)
    return strstr(lua_tostring(L, 1), interruption) != NULL;
  const char *code = trace_code(L, 1);
  return code && strcmp(code, "interrupted") == 0;
}

/* --- what signals ask --- */

/* What a script has set, which the hook below takes the place of for once. */
static struct {
  lua_Hook function;
  int mask, count;
} previous_hook;

static void answer(lua_State *L, lua_Debug *ar) {
  rest(L);
  if (previous_hook.function)
    lua_sethook(interpreter, previous_hook.function, previous_hook.mask,
                previous_hook.count);
  else
    rest(interpreter);
  if (signals_count() > 1) raise_interrupt(L, ar);
  int asked = signals_asked();
  if (asked & ASKED_COUNTS) watch_tell(L);
  if (asked & ASKED_FILE) printing_serve(L, "reopen");
  if (!(asked & ASKED_PROGRESS)) return;
  printing_serve(L, "look");
  if (drawing && !printing_serve(L, "draw")) watch_draw(L);
}

/* A signal handler. */
static void ask(void) {
  lua_Hook hook = lua_gethook(interpreter);
  if (!module || hook == raise_interrupt) return;
  if (hook != answer) {
    previous_hook.function = hook;
    previous_hook.mask = lua_gethookmask(interpreter);
    previous_hook.count = lua_gethookcount(interpreter);
  }
  host_hook(module, interpreter, answer);
}

void interrupt_begin(lua_State *L, State *state, const Options *options) {
  interpreter = L;
  module = state;
  signals_begin(interrupt);
  signals_ask(ask);
  if (options->write) signals_reopen();
  bool drawn = options->top && isatty(STDOUT_FILENO);
  bool quiet = options->interactive || printing_talks(options);
  bool looks = options->watch && options->source.filename;
  drawing = drawn || (isatty(STDERR_FILENO) && !quiet);
  if (drawing || looks) signals_tick(looks ? LOOK : drawn ? 1000 : 500);
}

void interrupt_end(void) {
  signals_end();
  module = NULL;
}

/* --- the prompt --- */

void interrupt_idle(void) { idle = 1; }

void interrupt_statement(lua_State *L) {
  signals_forget();
  raising = 0;
  lua_Hook hook = lua_gethook(L);
  prompts = true;
  if (!hook || hook == raise_interrupt) rest(L);
  idle = 0;
}
