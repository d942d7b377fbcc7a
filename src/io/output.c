/*
** output.c - bytes that go to a file, a pipe or a connection, record by record
*/
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "remote.h"
#include "wait.h"

#define READER_WAIT 20000000  /* ns after which a pipe is tried again */

/* --- writing --- */

/*
** write(2), without the SIGPIPE that it may cause, also after a part of it is
** out: one that was pending before stays so.
*/
static ssize_t write_quietly(int fd, const uint8_t *bytes, size_t size) {
  static const struct timespec now = {0, 0};
  sigset_t pipe, before, pending;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  sigpending(&pending);
  pthread_sigmask(SIG_BLOCK, &pipe, &before);
  ssize_t n = write(fd, bytes, size);
  int error = errno;
  if (n < (ssize_t)size && !sigismember(&pending, SIGPIPE))
    while (sigtimedwait(&pipe, NULL, &now) < 0 && errno == EINTR) continue;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  errno = error;
  return n;
}

/* Waits until more can be written. False, and EINTR: at the second signal, or
** where nobody reads in the second after a stop. */
static bool await_reader(const Output *out) {
  const Stopper *stop = out->stop;
  Wait wait = WAIT_SIGNAL;
  for (int i = 0; i < 2 && wait == WAIT_SIGNAL; i++) {
    bool stopped = stop && stop->pending(stop->context);
    wait = stopped ? wait_events(out->fd, POLLOUT, clock_now() + 1000000000,
                                 NULL)
                   : wait_events(out->fd, POLLOUT, NO_DEADLINE, stop);
  }
  errno = EINTR;
  return wait == WAIT_READY;
}

/*
** Writes as much as goes; returns how much that is, errno is 0 when it is all.
** What writes less than it should, and would wait, was interrupted, too.
*/
static size_t write_all(const Output *out, const uint8_t *bytes, size_t size) {
  int fd = out->fd;
  size_t done = 0;
  int signals = 0;
  errno = 0;
  while (done < size) {
    ssize_t n = write_quietly(fd, bytes + done, size - done);
    if (n >= 0) {
      done += (size_t)n;
      signals++;
    } else if (errno == EAGAIN) {
      if (!await_reader(out)) return done;
      signals = 0;
    } else if (errno != EINTR || ++signals >= 2) {
      return done;
    }
  }
  errno = 0;
  return done;
}

/* How much of `done` bytes of records, the first cut by `part`, is whole. */
static size_t whole_of(const Output *out, size_t done) {
  size_t end = out->part, size;
  if (end > done) return 0;
  while ((size = out->record(out->plain.bytes + end, done - end)) > 0)
    end += size;
  return end;
}

/*
** After `done` bytes no more could be written: a file is cut to whole records;
** elsewhere the record goes on where it stopped.
*/
static void recover(Output *out, size_t done) {
  size_t whole = whole_of(out, done);
  if (out->regular && ftruncate(out->fd, out->length + (off_t)whole) == 0 &&
      lseek(out->fd, out->length + (off_t)whole, SEEK_SET) >= 0) {
    out->length += (off_t)whole;
    if (whole > 0) out->part = 0;
    buffer_drop(&out->plain, whole);
    return;
  }
  size_t end = done < out->part ? out->part : whole;
  if (end < done)
    end += out->record(out->plain.bytes + end, out->plain.size - end);
  out->length += (off_t)done;
  out->part = end - done;
  buffer_drop(&out->plain, done);
}

/* Adds the frames of what was kept, from there on. The header has the other
** records, but for counts of frames, which the next reader did not get. */
static bool add_frames(const Output *out, size_t from, Buffer *rest) {
  size_t size;
  for (const uint8_t *at; from < out->plain.size; from += size) {
    at = out->plain.bytes + from;
    size = out->record(at, out->plain.size - from);
    if (size == 0) break;
    if (out->frame && !out->frame(at)) continue;
    if (!buffer_add(rest, at, size)) return false;
  }
  return true;
}

/* The next reader gets the header, and frames from the first that the one
** before has not got whole. False: there is none, `fault` says why. */
static bool find_reader(Output *out, size_t done, Fault *fault) {
  Buffer rest = {.memory = out->plain.memory};
  /* the header, or the end of a record that only the one before began */
  size_t whole = done < out->part ? out->part : whole_of(out, done);
  close(out->fd);
  while ((out->fd = remote_wait(out->name, &out->listener, out->stop,
                                fault)) < 0) {
    if (fault->error == EINTR ||
        wait_events(-1, 0, clock_now() + 1000000000, out->stop) == WAIT_SIGNAL)
      break;
  }
  if (out->fd < 0) return false;
  if (!buffer_add(&rest, out->again->bytes, out->again->size) ||
      !add_frames(out, whole, &rest)) {
    buffer_free(&rest);
    return fault_memory(fault) == 0;
  }
  buffer_free(&out->plain);
  out->plain = rest;
  out->part = out->again->size;
  return true;
}

