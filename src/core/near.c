/*
** near.c - the name that someone meant who wrote another
*/
#include "near.h"

#include <stdbool.h>
#include <string.h>

/* What each kind of likeness costs, more than all of the one before. */
enum { BEGINS = 100, HOLDS = 200, SHORTENED = 300, LETTERS = 400, NONE = 500 };

static char lower(char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; }

static unsigned least(unsigned a, unsigned b) { return a < b ? a : b; }

/* Letters to be changed, added, left out, or swapped with the next one. */
static unsigned distance(const char *a, size_t n, const char *b, size_t m) {
  unsigned rows[3][NEAR_MAX + 1];
  unsigned *before = rows[0], *last = rows[1], *row = rows[2];
  for (size_t j = 0; j <= m; j++) last[j] = before[j] = (unsigned)j;
  for (size_t i = 1; i <= n; i++) {
    row[0] = (unsigned)i;
    for (size_t j = 1; j <= m; j++) {
      char x = lower(a[i - 1]), y = lower(b[j - 1]);
      row[j] = least(least(last[j], row[j - 1]) + 1, last[j - 1] + (x != y));
      if (i > 1 && j > 1 && x == lower(b[j - 2]) && lower(a[i - 2]) == y)
        row[j] = least(row[j], before[j - 2] + 1);
    }
    unsigned *oldest = before;
    before = last;
    last = row;
    row = oldest;
  }
  return last[m];
}

/* True when the name begins with the text. */
static bool begins(const char *text, const char *name) {
  while (*text && lower(*text) == lower(*name)) text++, name++;
  return !*text;
}

/* True when the text stands somewhere in the name. */
static bool holds(const char *text, const char *name) {
  while (*name && !begins(text, name)) name++;
  return *name;
}

/* True when the letters of the text stand in the name in that order. */
static bool shortens(const char *text, const char *name) {
  if (lower(*text) != lower(*name)) return false;
  for (; *text && *name; name++)
    if (lower(*text) == lower(*name)) text++;
  return !*text;
}

/* True when the name has all letters of the text, as often. */
static bool has_letters(const char *text, const char *name) {
  char left[NEAR_MAX + 1];
  size_t size = strlen(name);
  for (size_t i = 0; i < size; i++) left[i] = lower(name[i]);
  for (; *text; text++) {
    char *at = memchr(left, lower(*text), size);
    if (!at) return false;
    *at = '\0';
  }
  return true;
}

void near_begin(Near *near, const char *text) {
  *near = (Near){text, strlen(text), NULL, NONE};
}

void near_offer(Near *near, const char *name) {
  size_t size = strlen(name);
  unsigned cost = NONE;
  if (near->size == 0 || near->size > NEAR_MAX || size > NEAR_MAX) return;
  unsigned mistyped = distance(near->text, near->size, name, size);
  if (mistyped <= least((unsigned)(near->size + 1) / 3, 3)) cost = mistyped;
  else if (near->size < 2) return;
  else if (begins(near->text, name)) cost = BEGINS + (unsigned)size;
  else if (near->size > 2 && holds(near->text, name))
    cost = HOLDS + (unsigned)size;
  else if (shortens(near->text, name)) cost = SHORTENED + (unsigned)size;
  else if (near->size > 2 && has_letters(near->text, name))
    cost = LETTERS + (unsigned)size;
  if (cost >= near->cost) return;
  near->name = name;
  near->cost = cost;
}
