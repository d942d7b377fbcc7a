/*
** signals.h - signals that end a run (Ctrl-C, SIGTERM, SIGHUP), and signals
** that request something of it
*/
#ifndef PYCAP_TOOL_SIGNALS_H
#define PYCAP_TOOL_SIGNALS_H

#include <stdbool.h>

/* Requests, as bits: print the counts, reopen the file, draw the progress. */
enum { ASKED_COUNTS = 1, ASKED_FILE = 2, ASKED_PROGRESS = 4 };

/*
** From here until signals_end each Ctrl-C, SIGTERM or SIGHUP calls `interrupt`
** in a signal handler; `count` is how many have come. A SIGTERM or SIGHUP
** within a second of the signal before does not count.
*/
void signals_begin(void (*interrupt)(int count));
void signals_end(void);

/* How many of these signals have come since signals_forget. */
int signals_count(void);

/* True when a SIGTERM or SIGHUP was among them; then none is forgotten. */
bool signals_ending(void);
void signals_forget(void);

/*
** From signals_ask on SIGUSR1 calls `ask`, in a signal handler.
** After signals_reopen SIGHUP does so too, and no longer ends the run.
** After signals_tick a timer does so as well, each `interval` milliseconds.
*/
void signals_ask(void (*ask)(void));
void signals_reopen(void);
void signals_tick(int interval);

/* The requests since the last call, as bits (ASKED_...). */
int signals_asked(void);

#endif
