/*
** readahead.h - a thread that reads a file or a stream and decompresses it, a
** few blocks ahead of its reader
*/
#ifndef PYCAP_READAHEAD_H
#define PYCAP_READAHEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../core/allocator.h"
#include "codec.h"

typedef struct ReadAhead ReadAhead;

/* What readahead_read returns when it copies no bytes. */
enum { READAHEAD_END = 0, READAHEAD_NONE = -1, READAHEAD_FAILED = -2 };

/*
** Starts the thread, on a descriptor that stays the caller's; `first` are bytes
** that were read from it already. `stream`: reading may have to wait. The
** decompressed bytes and the library's state are in memory of `memory`, which
** is copied, and called in the caller's thread alone. NULL and an errno: no
** memory, thread or descriptor.
*/
ReadAhead *readahead_open(int fd, bool stream, const Codec *codec,
                  const Allocator *memory, const uint8_t *first, size_t size,
                  int *error);

/* Ends the thread. NULL is ignored. */
void readahead_close(ReadAhead *ahead);

/*
** Copies the next bytes, and returns how many; or READAHEAD_END;
** READAHEAD_NONE: a stream has nothing yet; READAHEAD_FAILED, after all bytes
** that were whole: readahead_problem says why. For a regular file, it waits for
** the thread.
*/
long readahead_read(ReadAhead *ahead, uint8_t *bytes, size_t size);

/* The errno of a read that failed; or 0 and a text: what is wrong with the
** compressed data, and where. */
int readahead_problem(const ReadAhead *ahead, const char **text);

/* A descriptor that can be read as soon as a stream has bytes. */
int readahead_fd(const ReadAhead *ahead);

/* How many compressed bytes were read. */
uint64_t readahead_place(const ReadAhead *ahead);

#endif
