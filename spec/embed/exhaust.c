/*
** exhaust.c - scripts that run out of memory in every way, at every limit
**
** Prints the codes other than PYCAP_MEMORY that an engine gave for one.
*/
#include <pycap.h>
#include <stdio.h>

#define FILL "local t = {} while true do t[#t + 1] = {n = #t .. 'x'} end "

static const char *const scripts[] = {
  FILL,
  "pycap.on('arp', function() " FILL "end)",
  "pycap.every(1, function() " FILL "end)",
  "pycap.spawn(function() pycap.sleep(1) " FILL "end)",
  "pycap.spawn(function() " FILL "end)",
  "pycap.on('arp', function() coroutine.wrap(function() " FILL "end)() end)",
  "pycap.on('arp', function()\n"
  "  local c = coroutine.create(function() " FILL "end)\n"
  "  local ok, e = coroutine.resume(c) error(e, 0) end)",
  "pycap.on('arp', function() local ok, e = pcall(function() " FILL "end)\n"
  "  error(e) end)",
  "pycap.on('arp', function() xpcall(function() " FILL "end,\n"
  "  function(e) return e .. 'x' end) error 'past it' end)",
  "pycap.on('arp', function() local s = 'x' while true do s = s .. s end end)",
  "pycap.on('arp', function() local s = 'x'\n"
  "  while true do s = s:rep(2) .. s:upper() end end)",
  "pycap.on('arp', function() local t = {}\n"
  "  for i = 1, 1e9 do t[i] = pycap.arp{} end end)",
  "pycap.on('arp', function() local t = {}\n"
  "  for i = 1, 1e9 do t[i] = coroutine.create(print) end end)",
  "pycap.on('arp', function() local t = {}\n"
  "  for i = 1, 1e9 do t[i] = load('return ' .. i) end end)",
  "local function f(...) return f(1, ...) end\n"
  "pycap.on('arp', function() local t = {} for i = 1, 1e5 do t[i] = i end\n"
  "  return f(table.unpack(t)) end)",
  "pycap.on('arp', function() local t = {}\n"
  "  error(setmetatable({}, {__tostring = function() " FILL "end})) end)",
};

static const unsigned char arp[42] = {
  255, 255, 255, 255, 255, 255, 2, 0, 0, 0, 0, 1, 8, 6, 0, 1, 8, 0, 6, 4, 0, 1,
  2, 0, 0, 0, 0, 1, 192, 0, 2, 1, 0, 0, 0, 0, 0, 0, 192, 0, 2, 2
};

static int run(const char *script, size_t limit, char *text, size_t size) {
  pycap_options options = PYCAP_OPTIONS_INIT;
  pycap_engine *e;
  options.memory = limit;
  int code = pycap_engine_new(&e, &options);
  if (code) return code;
  code = pycap_engine_load_string(e, "script", script);
  for (int i = 0; i < 4 && code >= 0; i++)
    code = pycap_engine_feed(e, 1, i * 1000000000LL, arp, sizeof arp,
                             sizeof arp);
  snprintf(text, size, "%s", pycap_engine_error(e));
  pycap_engine_free(e);
  return code;
}

int main(void) {
  char text[200];
  for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
    int other = 0, all = 0;
    for (size_t limit = 100000; limit < 1200000; limit += 9973, all++) {
      int code = run(scripts[i], limit, text, sizeof text);
      if (code != PYCAP_MEMORY && other++ == 0)
        printf("script %zu, %zu bytes: %d %s\n", i, limit, code, text);
    }
    if (other) printf("script %zu: %d of %d\n", i, other, all);
  }
  return 0;
}
