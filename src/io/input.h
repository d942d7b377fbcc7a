/*
** input.h - the bytes of a file or a stream, in large blocks
**
** A window lies over the bytes that are here: what is read is decoded where it
** lies. A stream is never waited for: where bytes lack, input_need says so.
** Memory is bounded by what the reader needs in one piece.
*/
#ifndef PYCAP_INPUT_H
#define PYCAP_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "readahead.h"

typedef struct Input {
  const uint8_t *at, *end;  /* what is here, and was not taken */
  uint64_t total;           /* bytes of the source up to `end` */
  Allocator memory;         /* where it takes its buffers */
  uint8_t *bytes;           /* the buffer, */
  size_t capacity;          /* and its size */
  int fd;                   /* -1: none */
  bool owned;               /* closes it */
  bool stream;              /* it may have to be waited for, */
  int watch;                /* and what then says that a file grows; or -1 */
  const char *remote;       /* borrowed: the name of what comes over TCP */
  int listener;             /* where it waits for a connection; or -1 */
  int timer;                /* and until it is tried again; or -1 */
  bool again;               /* where it ends, it is connected anew: */
  bool renewed;             /* a new stream begins, which the reader clears */
  ReadAhead *ahead;             /* it is compressed; or NULL */
  bool ended;               /* nothing more will come: */
  int error;                /* why, 0: it is the end, or */
  const char *problem;      /* what is wrong with it; NULL: nothing */
} Input;

enum { INPUT_HERE = 1, INPUT_STARVED = 0, INPUT_ENDED = -1 };

/* Begins to read a descriptor, closed by input_close if it is owned; `memory`:
** where its buffers are taken, NULL: the process's. */
void input_open(Input *input, int fd, bool owned, bool stream,
                const Allocator *memory);

/* Goes on where a regular file ends, once it grows: 0 or an errno. */
int input_follow(Input *input, const char *filename);

/*
** Reads over TCP what `remote` names, of a socket that remote_open gave: `fd`
** of input_open. With `again` a stream that ends is connected anew.
*/
void input_remote(Input *input, const char *remote, bool again);

/* What is to be read is compressed, from `at` on: 0 or an errno, ENOTSUP where
** it is to go on behind its end. */
int input_decompress(Input *input, const Codec *codec);

/* What to poll until a stream has something. */
int input_fd(const Input *input);

/* Bytes of the file itself that were taken. */
uint64_t input_raw(const Input *input);

void input_close(Input *input);

/*
** Makes `size` bytes lie at `at`: INPUT_HERE. INPUT_STARVED: a stream has not
** got them yet. INPUT_ENDED: it never will have; those that lie there are all.
*/
int input_need(Input *input, size_t size);

/* Goes back to the beginning of a regular file: 0 or an errno. */
int input_rewind(Input *input);

/* Where `at` is, in bytes of the source. */
static inline uint64_t input_place(const Input *input) {
  return input->total - (uint64_t)(input->end - input->at);
}

static inline size_t input_there(const Input *input) {
  return (size_t)(input->end - input->at);
}

#endif
