/*
** input.h - the bytes of a file or a stream, read in large blocks
**
** The reader decodes the bytes where they lie in the buffer, from `at` to
** `end`. Nothing waits for a stream: where bytes are missing, input_need says
** so. The buffer is no larger than the largest piece that the reader needs at
** once.
*/
#ifndef PYCAP_INPUT_H
#define PYCAP_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "readahead.h"

typedef struct Input {
  const uint8_t *at, *end;  /* the bytes that are here and not taken yet */
  uint64_t total;           /* bytes of the source up to `end` */
  Allocator memory;         /* allocates the buffers */
  uint8_t *bytes;           /* the buffer */
  size_t capacity;          /* its size in bytes */
  int fd;                   /* -1: none */
  bool owned;               /* input_close closes `fd` */
  bool stream;              /* its bytes may have to be waited for */
  int watch;                /* descriptor that tells when a followed file grows;
                               or -1 */
  const char *remote;       /* borrowed: the name of a source over TCP */
  int listener;             /* socket that waits for a connection; or -1 */
  int timer;                /* descriptor that tells when to connect again; or
                               -1 */
  bool again;               /* over TCP: connect again when a stream ends */
  bool renewed;             /* a new stream has begun; the reader clears it */
  ReadAhead *ahead;         /* decompresses; NULL: it is not compressed */
  bool ended;               /* nothing more will come, because: */
  int error;                /* errno of a failure; 0: none */
  const char *problem;      /* what is wrong with the bytes; NULL: nothing */
} Input;

enum { INPUT_HERE = 1, INPUT_STARVED = 0, INPUT_ENDED = -1 };

/* Begins to read a descriptor. If `owned`, input_close closes it. `memory`
** allocates the buffers; NULL: the process's allocator. */
void input_open(Input *input, int fd, bool owned, bool stream,
                const Allocator *memory);

/* From now on the end of a regular file is waited at until it grows. Returns 0
** or an errno. */
int input_follow(Input *input, const char *filename);

/*
** Reads over TCP. `remote` is the name of the source; the `fd` of input_open is
** a socket of remote_open. `again`: connect again when a stream ends.
*/
void input_remote(Input *input, const char *remote, bool again);

/* Decompresses all bytes from `at` on. Returns 0 or an errno: ENOTSUP where the
** file is followed or connected again. */
int input_decompress(Input *input, const Codec *codec);

/* The descriptor to poll until a stream has more bytes. */
int input_fd(const Input *input);

/* Bytes of the file that were taken; of a compressed one, compressed bytes. */
uint64_t input_raw(const Input *input);

void input_close(Input *input);

/*
** Makes sure that `size` bytes lie at `at`. INPUT_HERE: they do. INPUT_STARVED:
** a stream does not have them yet. INPUT_ENDED: they will never come; only
** those up to `end` are left.
*/
int input_need(Input *input, size_t size);

/* Goes back to the beginning of a regular file: 0 or an errno. */
int input_rewind(Input *input);

/* The position of `at`, in bytes from the beginning of the source. */
static inline uint64_t input_place(const Input *input) {
  return input->total - (uint64_t)(input->end - input->at);
}

/* How many bytes lie at `at`. */
static inline size_t input_there(const Input *input) {
  return (size_t)(input->end - input->at);
}

#endif
