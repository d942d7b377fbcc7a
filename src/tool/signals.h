/*
** signals.h - what ends a run: Ctrl-C, SIGTERM, SIGHUP
*/
#ifndef PYCAP_TOOL_SIGNALS_H
#define PYCAP_TOOL_SIGNALS_H

/*
** From here until signals_end each Ctrl-C calls `interrupt`, as a signal
** handler, with how many there were; SIGTERM and SIGHUP do so, too.
*/
void signals_begin(void (*interrupt)(int count));
void signals_end(void);

/* How many there were. */
int signals_count(void);

#endif
