/*
** stream.h - a FILE over a pipe or terminal that never blocks its reader
**
** libpcap reads through stdio and takes a read that fails in the middle of a
** record for the end. So this FILE shows it whole records only, of pcap and of
** pcapng, and the whole header first: where bytes lack, the read fails between
** two records, and goes on there once there are more. Memory is bounded by the
** largest record.
*/
#ifndef PYCAP_STREAM_H
#define PYCAP_STREAM_H

#include <stdbool.h>
#include <stdio.h>

typedef struct Stream Stream;

/* A stream over `fd`, which it closes if it owns it. NULL: no memory. */
Stream *stream_open(int fd, bool owned);

/* After the FILE was closed. NULL is ignored. */
void stream_close(Stream *stream);

/* The FILE that reads the stream, for the caller to close. NULL: no memory. */
FILE *stream_file(Stream *stream);

int stream_fd(const Stream *stream);

/*
** True when reading makes sense: the header or a record is there whole, or the
** end, or an error to tell. Takes what has arrived, without waiting.
*/
bool stream_ready(Stream *stream);

/* The same from what was taken already: no system call. */
bool stream_fed(const Stream *stream);

/* True when a read failed because bytes lack; clears the FILE's error then. */
bool stream_starved(const Stream *stream, FILE *file);

/* The errno of the descriptor's read that failed, 0: none. */
int stream_error(const Stream *stream);

/* True when the descriptor is at its end and gave no byte at all. */
bool stream_empty(const Stream *stream);

#endif
