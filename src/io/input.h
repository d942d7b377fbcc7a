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

typedef struct Input {
  const uint8_t *at, *end;  /* what is here, and was not taken */
  uint64_t total;           /* bytes of the source up to `end` */
  uint8_t *bytes;           /* the buffer, */
  size_t capacity;          /* and its size */
  int fd;                   /* -1: none */
  bool owned;               /* closes it */
  bool stream;              /* no regular file: it may have to be waited for */
  bool ended;               /* nothing more will come: */
  int error;                /* why, 0: it is the end */
} Input;

enum { INPUT_HERE = 1, INPUT_STARVED = 0, INPUT_ENDED = -1 };

/* Begins to read a descriptor, closed by input_close if it is owned. */
void input_open(Input *input, int fd, bool owned, bool stream);
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