/* Writes a buffer: false, and what of it is left is kept. */
static bool write_buffer(Output *out, Buffer *buffer) {
  size_t done = write_all(out, buffer->bytes, buffer->size);
  int error = errno;
  bool whole = done == buffer->size;
  out->stuck = !whole && error == EINTR;
  if (whole) {
    out->length += (off_t)done;
    buffer->size = 0;
    if (buffer == &out->plain) out->part = 0;
  } else if (buffer == &out->plain) {
    recover(out, done);
  } else {
    out->length += (off_t)done;
    buffer_drop(buffer, done);
  }
  errno = error;
  return whole;
}

/* True where writing may go on once there is room. */
static bool is_full(int error) {
  return error == ENOSPC || error == EDQUOT || error == EFBIG;
}

/* What is kept for the next try, in bytes. */
static size_t left(const Output *out) {
  return out->plain.size + out->compressed.size;
}

/* Notes why writing has failed; returns -1. */
static int refuse(const Output *out, int error, Fault *fault) {
  if (error == EINTR)
    fault_set(fault, "interrupted", "%s: interrupted while nobody read; "
              "packets not yet written are kept", out->name);
  else if (is_full(error))
    fault_set(fault, "write", "%s: %s: %lld bytes are written, %zu more are "
              "kept in memory: make room, then flush or write again",
              out->name, strerror(error), (long long)out->length, left(out));
  else
    fault_set(fault, "write", "%s: %s", out->name, strerror(error));
  fault->error = error;
  return -1;
}

/* The same of a file that is closed all the same. */
static int lose(const Output *out, int error, Fault *fault) {
  const char *whole =
    out->compressor ? "what was flushed last" : "the last packet";
  if (out->length == 0)
    fault_set(fault, "write", "%s: %s: nothing could be written: make room "
              "first", out->name, strerror(error));
  else
    fault_set(fault, "write", "%s: %s: closed with %lld bytes, which can be "
              "read up to %s; %zu bytes behind them are lost", out->name,
              strerror(error), (long long)out->length, whole, left(out));
  fault->error = error;
  return -1;
}

/* Compresses all that is kept, and writes it if it is much or to be out. */
static int compress(Output *out, CompressMode how, Fault *fault) {
  if (!out->compressor->run(out->compressing, out->plain.bytes,
                            out->plain.size, how, &out->compressed))
    return fault_memory(fault);
  out->plain.size = 0;
  if (how == COMPRESS_MORE && out->compressed.size < OUTPUT_LOT) return 0;
  return write_buffer(out, &out->compressed) ? 0 : refuse(out, errno, fault);
}

/* The same where readers come and go. */
static int flush_again(Output *out, Fault *fault) {
  for (;;) {
    size_t done = write_all(out, out->plain.bytes, out->plain.size);
    int error = errno;
    if (done == out->plain.size) {
      out->length += (off_t)done;
      out->plain.size = out->part = 0;
      return 0;
    }
    out->stuck = error == EINTR;
    if (out->stuck) {
      recover(out, done);
      return refuse(out, error, fault);
    }
    out->length += (off_t)done;
    if (!find_reader(out, done, fault)) return -1;
  }
}

int output_flush(Output *out, Fault *fault) {
  if (out->compressor) return compress(out, COMPRESS_FLUSH, fault);
  if (out->again) return flush_again(out, fault);
  return write_buffer(out, &out->plain) ? 0 : refuse(out, errno, fault);
}

uint8_t *output_room(Output *out, size_t size, Fault *fault) {
  if (out->plain.size >= OUTPUT_LOT &&
      (out->compressor ? compress(out, COMPRESS_MORE, fault)
                       : output_flush(out, fault)) < 0)
    return NULL;
  uint8_t *room = buffer_room(&out->plain, size);
  if (!room) fault_memory(fault);
  return room;
}

int output_sync(Output *out, Fault *fault) {
  /* a pipe cannot be synced, and need not be */
  if (!out->regular || fsync(out->fd) == 0) return 0;
  return refuse(out, errno, fault);
}

