/*
** prompt.c - statements in Lua that are typed, and run one by one
*/
#include "prompt.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../limits/limits.h"
#include "../script/load.h"
#include "../script/trace.h"
#include "editor.h"
#include "interrupt.h"
#include "options.h"
#include "printing.h"
#include "say.h"
#include "signals.h"

/* In the registry: the part in Lua. */
static const char part_key[] = "pcaplua.prompt";

/* "return " in front of what was typed: with it the text is an expression,
** and from the space on a statement. */
static const char head[] = "return ";
enum { HEAD = sizeof head - 1 };

typedef struct Statement {
  lua_State *L;
  char *text;   /* of the lines so far, with the head */
  size_t size;  /* 0: there is no line */
  bool more;    /* it goes on in the next line */
} Statement;

static bool add_line(Statement *s, const char *line, size_t size) {
  size_t before = s->size ? s->size + 1 : HEAD;
  char *text = realloc(s->text, before + size + 1);
  if (!text) return false;
  if (s->size == 0) memcpy(text, head, HEAD);
  else text[s->size] = '\n';
  memcpy(text + before, line, size);
  text[before + size] = '\0';
  s->text = text;
  s->size = before + size;
  return true;
}

/* --- running --- */

/* True for the error of a text that another line may complete. */
static bool is_incomplete(lua_State *L, int status) {
  static const char mark[] = "<eof>";
  size_t size, length = sizeof mark - 1;
  const char *text = lua_tolstring(L, -1, &size);
  return status == LUA_ERRSYNTAX && text && size >= length &&
         strcmp(text + size - length, mark) == 0;
}

/* Pushes the function of the text, or the error. Lua's status. */
static int compile(lua_State *L, const Statement *s) {
  int status = text_compile(L, "=prompt", s->text, s->size);
  if (status == LUA_OK || is_incomplete(L, status)) return status;
  lua_pop(L, 1);
  return text_compile(L, "=prompt", s->text + HEAD - 1, s->size - HEAD + 1);
}

/* Ends the line in which a terminal has drawn ^C. */
static void end_line(void) {
  if (signals_count() > 0 && editor_shown()) putchar('\n');
}

/* Prints the values from an index on. */
static void show(lua_State *L, int first) {
  int count = lua_gettop(L) - first + 1;
  end_line();
  if (count == 0) return;
  luaL_checkstack(L, LUA_MINSTACK, "too many values");
  lua_getfield(L, LUA_REGISTRYINDEX, part_key);
  lua_getfield(L, -1, "show");
  lua_remove(L, -2);
  lua_insert(L, first);
  lua_call(L, count, 0);
}

/* Compiles the text, and runs it when it is whole. Protected: Statement -> */
static int run(lua_State *L) {
  Statement *s = lua_touserdata(L, 1);
  bool last = !s->more;
  lua_settop(L, 0);
  limits_startup(L);
  int status = compile(L, s);
  s->more = !last && is_incomplete(L, status);
  if (s->more) return 0;
  if (status != LUA_OK) return lua_error(L);
  interrupt_statement(L);
  lua_call(L, 0, LUA_MULTRET);
  show(L, 1);
  return 0;
}

/* Prints the error on top, without a traceback. */
static void tell(lua_State *L, int status) {
  lua_settop(L, 1);
  bool interrupted = interrupt_caused(L);
  interrupt_idle();
  trace_text(L, status);
  const char *text = lua_tostring(L, -1);
  if (interrupted || !text)
    text = interrupted ? "interrupted" : "(error object is no text)";
  const char *end = strstr(text, "\nstack traceback:");
  end_line();
  fflush(stdout);
  say_escaped(stderr, text, end ? (size_t)(end - text) : strlen(text));
  putc('\n', stderr);
}

/* Runs the text; `last`: no line follows. */
static void take(Statement *s, bool last) {
  lua_State *L = s->L;
  s->more = !last;
  lua_settop(L, 0);
  lua_pushcfunction(L, run);
  lua_pushlightuserdata(L, s);
  int status = lua_pcall(L, 1, 0, 0);
  if (status != LUA_OK) tell(L, status);
  interrupt_idle();
  signals_forget();  /* one that came too late */
  lua_settop(L, 0);
  fflush(stdout);
  if (!s->more) s->size = 0;
}

/* --- completing --- */

/* Where complete puts what it found. */
static char *found_rest, *found_words;

typedef struct Query {
  const char *text;
  size_t size;
} Query;

/* Protected: Query -> what follows, the words or nil */
static int ask_part(lua_State *L) {
  const Query *query = lua_touserdata(L, 1);
  limits_startup(L);
  lua_getfield(L, LUA_REGISTRYINDEX, part_key);
  lua_getfield(L, -1, "complete");
  lua_pushlstring(L, query->text, query->size);
  lua_call(L, 1, 2);
  return 2;
}

static char *copy_text(lua_State *L, int index) {
  const char *text = lua_tostring(L, index);
  return text ? strdup(text) : NULL;
}

static bool complete(void *context, const char *text, size_t size,
                     Completion *completion) {
  const Statement *s = context;
  lua_State *L = s->L;
  Query query = {text, size};
  free(found_rest);
  free(found_words);
  lua_pushcfunction(L, ask_part);
  lua_pushlightuserdata(L, &query);
  bool any = lua_pcall(L, 1, 2, 0) == LUA_OK;
  found_rest = any ? copy_text(L, -2) : NULL;
  found_words = any ? copy_text(L, -1) : NULL;
  lua_settop(L, 0);
  completion->rest = found_rest ? found_rest : "";
  completion->words = found_words;
  return found_rest != NULL;
}

/* --- the prompt --- */

/* Says what there is. */
static void greet(const Options *o) {
  const char *what = o->source.filename ? o->source.filename : o->source.device;
  printf("pcaplua " PYCAP_VERSION ", %s. Tab completes, Ctrl-C interrupts, "
         "Ctrl-D ends.\n", LUA_RELEASE);
  if (what) fputs("capture reads ", stdout);
  if (what) say_escaped(stdout, what, strlen(what));
  if (what) putchar('\n');
  else
    puts("No capture is open: try capture = pycap{filename = \"file.pcap\"}, "
         "or start with -r or -i.");
}

int prompt(lua_State *L) {
  Statement s = {L, NULL, 0, false};
  const Options *o = lua_touserdata(L, 1);
  const char *line;
  size_t size;
  Typed typed;
  part_push(L, "pycap.internal.prompt");
  lua_setfield(L, LUA_REGISTRYINDEX, part_key);
  lua_settop(L, 0);
  if (editor_shown()) greet(o);
  interrupt_idle();
  editor_begin(complete, &s);
  while (!signals_ending() &&
         (typed = editor_read(s.size ? ">> " : "> ", &line, &size)) !=
           TYPED_END) {
    if (typed == TYPED_LINE && add_line(&s, line, size)) {
      take(&s, false);
      continue;
    }
    signals_forget();
    if (typed != TYPED_NOTHING) say("a line of up to 8 MiB expected");
    s.size = 0;
  }
  if (s.size > 0 && !signals_ending()) take(&s, true);
  editor_end();
  free(s.text);
  return 0;
}
