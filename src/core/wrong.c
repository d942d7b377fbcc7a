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
  if (at > 0) at += (size_t)snprintf(out + at, room - at, ": ");
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

const char *respell(const char *name, char joint, char out[HINT_BYTES]) {
  char spelt[NAME_MAX_BYTES + 1];
  size_t size = 0;
  for (; *name && size < NAME_MAX_BYTES; name++) {
    char c = *name >= 'A' && *name <= 'Z' ? (char)(*name - 'A' + 'a') : *name;
    bool letter = c >= 'a' && c <= 'z', digit = c >= '0' && c <= '9';
    if (letter || (digit && size > 0)) spelt[size++] = c;
    else if (joint && size > 0 && spelt[size - 1] != joint)
      spelt[size++] = joint;
  }
  if (*name) size = 0;
  spelt[size] = '\0';
  snprintf(out, HINT_BYTES, size > 0 ? "; did you mean %s?" : "%s", spelt);
  return out;
}

bool check_word(const Where *w, const char *what, const char *name) {
  char hint[HINT_BYTES];
  size_t size = 0;
  if (!name || !*name) return refuse(w, "%s without a name", what);
  for (; size <= NAME_MAX_BYTES && name[size]; size++) {
    char c = name[size];
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9' && size > 0)) continue;
    return refuse(w, "%s \"%.*s\": a name is lowercase letters, then digits, "
                  "without anything between%s", what, NAME_MAX_BYTES, name,
                  respell(name, 0, hint));
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
