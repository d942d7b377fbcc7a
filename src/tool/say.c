/*
** say.c - what pcaplua says on standard error
*/
#include "say.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lua/host.h"

void say_escaped(FILE *file, const char *text, size_t size) {
  for (const char *end = text + size; text < end; ) {
    unsigned n = *text ? host_control(text) : 1;
    if (n == 0) putc(*text++, file);
    for (; n > 0; n--) fprintf(file, "\\x%02x", (unsigned char)*text++);
  }
}

void say_shown(FILE *file, const char *text, size_t size) {
  if (isatty(fileno(file))) say_escaped(file, text, size);
  else fwrite(text, 1, size, file);
}

void say(const char *format, ...) {
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  int size = vsnprintf(NULL, 0, format, arguments);
  char *text = size < 0 ? NULL : malloc((size_t)size + 1);
  if (text) vsnprintf(text, (size_t)size + 1, format, again);
  flockfile(stderr);
  fputs("pcaplua: ", stderr);
  const char *all = text ? text : format;
  say_escaped(stderr, all, strlen(all));
  putc('\n', stderr);
  funlockfile(stderr);
  free(text);
  va_end(again);
  va_end(arguments);
}

void say_warning(void *context, const char *text, int more) {
  static bool on, continued;
  (void)context;
  if (!continued && !more && *text == '@') {
    if (strcmp(text, "@off") == 0) on = false;
    if (strcmp(text, "@on") == 0) on = true;
    return;
  }
  if (on && !continued) fputs("Lua warning: ", stderr);
  if (on) say_shown(stderr, text, strlen(text));
  if (on && !more) putc('\n', stderr);
  continued = more;
}
