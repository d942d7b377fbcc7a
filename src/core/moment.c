/*
** moment.c - NTP's times (RFC 5905, section 6)
*/
#include "moment.h"

#include <string.h>

#define DAY 86400
#define TO_1970 INT64_C(2208988800)  /* seconds from 1900 to 1970 */
#define ERA (INT64_C(1) << 32)       /* seconds */
#define NANO UINT64_C(1000000000)

/* Seconds since 1970; less than none: before. */
static int64_t seconds_of(uint64_t moment) {
  int64_t seconds = (int64_t)(moment >> 32);
  if (moment >> 63 == 0) seconds += ERA;
  return seconds - TO_1970;
}

/* False: they are in neither era. */
static bool moment_at(int64_t seconds, uint64_t nano, uint64_t *moment) {
  uint64_t fraction = ((nano << 32) + NANO / 2) / NANO;
  seconds += TO_1970 + (int64_t)(fraction >> 32);
  if (seconds < ERA / 2 || seconds >= ERA + ERA / 2) return false;
  *moment = (uint64_t)seconds << 32 | (fraction & UINT32_MAX);
  return true;
}

/* Days since 1970 of a date, and the date (proleptic Gregorian). */
static int64_t days_of(int64_t year, int64_t month, int64_t day) {
  if (month <= 2) year--;
  int64_t era = year / 400, of_era = year % 400;
  int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year -
         719468;
}

static void date_of(int64_t days, int64_t date[3]) {
  days += 719468;
  int64_t era = days / 146097, left = days % 146097;
  int64_t year = (left - left / 1460 + left / 36524 - left / 146096) / 365;
  left -= 365 * year + year / 4 - year / 100;
  int64_t month = (5 * left + 2) / 153;
  date[0] = year + era * 400 + (month >= 10);
  date[1] = month < 10 ? month + 3 : month - 9;
  date[2] = left - (153 * month + 2) / 5 + 1;
}

static char *digits(char *to, uint64_t n, int count) {
  for (int i = count; i-- > 0; n /= 10) to[i] = (char)('0' + n % 10);
  return to + count;
}

size_t moment_text(uint64_t moment, char *out) {
  static const char marks[] = "--T::.";
  int64_t date[3], seconds = seconds_of(moment);
  char *to = out;
  if (moment == 0) {
    *out = '0';
    return 1;
  }
  date_of(seconds / DAY - (seconds % DAY < 0), date);
  uint64_t rest = (uint64_t)((seconds % DAY + DAY) % DAY);
  const uint64_t parts[] = {
    (uint64_t)date[0], (uint64_t)date[1], (uint64_t)date[2], rest / 3600,
    rest / 60 % 60, rest % 60
  };
  for (int i = 0; i < 6; i++) {
    to = digits(to, parts[i], i == 0 ? 4 : 2);
    *to++ = marks[i];
  }
  to = digits(to, ((moment & UINT32_MAX) * NANO) >> 32, 9);
  *to++ = 'Z';
  return (size_t)(to - out);
}

/* So many digits at *text, which moves on. False: others stand there. */
static bool take(const char **text, const char *end, int count, int64_t *n) {
  if (end - *text < count) return false;
  for (*n = 0; count > 0; count--, ++*text) {
    if (**text < '0' || **text > '9') return false;
    *n = *n * 10 + (**text - '0');
  }
  return true;
}

bool moment_parse(const char *text, size_t size, uint64_t *moment) {
  static const char marks[] = "--T::";
  const char *end = text + size;
  int64_t parts[6], seconds, nano = 0, date[3];
  for (int i = 0; i < 6; i++) {
    if (!take(&text, end, i == 0 ? 4 : 2, &parts[i])) return false;
    if (i < 5 && (text == end || *text++ != marks[i])) return false;
  }
  if (text < end && *text == '.') {
    int64_t scale = 100000000, digit;
    for (text++; text < end && *text != 'Z'; scale /= 10) {
      if (scale == 0 || !take(&text, end, 1, &digit)) return false;
      nano += digit * scale;
    }
  }
  if (text + 1 != end || *text != 'Z' || parts[1] < 1 || parts[3] > 23 ||
      parts[4] > 59 || parts[5] > 59)
    return false;
  seconds = days_of(parts[0], parts[1], parts[2]);
  date_of(seconds, date);
  if (memcmp(date, parts, sizeof date) != 0) return false;
  seconds = seconds * DAY + parts[3] * 3600 + parts[4] * 60 + parts[5];
  return moment_at(seconds, (uint64_t)nano, moment);
}

bool moment_of(double seconds, uint64_t *moment) {
  double whole, least = (double)(ERA / 2 - TO_1970);
  if (!(seconds >= least && seconds < least + (double)ERA)) return false;
  whole = (double)(int64_t)seconds;
  if (whole > seconds) whole--;
  return moment_at((int64_t)whole, (uint64_t)((seconds - whole) * 1e9),
                   moment);
}

double moment_seconds(uint64_t moment) {
  return (double)seconds_of(moment) +
         (double)(moment & UINT32_MAX) / (double)ERA;
}
