/*
** finish.c - pycap_engine_finish: what ends a script's run, and how often
*/
#include <pycap.h>
#include <stdio.h>
#include <string.h>

static pycap_engine *engine;

static void print_log(void *context, const char *text, size_t size) {
  (void)context;
  printf("log %.*s\n", (int)(size < 8 ? size : 8), text);
}

/* With the first line of what it says. */
static void finish(const char *what) {
  int code = pycap_engine_finish(engine);
  const char *text = pycap_engine_error(engine);
  printf("%s %d '%.*s'\n", what, code, (int)strcspn(text, "\n"), text);
}

static void load(const char *text) {
  int code = pycap_engine_load_string(engine, "s", text);
  if (code) printf("load %d %s\n", code, pycap_engine_error(engine));
}

/* A call from within: the engine is busy. */
static int again(void *context, const pycap_value *arguments, int count,
                 pycap_value *result) {
  (void)context, (void)arguments, (void)count, (void)result;
  finish("again");
  return 0;
}

int main(void) {
  pycap_options options = PYCAP_OPTIONS_INIT;
  options.memory = 1 << 20;
  options.instructions = 10000;
  options.startup = 5000000;
  options.log = print_log;
  if (pycap_engine_new(&engine, &options)) return 1;
  pycap_engine_register(engine, "again", again, NULL);
  finish("no script");
  load("");
  finish("nothing to do");
  load("pycap.atend(function() print(1) end)"
       "pycap.atend(function() print(2) pycap.atend(print) end)");
  finish("each once");
  finish("then what they added");
  finish("then none");
  load("pycap.atend(print)"
       "pycap.atend(function() error('no more', 0) end)"
       "pycap.atend(function() print 'never' end)");
  finish("fails");
  finish("which is the last");
  load("pycap.atend(function() again() end)");
  finish("from within");
  load("pycap.atend(function() local t = {} "
       "for i = 1, 1e9 do t[i] = {} end end)");
  finish("memory");
  load("pycap.atend(function() while true do end end)");
  finish("time");
  load("pycap.atend(function() print 'replaced' end)");
  load("pycap.atend(function() error('freed', 0) end)");
  load("pycap.atend(function() print 'freed' end)");
  pycap_engine_free(engine);
  return 0;
}
