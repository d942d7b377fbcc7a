/*
** fault.c - what the world did wrong: a stable code and a text
*/
#include "fault.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

int fault_set(Fault *fault, const char *code, const char *format, ...) {
  int saved = errno;
  va_list arguments;
  fault->code = code;
  fault->error = 0;
  va_start(arguments, format);
  vsnprintf(fault->text, sizeof fault->text, format, arguments);
  va_end(arguments);
  errno = saved;
  return -1;
}

int fault_memory(Fault *fault) {
  fault_set(fault, "memory", "not enough memory");
  fault->error = ENOMEM;
  return -1;
}
