/*
** fault.c - what the world did wrong: a stable code and a text
*/
#include "fault.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

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

bool fault_exhausted(const Fault *fault) {
  return fault->error == EMFILE || fault->error == ENFILE ||
         fault->error == ENOMEM;
}

void fault_list(char *list, size_t size, const char *name) {
  size_t used = strlen(list);
  if (name == NULL) return;
  snprintf(list + used, size - used, "%s%s", used > 0 ? ", " : "", name);
}
