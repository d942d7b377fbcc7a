/*
** ahead.h - a thread that reads a file or a stream and decompresses it, some
** blocks ahead of who takes them
*/
#ifndef PYCAP_AHEAD_H
#define PYCAP_AHEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../core/allocator.h"
#include "codec.h"

typedef struct Ahead Ahead;

/* What ahead_read gives when it gives no bytes. */
enum { AHEAD_END = 0, AHEAD_NONE = -1, AHEAD_FAILED = -2 };

/*
** Starts the thread, on a descriptor that stays the caller's, which has given
** these bytes already. `stream`: what it gives has to be waited for. What is
** decompressed goes into memory of `memory`, as what the library needs does; it
** is copied, and called by the caller's thread alone. NULL and an errno: no
** memory, thread or descriptor.
*/
Ahead *ahead_open(int fd, bool stream, const Codec *codec,
                  const Allocator *memory, const uint8_t *first, size_t size,
                  int *error);

/* Ends the thread. NULL is ignored. */
void ahead_close(Ahead *ahead);

/*
** Copies what comes next: how many bytes, or AHEAD_END; AHEAD_NONE: a stream
** has nothing yet; AHEAD_FAILED, after all that was whole: see ahead_problem.
** For a regular file, it waits for the thread.
*/
long ahead_read(Ahead *ahead, uint8_t *bytes, size_t size);

/* The errno of a read that failed; 0: see the text that says what is wrong with
** the compressed data, and where. */
int ahead_problem(const Ahead *ahead, const char **text);

/* What to poll until a stream has something. */
int ahead_fd(const Ahead *ahead);

/* Compressed bytes that were read. */
uint64_t ahead_place(const Ahead *ahead);

#endif
