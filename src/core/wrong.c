/*
** wrong.c - saying what is wrong with rows, and with the names in them
*/
#include "wrong.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

Where where_in(const Where *w, const char *name) {
  Where inner = *w;
  size_t i = 0;
  while (inner.names[i]) i++;
  if (i + 1 < sizeof inner.names / sizeof *inner.names) inner.names[i] = name;
  return inner;
}

void wrong_write(const Where *w, const char *format, ...) {
  char *out = w->wrong->text;
  size_t room = sizeof w->wrong->text, at = 0;
  va_list args;
  for (size_t i = 0; w->names[i]; i++)
    at += (size_t)snprintf(out + at, room - at, "%s%.*s", i > 0 ? "." : "",
                           NAME_MAX_BYTES, w->names[i]);
  at += (size_t)snprintf(out + at, room - at, ": ");
  va_start(args, format);
  vsnprintf(out + at, room - at, format, args);
  va_end(args);
  for (; *out; out++)
    if ((unsigned char)*out < ' ' || (unsigned char)*out > '~') *out = '?';
}

bool is_listed(const char *const *list, const char *name) {
  for (; *list; list++)
    if ((*list)[0] == name[0] && strcmp(*list, name) == 0) return true;
  return false;
}

bool check_word(const Where *w, const char *what, const char *name) {
  size_t size = 0;
  if (!name || !*name) return refuse(w, "%s without a name", what);
  for (; size <= NAME_MAX_BYTES && name[size]; size++) {
    char c = name[size];
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9' && size > 0)) continue;
    return refuse(w, "%s \"%.*s\": a name is lowercase letters, then digits, "
                  "without anything between", what, NAME_MAX_BYTES, name);
  }
  if (size > NAME_MAX_BYTES)
    return refuse(w, "%s \"%.*s...\": a name has at most %d letters", what,
                  NAME_MAX_BYTES, name, NAME_MAX_BYTES);
  return true;
}

bool check_key(const Where *w, const char *what, const char *name) {
  if (!check_word(w, what, name)) return false;
  return !is_listed(reserved_keywords, name) ||
         refuse(w, "%s \"%s\": a keyword of Lua cannot be a name", what, name);
}

bool check_words(const Where *w, const char *what, const char *text) {
  if (!text || !*text) return refuse(w, "has no %s", what);
  for (size_t i = 0; text[i]; i++) {
    if (i == WORDS_MAX)
      return refuse(w, "its %s has more than %d bytes", what, WORDS_MAX);
    if ((unsigned char)text[i] < ' ')
      return refuse(w, "its %s has a control character", what);
  }
  return true;
}

unsigned rows_count(const Field *rows, unsigned most) {
  unsigned count = 0;
  while (rows && count <= most && rows[count].name) count++;
  return count;
}