/* --- opening, closing --- */

/* Opens a pipe when it has a reader. -1 and errno, EINTR: the wait ended. */
static int open_pipe(const char *name, const Stopper *stop) {
  int fd;
  while ((fd = open(name, O_WRONLY | O_CLOEXEC | O_NONBLOCK)) < 0 &&
         errno == ENXIO) {
    if (wait_events(-1, 0, clock_now() + READER_WAIT, stop) != WAIT_SIGNAL)
      continue;
    errno = EINTR;
    return -1;
  }
  if (fd >= 0) fcntl(fd, F_SETFL, 0);  /* who reads slowly gets all */
  return fd;
}

static int open_named(const char *name, const Stopper *stop) {
  struct stat is;
  if (stat(name, &is) == 0 && S_ISFIFO(is.st_mode))
    return open_pipe(name, stop);
  return open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
}

static int open_file(Output *out, Fault *fault) {
  struct stat is;
  out->fd = STDOUT_FILENO;
  out->owned = strcmp(out->name, "-") != 0;
  if (!out->owned) return 0;
  if (remote_named(out->name)) {
    out->fd = remote_wait(out->name, &out->listener, out->stop, fault);
    return out->fd < 0 ? -1 : 0;
  }
  out->fd = open_named(out->name, out->stop);
  out->regular = out->fd >= 0 && fstat(out->fd, &is) == 0 &&
                 S_ISREG(is.st_mode);
  if (out->regular && flock(out->fd, LOCK_EX | LOCK_NB) < 0 &&
      errno == EWOULDBLOCK)
    return fault_set(fault, "file", "%s: another dump, of this program or of "
                     "another, writes to this file: close that, or write to "
                     "another file", out->name);
  if (out->fd < 0 || (out->regular && ftruncate(out->fd, 0) < 0)) {
    int error = errno;
    bool full = error == EMFILE || error == ENFILE || error == ENOMEM;
    if (error == EINTR)
      fault_set(fault, "interrupted", "%s: interrupted while waiting for a "
                "reader", out->name);
    else
      fault_set(fault, full ? "memory" : "file", "%s: %s", out->name,
                strerror(error));
    fault->error = error;
    return -1;
  }
  return 0;
}

/* Frees all, and closes the file: 0, or -1 and errno. */
static int release(Output *out) {
  int n = 0, error = 0;
  if (out->owned && out->fd >= 0) n = close(out->fd);
  if (n < 0) error = errno;
  if (out->listener >= 0) close(out->listener);
  if (out->compressing) out->compressor->close(out->compressing);
  buffer_free(&out->plain);
  buffer_free(&out->compressed);
  free(out->name);
  *out = (Output){.fd = -1, .listener = -1};
  errno = error;
  return n < 0 && error != EINTR ? -1 : 0;
}

int output_open(Output *out, const char *name, const Compressor *how,
                RecordSize *record, Fault *fault) {
  Buffer plain = out->plain;
  const Stopper *stop = out->stop;
  *out = (Output){.fd = -1, .listener = -1, .record = record, .compressor = how,
                  .stop = stop,
                  .plain = plain, .part = plain.size,
                  .compressed = {.memory = plain.memory}};
  out->name = strdup(name);
  out->memory = plain.memory ? *plain.memory
                             : (Allocator){allocator_plain, NULL};
  if (how) out->compressing = how->open(&out->memory);
  if (out->name && (!how || out->compressing)) {
    if (open_file(out, fault) == 0) return 0;
  } else {
    fault_memory(fault);
  }
  int error = fault->error;
  release(out);
  fault->error = error;
  return -1;
}

/* Writes the rest: 0, or -1 and a fault. */
static int finish(Output *out, bool sync, Fault *fault) {
  if (out->stuck)
    return fault_set(fault, "interrupted", "%s: closed without writing the "
                     "last packets: nobody read them", out->name);
  if ((out->compressor ? compress(out, COMPRESS_END, fault)
                  : output_flush(out, fault)) < 0)
    return is_full(fault->error) ? lose(out, fault->error, fault) : -1;
  return sync ? output_sync(out, fault) : 0;
}

int output_close(Output *out, bool sync, Fault *fault) {
  int n = finish(out, sync, fault);
  char name[sizeof fault->text / 2];
  snprintf(name, sizeof name, "%s", out->name);
  if (release(out) == 0) return n;
  if (n < 0) return -1;
  int error = errno;
  fault_set(fault, "write", "%s: %s", name, strerror(error));
  fault->error = error;
  return -1;
}
