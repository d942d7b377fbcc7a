/*
** refuse.c - the text of what failed
*/
#include <stdarg.h>
#include <stdio.h>

#include "confine.h"

Confined confine_refuse(Refusal *refusal, Confined result, const char *format,
                        ...) {
  va_list values;
  va_start(values, format);
  vsnprintf(refusal->text, sizeof refusal->text, format, values);
  va_end(values);
  return result;
}
