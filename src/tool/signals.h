/*
** signals.h - what ends a run (Ctrl-C, SIGTERM, SIGHUP), and what asks
** something of it
*/
#ifndef PYCAP_TOOL_SIGNALS_H
#define PYCAP_TOOL_SIGNALS_H

/* What is asked, as bits. */
enum { ASKED_COUNTS = 1, ASKED_FILE = 2, ASKED_PROGRESS = 4 };

/*
** From here until signals_end each Ctrl-C calls `interrupt`, as a signal
** handler, with how many there were; SIGTERM and SIGHUP do so, too.
*/
void signals_begin(void (*interrupt)(int count));
void signals_end(void);

/* How many there were. */
int signals_count(void);

/*
** From here on `ask` is called, as a signal handler, when SIGUSR1 comes.
** signals_reopen: when SIGHUP does, which ends the run no longer.
** signals_tick: at an interval of so many milliseconds.
*/
void signals_ask(void (*ask)(void));
void signals_reopen(void);
void signals_tick(int interval);

/* What was asked since the last call. */
int signals_asked(void);

#endif
