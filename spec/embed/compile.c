/*
** compile.c - how long an engine takes to compile, or to refuse to
**
** compile [n ...]: for each text below (all, or those of the numbers) the code
** of loading it, of a feed in which it is loaded, and of the feed after that,
** which is a plain one; then the longest of these in seconds.
*/
#include <pycap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROOM ((size_t)10 << 20)
#define STRING (((size_t)4 << 20) - 64)  /* where there are limits */

static const unsigned char arp[42] = {
  255, 255, 255, 255, 255, 255, 2, 0, 0, 0, 0, 1, 8, 6, 0, 1, 8, 0, 6, 4, 0, 1
};

static char *text, *at;

static void add(const char *word, int n) {
  size_t size = strlen(word);
  for (; n > 0; n--, at += size) memcpy(at, word, size);
  *at = '\0';
}

/* Functions in functions, each with 100 variables that the innermost sees. */
static void add_nested(int depth, const char *use, int n) {
  for (int i = 0; i < depth; i++) {
    for (int j = 0; j < 100; j++) at += sprintf(at, "local v%d_%d ", i, j);
    add("local f = function() ", 1);
  }
  add(use, n);
  add("end ", depth);
}

static void make(int n) {
  at = text;
  switch (n) {
    case 0: add("x = ", 1); add("a or ", 150000); add("1", 1); break;
    case 1: add("x = ", 1); add("a and ", 150000); add("1", 1); break;
    case 2: add("if a then x=1 ", 1); add("elseif a then x=1 ", 60000);
      add("end", 1); break;
    case 3: add_nested(60, "a=a ", 250000); break;
    case 4: add_nested(18, "a=a ", 250000); break;
    case 5: add("goto e ::e:: do goto f ::f:: end ", 30000); break;
    case 6: add("do local x=[==[ ]] ]==] end ", 100000); break;
    case 7: add("x = '\\z \n' --[[ \n ]] ", 300000); break;
    case 8: add("local function f() ", 150); add("end ", 150); break;
    case 9: add("x = {{},{},{}} ", 500000); break;
    case 10: add("x={", 150); add("}", 150); break;
    case 11: add("x = ", 1); add("a or ", 16000); add("1", 1); break;
    case 12: add("if a then x=1 ", 1); add("elseif a then x=1 ", 16000);
      add("end", 1); break;
    case 13: add_nested(18, "a=a ", 8000); break;
    default: add("--", 1); add("xxxxxxxxxxxxxxxx", 600000); break;
  }
}

static double longest;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int timed(pycap_engine *e, int load) {
  double begin = now();
  int code = load ? pycap_engine_load(e, "text", text, strlen(text))
                  : pycap_engine_feed(e, 1, 0, arp, sizeof arp, sizeof arp);
  if (now() - begin > longest) longest = now() - begin;
  return code;
}

/* The text, for scripts. */
static int give(void *context, const pycap_value *arguments, int count,
                pycap_value *result) {
  (void)context, (void)arguments, (void)count;
  result->type = PYCAP_STRING;
  result->string = text;
  result->size = strlen(text);
  return 0;
}

int main(int argc, char **argv) {
  static const char loader[] =
    "local n, s = 0, text()\n"
    "pycap.on('arp', function()\n"
    "  n = n + 1\n"
    "  if n == 1 then load(s) elseif n == 2 then\n"
    "    load(function() local all = s s = nil return all end) end end)";
  pycap_options options = PYCAP_OPTIONS_INIT;
  text = malloc(ROOM);
  if (!text) return 1;
  for (int i = 0; i < 15; i++) {
    int wanted = argc == 1;
    for (int j = 1; j < argc; j++) wanted = wanted || atoi(argv[j]) == i;
    if (!wanted) continue;
    make(i);
    options.memory = 0;
    for (int limited = 0; limited < 2; limited++) {
      pycap_engine *e;
      options.instructions = limited ? 100000 : 0;
      if (limited && strlen(text) >= STRING) text[STRING - 1] = '\0';
      longest = 0;
      if (pycap_engine_new(&e, &options)) return 1;
      int code = timed(e, 1);
      pycap_engine_register(e, "text", give, NULL);
      if (limited && pycap_engine_load_string(e, "loader", loader)) return 1;
      printf("%d %s: %d", i, limited ? "limited" : "free", code);
      for (int j = 0; limited && j < 3; j++) printf(" %d", timed(e, 0));
      printf(" %.3f s\n", longest);
      pycap_engine_free(e);
    }
  }
  free(text);
  return 0;
}
