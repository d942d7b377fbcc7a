/*
** say.c - what pcaplua says on standard error
*/
#include "say.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "../lua/host.h"

static void print_escaped(const char *text) {
  while (*text) {
    unsigned n = host_control(text);
    if (n == 0) putc(*text++, stderr);
    for (; n > 0; n--) fprintf(stderr, "\\x%02x", (unsigned char)*text++);
  }
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
  print_escaped(text ? text : format);
  putc('\n', stderr);
  funlockfile(stderr);
  free(text);
  va_end(again);
  va_end(arguments);
}
