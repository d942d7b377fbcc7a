/*
** pipe.h - a FILE over a pipe or terminal that never blocks its reader
**
** libpcap reads through stdio and takes a read that fails in the middle of a
** record for the end. So this FILE shows it whole records only, of pcap and of
** pcapng, and the whole header first: where bytes lack, the read fails between
** two records, and goes on there once there are more. Memory is bounded by the
** largest record.
*/
#ifndef PYCAP_PIPE_H
#define PYCAP_PIPE_H

#include <stdbool.h>
#include <stdio.h>

typedef struct Pipe Pipe;

/* A pipe over `fd`, which it closes if it owns it. NULL: no memory. */
Pipe *pipe_open(int fd, bool owned);

/* After the FILE was closed. NULL is ignored. */
void pipe_close(Pipe *pipe);

/* The FILE that reads the pipe, for the caller to close. NULL: no memory. */
FILE *pipe_file(Pipe *pipe);

int pipe_fd(const Pipe *pipe);

/*
** True when reading makes sense: the header or a record is there whole, or the
** end, or an error to tell. Takes what has arrived, without waiting.
*/
bool pipe_ready(Pipe *pipe);

/* The same from what was taken already: no system call. */
bool pipe_fed(const Pipe *pipe);

/* True when a read failed because bytes lack; clears the FILE's error then. */
bool pipe_starved(const Pipe *pipe, FILE *file);

/* The errno of the descriptor's read that failed, 0: none. */
int pipe_error(const Pipe *pipe);

/* True when the descriptor is at its end and gave no byte at all. */
bool pipe_empty(const Pipe *pipe);

#endif
