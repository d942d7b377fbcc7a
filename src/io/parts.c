/*
** parts.c - the names of a file that goes on in another, part after part
*/
#include "parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define NAME_MAX_BYTES 4096

size_t parts_ending(const char *name) {
  const char *file = strrchr(name, '/');
  file = file ? file + 1 : name;
  while (*file == '.') file++;  /* a hidden file */
  const char *dot = strchr(file, '.');
  return dot ? (size_t)(dot - name) : strlen(name);
}

/* The pattern with a time in it, NULL: no memory, or a name without end. */
static char *dated(const char *pattern, int64_t time) {
  char text[NAME_MAX_BYTES];
  time_t seconds = (time_t)(time / 1000000000);
  struct tm parts;
  if (!strchr(pattern, '%')) return strdup(pattern);
  if (!localtime_r(&seconds, &parts) ||
      strftime(text, sizeof text, pattern, &parts) == 0)
    return NULL;
  return strdup(text);
}

/* The same name with a number; frees the one without. */
static char *numbered(char *name, uint64_t number) {
  char *with = NULL;
  size_t size = strlen(name) + 32, at = parts_ending(name);
  with = malloc(size);
  if (with)
    snprintf(with, size, "%.*s-%05llu%s", (int)at, name,
             (unsigned long long)number, name + at);
  free(name);
  return with;
}

static bool is_there(const Parts *parts, const char *name) {
  for (size_t i = 0; i < parts->count; i++)
    if (strcmp(parts->names[i], name) == 0) return true;
  return false;
}

static void remove_oldest(Parts *parts) {
  unlink(parts->names[0]);
  free(parts->names[0]);
  parts->count--;
  memmove(parts->names, parts->names + 1,
          parts->count * sizeof *parts->names);
}

/* Room for one more name: all are kept of a ring, else those of one second. */
static bool make_room(Parts *parts) {
  size_t most = parts->keep > 0 ? parts->keep : 64;
  while (parts->count >= most) {
    if (parts->keep > 0) {
      remove_oldest(parts);
      continue;
    }
    free(parts->names[0]);
    memmove(parts->names, parts->names + 1,
            --parts->count * sizeof *parts->names);
  }
  if (parts->count < parts->room) return true;
  size_t room = parts->room * 2 + 8;
  char **names = realloc(parts->names, room * sizeof *names);
  if (!names) return false;
  parts->names = names;
  parts->room = room;
  return true;
}

const char *parts_next(Parts *parts, int64_t time) {
  if (!make_room(parts)) return NULL;
  char *name = dated(parts->pattern, time);
  parts->number++;
  if (name && (!strchr(parts->pattern, '%') || is_there(parts, name)))
    name = numbered(name, parts->number);
  if (!name) return NULL;
  parts->names[parts->count++] = name;
  return name;
}

void parts_free(Parts *parts) {
  for (size_t i = 0; i < parts->count; i++) free(parts->names[i]);
  free(parts->names);
  *parts = (Parts){0};
}
