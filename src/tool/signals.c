/*
** signals.c - Ctrl-C
*/
#include "signals.h"

#include <signal.h>
#include <string.h>

static void (*volatile interrupted)(int count);
static volatile sig_atomic_t interrupts;

static void handle(int signal) {
  (void)signal;
  interrupted(++interrupts);
}

void signals_begin(void (*interrupt)(int count)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handle;
  interrupted = interrupt;
  sigaction(SIGINT, &action, NULL);
}

void signals_end(void) { signal(SIGINT, SIG_DFL); }

int signals_count(void) { return interrupts; }
