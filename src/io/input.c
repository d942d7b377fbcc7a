/*
** input.c - the bytes of a file or a stream, in large blocks
*/
#include "input.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK ((size_t)262144)

void input_open(Input *input, int fd, bool owned, bool stream) {
  *input = (Input){.fd = fd, .owned = owned, .stream = stream};
}

void input_close(Input *input) {
  if (input->owned && input->fd >= 0) close(input->fd);
  free(input->bytes);
  *input = (Input){.fd = -1};
}

static void finish(Input *input, int error) {
  input->ended = true;
  input->error = error;
}

/* Moves what was not taken to the beginning of the buffer, which grows where
** that leaves no room. False: no memory. */
static bool make_room(Input *input) {
  size_t there = input_there(input);
  if (there == input->capacity) {
    size_t capacity = there > 0 ? 2 * there : BLOCK;
    uint8_t *bytes = malloc(capacity);
    if (bytes == NULL) return false;
    if (there > 0) memcpy(bytes, input->at, there);
    free(input->bytes);
    input->bytes = bytes;
    input->capacity = capacity;
  } else if (there > 0) {
    memmove(input->bytes, input->at, there);
  }
  input->at = input->bytes;
  input->end = input->bytes + there;
  return true;
}

/* Takes what comes next: false when a stream has nothing yet. */
static bool take(Input *input) {
  size_t room = input->capacity - input_there(input);
  ssize_t got;
  /* A pipe that poll calls readable does not block; and a FIFO that no one has
     opened for writing yet would read as ended, but does not poll as such. */
  struct pollfd polled = {input->fd, POLLIN, 0};
  if (input->stream && poll(&polled, 1, 0) <= 0) return false;
  do {
    got = read(input->fd, input->bytes + input_there(input), room);
  } while (got < 0 && errno == EINTR);
  if (got < 0 && errno == EAGAIN) return false;
  if (got <= 0) {
    finish(input, got < 0 ? errno : 0);
    return true;
  }
  input->end += got;
  input->total += (uint64_t)got;
  return true;
}

int input_need(Input *input, size_t size) {
  while (input_there(input) < size) {
    if (input->ended) return INPUT_ENDED;
    if (!make_room(input)) finish(input, ENOMEM);
    else if (!take(input)) return INPUT_STARVED;
  }
  return INPUT_HERE;
}

int input_rewind(Input *input) {
  if (lseek(input->fd, 0, SEEK_SET) < 0) return errno;
  input->at = input->end = input->bytes;
  input->total = 0;
  finish(input, 0);
  input->ended = false;
  return 0;
}
