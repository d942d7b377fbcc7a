/*
** stack.c - threads of small stacks: stack KiB ...
**
** For each size, in a thread that has it: the codes of loading each script
** below and of a feed; scripts that go as deep as they can in C. Then an engine
** whose script does so at its end is freed there.
*/
#include <pthread.h>
#include <pycap.h>
#include <stdio.h>
#include <stdlib.h>

#define DEEP(body) "local function f(s) " body " end pcall(f, 'x') " \
  "pycap.on('arp', function() pcall(f, 'x') end)"

static const char *const scripts[] = {
  DEEP("return (s:gsub('.', f))"),
  DEEP("local t = setmetatable({}, {__tostring = function() return f(s) end})"
       " return ('%s'):format(t)"),
  DEEP("return tostring(setmetatable({}, {__tostring = f}))"),
  DEEP("return load(function() return f(s) end)()"),
  DEEP("return table.concat({pcall(f, s)})"),
  DEEP("return table.sort({3, 2, 1, 4}, function() return f(s) end)"),
  DEEP("return coroutine.wrap(f)(s)"),
  DEEP("return setmetatable({}, {__index = function() return f(s) end}).x"),
  DEEP("load('return ' .. ('('):rep(150) .. f(s))"),
  DEEP("return pycap.arp{operation = setmetatable({}, {__tostring = f})}"),
  DEEP("return (s:gsub('(.)(.?)', {x = 1}):gsub('.', function() return "
       "pycap.packet(pycap.arp{}) and f(s) end))"),
  DEEP("for k in s:gmatch('.') do f(k) end return s:rep(2):gsub('.', f)"),
  "load('x = ' .. ('{'):rep(300)) load('x = ' .. ('('):rep(300))\n"
  "load(('do '):rep(300)) load('x = ' .. ('a .. '):rep(300))\n"
  "load(('local f = function() '):rep(99) .. ('('):rep(99))",
  "local t = {} for i = 1, 63 do t = {t} end\n"
  "pycap.on('arp', function(arp, packet) for i = 1, 40 do\n"
  "  arp.operation = i end return packet end)",
};

static const unsigned char arp[42] = {
  255, 255, 255, 255, 255, 255, 2, 0, 0, 0, 0, 1, 8, 6, 0, 1, 8, 0, 6, 4, 0, 1
};

static int refused(pycap_engine *e, int code) {
  if (code != PYCAP_ARGUMENT) return 0;
  printf("%s\n", pycap_engine_error(e));
  return 1;
}

static void *work(void *engine) {
  for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
    pycap_engine *e = engine;
    if (!e && pycap_engine_new(&e, NULL)) {
      puts("no engine");
      return NULL;
    }
    int code = pycap_engine_load_string(e, "script", scripts[i]);
    if (refused(e, code)) return NULL;
    code = pycap_engine_feed(e, 1, 0, arp, sizeof arp, sizeof arp);
    if (refused(e, code)) return NULL;
    if (!engine) pycap_engine_free(e);
  }
  puts("well");
  return NULL;
}

#define ENDS(body) "local function f(s) return (s:gsub('.', f)) end " body

static const char *const ends[] = {
  ENDS("pycap.atend(function() pcall(f, 'x') print('ended') end)"),
  ENDS("pycap.spawn(function() local x <close> = setmetatable({}, "
       "{__close = function() pcall(f, 'x') end}) coroutine.yield() end)"),
};

static void *end(void *engine) {
  pycap_engine_free(engine);
  return NULL;
}

static void log_text(void *context, const char *text, size_t size) {
  (void)context;
  printf("%.*s; ", (int)size, text);
}

/* In a thread with such attributes: engines that others loaded are freed. */
static int free_in(const pthread_attr_t *attributes) {
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    pycap_options options = PYCAP_OPTIONS_INIT;
    pycap_engine *e;
    pthread_t thread;
    options.log = log_text;
    if (pycap_engine_new(&e, &options)) return 1;
    if (pycap_engine_load_string(e, "script", ends[i])) return 1;
    if (pthread_create(&thread, attributes, end, e)) return 1;
    pthread_join(thread, NULL);
  }
  puts("freed");
  return 0;
}

int main(int argc, char **argv) {
  pycap_options options = PYCAP_OPTIONS_INIT;
  pycap_engine *engine;
  options.instructions = 10000000;
  if (pycap_engine_new(&engine, &options)) return 1;
  setvbuf(stdout, NULL, _IONBF, 0);
  for (int i = 1; i < argc; i++) {
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, (size_t)atoi(argv[i]) << 10);
    for (int with = 0; with < 2; with++) {
      printf("%s %s: ", argv[i], with ? "limited" : "free");
      if (pthread_create(&thread, &attributes, work, with ? engine : NULL))
        return 1;
      pthread_join(thread, NULL);
    }
    printf("%s ends: ", argv[i]);
    if (free_in(&attributes)) return 1;
    pthread_attr_destroy(&attributes);
  }
  pycap_engine_free(engine);
  return 0;
}
