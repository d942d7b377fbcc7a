/*
** printer.c - what a printer knows of each protocol, and the times it prints
*/
#include "printer.h"

#include <stdlib.h>
#include <time.h>

#include "texts.h"

static bool make_keys(ProtocolTexts *t, const Known *k) {
  for (unsigned i = 0; i < k->layout.count; i++) {
    uint32_t at = (uint32_t)t->keys.size;
    out_text(&t->keys, ",\"");
    out_text(&t->keys, k->protocol->name);
    out_char(&t->keys, '.');
    out_text(&t->keys, k->layout.fields[i].name);
    out_text(&t->keys, "\":");
    t->key[i] = (Key){at, (uint32_t)t->keys.size - at};
  }
  return !t->keys.failed;
}

static bool read_texts(ProtocolTexts *t, const Known *k) {
  const Protocol *p = k->protocol;
  unsigned count = 0;
  while (p->lines && p->lines[count].text) count++;
  t->lines = calloc(count + 1, sizeof *t->lines);
  if (!t->lines) return false;
  for (; t->count < count; t->count++) {
    const Line *line = &p->lines[t->count];
    if (!template_init(&t->lines[t->count], k, line->text, &line->when))
      return false;
  }
  return make_keys(t, k) &&
         (p->text ? template_init(&t->text, k, p->text, NULL)
                  : template_all(&t->text, k)) &&
         (!p->brief || template_init(&t->brief, k, p->brief, NULL));
}

bool printer_init(Printer *p, const Protocols *all, const PrintOptions *o) {
  *p = (Printer){.all = all, .options = *o, .first = INT64_MIN,
                 .last = INT64_MIN, .quarter = INT64_MIN};
  if (printer_grow(p)) return true;
  printer_free(p);
  return false;
}

static void free_texts(ProtocolTexts *t) {
  for (unsigned n = 0; n < t->count; n++) template_free(&t->lines[n]);
  free(t->lines);
  template_free(&t->text);
  template_free(&t->brief);
  out_free(&t->keys);
}

bool printer_grow(Printer *p) {
  ProtocolTexts *texts = realloc(p->texts, p->all->count * sizeof *texts);
  if (!texts) return false;
  p->texts = texts;
  for (; p->count < p->all->count; p->count++) {
    ProtocolTexts *t = &texts[p->count];
    *t = (ProtocolTexts){0};
    if (read_texts(t, p->all->known[p->count])) continue;
    free_texts(t);
    return false;
  }
  return true;
}

void printer_free(Printer *p) {
  for (unsigned i = 0; i < p->count; i++) free_texts(&p->texts[i]);
  free(p->texts);
  p->texts = NULL;
  p->count = 0;
}

/* --- times --- */

#define SECOND INT64_C(1000000000)
#define QUARTER 900  /* seconds: no time zone changes within one */

static void add_fraction(const Printer *p, Out *o, uint64_t nanoseconds) {
  out_char(o, '.');
  if (p->options.nano) out_number(o, nanoseconds, 9);
  else out_number(o, nanoseconds / 1000, 6);
}

/* Seconds and their fraction, rounded down. */
static int64_t split(int64_t time, uint64_t *nanoseconds) {
  int64_t seconds = time / SECOND, rest = time % SECOND;
  if (rest < 0) {
    rest += SECOND;
    seconds--;
  }
  *nanoseconds = (uint64_t)rest;
  return seconds;
}

/* The clock of this place at the quarter of an hour in which `seconds` is. */
static int64_t find_quarter(Printer *p, int64_t seconds, struct tm *tm) {
  int64_t into = seconds % QUARTER;
  if (into < 0) into += QUARTER;
  time_t start = (time_t)(seconds - into);
  if (!localtime_r(&start, tm)) memset(tm, 0, sizeof *tm);
  p->quarter = start;
  p->hour = tm->tm_hour;
  p->minute = tm->tm_min;
  return into;
}

static void add_clock(Printer *p, Out *o, int64_t time) {
  uint64_t nanoseconds;
  int64_t seconds = split(time, &nanoseconds);
  struct tm tm;
  int64_t into;
  if (p->quarter == INT64_MIN || seconds < p->quarter ||
      seconds - p->quarter >= QUARTER)
    into = find_quarter(p, seconds, &tm);
  else
    into = seconds - p->quarter;
  out_number(o, (uint64_t)p->hour, 2);
  out_char(o, ':');
  out_number(o, (uint64_t)p->minute + (uint64_t)into / 60, 2);
  out_char(o, ':');
  out_number(o, (uint64_t)into % 60, 2);
  add_fraction(p, o, nanoseconds);
}

static void add_date(Printer *p, Out *o, int64_t time) {
  uint64_t nanoseconds;
  struct tm tm;
  char text[32];
  find_quarter(p, split(time, &nanoseconds), &tm);
  out_add(o, text, strftime(text, sizeof text, "%Y-%m-%d ", &tm));
  add_clock(p, o, time);
}

static void add_seconds(const Printer *p, Out *o, int64_t time) {
  uint64_t size = time < 0 ? 0 - (uint64_t)time : (uint64_t)time;
  if (time < 0) out_char(o, '-');
  out_number(o, size / (uint64_t)SECOND, 1);
  add_fraction(p, o, size % (uint64_t)SECOND);
}

/* The time from one to another; what is out of range stays at its end. */
static int64_t since(int64_t from, int64_t to) {
  int64_t difference;
  if (from == INT64_MIN) return 0;
  if (__builtin_sub_overflow(to, from, &difference))
    return to < from ? INT64_MIN : INT64_MAX;
  return difference;
}

void printer_time(Printer *p, Out *o, int64_t time) {
  switch (p->options.time) {
    case TIME_NONE: return;
    case TIME_CLOCK: add_clock(p, o, time); break;
    case TIME_DATE: add_date(p, o, time); break;
    case TIME_EPOCH: add_seconds(p, o, time); break;
    case TIME_DELTA: add_seconds(p, o, since(p->last, time)); break;
    case TIME_SINCE: add_seconds(p, o, since(p->first, time)); break;
  }
  if (p->first == INT64_MIN) p->first = time;
  p->last = time;
  out_char(o, ' ');
}
