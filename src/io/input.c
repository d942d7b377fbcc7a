/*
** input.c - the bytes of a file or a stream, in large blocks
*/
#include "input.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "remote.h"

#ifndef BLOCK  /* the fuzzing of files has smaller ones */
#define BLOCK ((size_t)524288)
#endif

void input_open(Input *input, int fd, bool owned, bool stream,
                const Allocator *memory) {
  *input = (Input){.fd = fd, .owned = owned, .stream = stream, .watch = -1,
                   .listener = -1, .timer = -1,
                   .memory = {allocator_plain, NULL}};
  if (memory != NULL) input->memory = *memory;
}

void input_remote(Input *input, const char *remote, bool again) {
  input->remote = remote;
  input->again = again;
  if (!remote_listens(remote)) return;
  input->listener = input->fd;
  input->fd = -1;
}

int input_follow(Input *input, const char *filename) {
  input->watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (input->watch < 0 ||
      inotify_add_watch(input->watch, filename, IN_MODIFY) < 0) return errno;
  input->stream = true;
  return 0;
}

int input_decompress(Input *input, const Codec *codec) {
  int error;
  if (input->watch >= 0 || input->again) return ENOTSUP;
  input->ahead = readahead_open(input->fd, input->stream, codec, &input->memory,
                                input->at, input_there(input), &error);
  if (input->ahead == NULL) return error;
  input->at = input->end = input->bytes;
  input->total = 0;
  input->ended = false;
  return 0;
}

int input_fd(const Input *input) {
  if (input->ahead != NULL) return readahead_fd(input->ahead);
  if (input->watch >= 0) return input->watch;
  return input->fd >= 0 ? input->fd
         : input->listener >= 0 ? input->listener : input->timer;
}

uint64_t input_raw(const Input *input) {
  return input->ahead != NULL ? readahead_place(input->ahead)
                              : input_place(input);
}

void input_close(Input *input) {
  readahead_close(input->ahead);
  if (input->watch >= 0) close(input->watch);
  if (input->owned && input->fd >= 0) close(input->fd);
  if (input->listener >= 0) close(input->listener);
  if (input->timer >= 0) close(input->timer);
  allocator_move(&input->memory, input->bytes, input->capacity, 0);
  *input = (Input){.fd = -1, .watch = -1, .listener = -1, .timer = -1};
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
    uint8_t *bytes = allocator_move(&input->memory, NULL, 0, capacity);
    if (bytes == NULL) return false;
    if (there > 0) memcpy(bytes, input->at, there);
    allocator_move(&input->memory, input->bytes, input->capacity, 0);
    input->bytes = bytes;
    input->capacity = capacity;
  } else if (there > 0) {
    memmove(input->bytes, input->at, there);
  }
  input->at = input->bytes;
  input->end = input->bytes + there;
  return true;
}

/* read(), of a stream without waiting; -1 and EAGAIN: nothing is there. */
static ssize_t read_some(const Input *input, uint8_t *bytes, size_t size) {
  struct pollfd polled = {input->fd, POLLIN, 0};
  ssize_t got;
  /* A pipe that poll calls readable does not block; and a FIFO that no one has
     opened for writing yet would read as ended, but does not poll as such. */
  if (input->stream && input->watch < 0 && poll(&polled, 1, 0) <= 0) {
    errno = EAGAIN;
    return -1;
  }
  do {
    got = read(input->fd, bytes, size);
  } while (got < 0 && errno == EINTR);
  return got;
}

/* --- over TCP --- */

/* Connects what is not: false and errno, EAGAIN: not yet. */
static bool connect_now(Input *input) {
  uint64_t expired;
  Fault fault;
  if (input->fd >= 0) return true;
  if (input->listener >= 0) {
    input->fd = remote_accept(input->listener);
  } else if (read(input->timer, &expired, sizeof expired) > 0) {
    input->fd = remote_open(input->remote, &fault);
    if (input->fd < 0) errno = fault.error != 0 ? fault.error : ENOENT;
  }
  return input->fd >= 0;
}

/* Gets ready to connect anew, after a second where nobody waits here. */
static bool begin_again(Input *input) {
  static const struct itimerspec second = {{0, 0}, {1, 0}};
  if (!input->again) return false;
  if (input->fd >= 0) close(input->fd);
  input->fd = -1;
  input->at = input->end = input->bytes;
  input->total = 0;
  input->renewed = true;
  if (input->listener >= 0) return true;
  if (input->timer < 0)
    input->timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  return input->timer >= 0 && timerfd_settime(input->timer, 0, &second,
                                              NULL) == 0;
}

static ssize_t read_remote(Input *input, uint8_t *bytes, size_t size) {
  ssize_t got = connect_now(input) ? read_some(input, bytes, size) : -1;
  if (got > 0 || (got < 0 && errno == EAGAIN) || !begin_again(input))
    return got;
  errno = EAGAIN;
  return -1;
}

/* --- files that grow --- */

/* The same of a file that grows: it has no end, unless it was cut. */
static ssize_t read_growing(Input *input, uint8_t *bytes, size_t size) {
  uint8_t events[4096];
  struct stat status;
  while (read(input->watch, events, sizeof events) > 0) continue;
  ssize_t got = read_some(input, bytes, size);
  if (got != 0) return got;
  errno = EAGAIN;
  if (fstat(input->fd, &status) < 0) return -1;
  if ((uint64_t)status.st_size >= input->total) return -1;
  input->problem = "the file was truncated while it was followed";
  return 0;
}

static ssize_t read_ahead(Input *input, uint8_t *bytes, size_t size) {
  ssize_t got = readahead_read(input->ahead, bytes, size);
  if (got >= 0) return got;
  errno = EAGAIN;
  if (got == READAHEAD_NONE) return -1;
  errno = readahead_problem(input->ahead, &input->problem);
  return errno != 0 ? -1 : 0;
}

/* Takes what comes next: false when a stream has nothing yet. */
static bool take(Input *input) {
  size_t room = input->capacity - input_there(input);
  uint8_t *bytes = input->bytes + input_there(input);
  ssize_t got = input->ahead != NULL ? read_ahead(input, bytes, room)
    : input->watch >= 0 ? read_growing(input, bytes, room)
    : input->remote != NULL ? read_remote(input, bytes, room)
    : read_some(input, bytes, room);
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
  readahead_close(input->ahead);
  input->ahead = NULL;
  if (lseek(input->fd, 0, SEEK_SET) < 0) return errno;
  input->at = input->end = input->bytes;
  input->total = 0;
  input->problem = NULL;
  finish(input, 0);
  input->ended = false;
  return 0;
}
