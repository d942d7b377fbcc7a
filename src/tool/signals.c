/*
** signals.c - what ends a run (Ctrl-C, SIGTERM, SIGHUP), and what asks
** something of it
*/
#include "signals.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

#define APART 1.0  /* seconds between two requests that are not the same one */

static void (*volatile interrupted)(int count);
static volatile sig_atomic_t interrupts;
static volatile sig_atomic_t ending;  /* SIGTERM or SIGHUP has come */
static struct timespec last;  /* when the last came */

static void (*volatile asking)(void);
static volatile sig_atomic_t counts, file, progress;  /* was asked */

/* True when a while has passed since the last signal. */
static bool is_apart(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  double passed = (double)(now.tv_sec - last.tv_sec) +
                  (double)(now.tv_nsec - last.tv_nsec) / 1e9;
  last = now;
  return passed >= APART;
}

/*
** A second Ctrl-C is a person who does not want to wait. Of the others, who
** asks to end may do so twice for once: `timeout` signals the process and its
** group, the end of a session sends both.
*/
static void handle(int number) {
  int saved = errno;
  bool apart = is_apart();
  if (number != SIGINT) ending = 1;
  if (number == SIGINT || interrupts == 0 || apart) interrupted(++interrupts);
  errno = saved;
}

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
enum { SIGNALS = sizeof signals / sizeof *signals };

/* nohup's wish is heeded. */
static bool is_ignored(int number) {
  struct sigaction now;
  return number == SIGHUP && sigaction(number, NULL, &now) == 0 &&
         now.sa_handler == SIG_IGN;
}

void signals_begin(void (*interrupt)(int count)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handle;
  for (int i = 0; i < SIGNALS; i++) sigaddset(&action.sa_mask, signals[i]);
  interrupted = interrupt;
  for (int i = 0; i < SIGNALS; i++)
    if (!is_ignored(signals[i])) sigaction(signals[i], &action, NULL);
}

void signals_end(void) {
  const struct itimerval never = {{0, 0}, {0, 0}};
  if (asking) setitimer(ITIMER_REAL, &never, NULL);
  asking = NULL;
  for (int i = 0; i < SIGNALS; i++)
    if (!is_ignored(signals[i])) signal(signals[i], SIG_DFL);
}

int signals_count(void) { return interrupts; }

bool signals_ending(void) { return ending; }

void signals_forget(void) {
  if (!ending) interrupts = 0;
}

/* --- what asks --- */

static void take(int number) {
  int saved = errno;
  if (number == SIGUSR1) counts = 1;
  else if (number == SIGHUP) file = 1;
  else progress = 1;
  if (asking) asking();
  errno = saved;
}

/* What a script waits for in C goes on: SA_RESTART. */
static void attend(int number) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = take;
  action.sa_flags = SA_RESTART;
  for (int i = 0; i < SIGNALS; i++) sigaddset(&action.sa_mask, signals[i]);
  sigaction(number, &action, NULL);
}

void signals_ask(void (*ask)(void)) {
  asking = ask;
  attend(SIGUSR1);
}

void signals_reopen(void) { attend(SIGHUP); }

void signals_tick(int interval) {
  struct itimerval timer = {{interval / 1000, interval % 1000 * 1000L},
                            {interval / 1000, interval % 1000 * 1000L}};
  attend(SIGALRM);
  setitimer(ITIMER_REAL, &timer, NULL);
}

int signals_asked(void) {
  int asked = (counts ? ASKED_COUNTS : 0) | (file ? ASKED_FILE : 0) |
              (progress ? ASKED_PROGRESS : 0);
  counts = file = progress = 0;
  return asked;
}
