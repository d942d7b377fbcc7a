/*
** dump.c - capture files, written (libpcap)
*/
#define _GNU_SOURCE /* fopencookie */

#include "dump.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <pcap/pcap.h>

#define LOT ((size_t)65536)  /* bytes that are kept before they are written */
#define RECORD ((size_t)16)  /* bytes before each frame, */
#define CAPLEN ((size_t)8)   /* and where the number of its bytes is */

struct Dump {
  pcap_t *pcap;
  pcap_dumper_t *dumper;  /* writes into the bytes */
  int fd;
  bool owned;             /* it is a file of ours, not standard output */
  bool regular;           /* and it can be cut */
  bool stuck;             /* the last flush was interrupted */
  off_t length;           /* of the file; it ends with a whole record */
  uint8_t *bytes;         /* whole records, after a part of one that is */
  size_t part;            /* partly written (0: none) */
  size_t size, capacity;
  char *filename;
};

/* --- what libpcap writes is kept --- */

static ssize_t keep(void *cookie, const char *bytes, size_t size) {
  Dump *d = cookie;
  if (size > d->capacity - d->size) return 0;
  memcpy(d->bytes + d->size, bytes, size);
  d->size += size;
  return (ssize_t)size;
}

/* Makes room, so that `keep` cannot fail. */
static bool reserve(Dump *d, size_t more) {
  if (more <= d->capacity - d->size) return true;
  size_t capacity = d->size + more + LOT;
  uint8_t *bytes = realloc(d->bytes, capacity);
  if (!bytes) return false;
  d->bytes = bytes;
  d->capacity = capacity;
  return true;
}

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

/*
** Writes as much as goes; returns how much that is, errno is 0 when it is all.
** What writes less than it should, and would wait, was interrupted, too.
*/
static size_t write_all(int fd, const uint8_t *bytes, size_t size) {
  size_t done = 0;
  int signals = 0;
  errno = 0;
  while (done < size) {
    ssize_t n = write_quietly(fd, bytes + done, size - done);
    if (n >= 0) {
      done += (size_t)n;
      signals++;
    } else if (errno == EAGAIN) {
      signals = 0;
      struct pollfd polled = {.fd = fd, .events = POLLOUT};
      if (poll(&polled, 1, -1) < 0 && errno == EINTR && ++signals >= 2)
        return done;
    } else if (errno != EINTR || ++signals >= 2) {
      return done;
    }
  }
  errno = 0;
  return done;
}

/* How much of `done` bytes of records, the first cut by `part`, is whole. */
static size_t whole_of(const Dump *d, size_t done) {
  size_t end = d->part;
  uint32_t caplen;
  if (end > done) return 0;
  while (end + RECORD <= done) {
    memcpy(&caplen, d->bytes + end + CAPLEN, sizeof caplen);
    if (end + RECORD + caplen > done) break;
    end += RECORD + caplen;
  }
  return end;
}

/* Forgets bytes that are written. */
static void drop(Dump *d, size_t done) {
  memmove(d->bytes, d->bytes + done, d->size - done);
  d->size -= done;
}

/*
** After `done` bytes no more could be written: a file is cut to whole records;
** elsewhere the record goes on where it stopped.
*/
static void recover(Dump *d, size_t done) {
  size_t whole = whole_of(d, done);
  if (d->regular && ftruncate(d->fd, d->length + (off_t)whole) == 0 &&
      lseek(d->fd, d->length + (off_t)whole, SEEK_SET) >= 0) {
    d->length += (off_t)whole;
    if (whole > 0) d->part = 0;
    drop(d, whole);
    return;
  }
  uint32_t caplen = 0;
  size_t end = done < d->part ? d->part : whole;
  if (end < done && end + RECORD <= d->size) {
    memcpy(&caplen, d->bytes + end + CAPLEN, sizeof caplen);
    end += RECORD + caplen;
  }
  d->length += (off_t)done;
  d->part = end - done;
  drop(d, done);
}

int dump_flush(Dump *d, Fault *fault) {
  size_t done = write_all(d->fd, d->bytes, d->size);
  int error = errno;
  d->stuck = done < d->size && error == EINTR;
  if (done == d->size) {
    d->length += (off_t)done;
    d->size = d->part = 0;
    return 0;
  }
  recover(d, done);
  if (error == EINTR)
    fault_set(fault, "interrupted", "%s: interrupted while nobody reads; what "
              "was not written is kept", d->filename);
  else
    fault_set(fault, "write", "%s: %s%s", d->filename, strerror(error),
              error == ENOSPC ? ": make room and flush again" : "");
  fault->error = error;
  return -1;
}

int dump_write(Dump *d, const Frame *frame, Fault *fault) {
  struct pcap_pkthdr head = {{0, 0}, frame->caplen, frame->length};
  uint32_t snaplen = (uint32_t)pcap_snapshot(d->pcap);
  bool nano =
    pcap_get_tstamp_precision(d->pcap) == PCAP_TSTAMP_PRECISION_NANO;
  if (head.caplen > snaplen) head.caplen = snaplen;
  head.ts.tv_sec = (time_t)(frame->time / 1000000000);
  head.ts.tv_usec = (suseconds_t)(frame->time % 1000000000 /
                                  (nano ? 1 : 1000));
  if (d->size >= LOT && dump_flush(d, fault) < 0) return -1;
  if (!reserve(d, RECORD + head.caplen)) return fault_memory(fault);
  pcap_dump((u_char *)d->dumper, &head, frame->bytes);
  return 0;
}

/* --- opening, closing --- */

/* Frees all, and closes the file: 0, or -1 and errno. */
static int release(Dump *d) {
  int n = 0, error = 0;
  if (d->dumper) pcap_dump_close(d->dumper);
  if (d->pcap) pcap_close(d->pcap);
  if (d->owned && d->fd >= 0) n = close(d->fd);
  if (n < 0) error = errno;
  free(d->bytes);
  free(d->filename);
  free(d);
  errno = error;
  return n < 0 && error != EINTR ? -1 : 0;
}

static int open_file(Dump *d, Fault *fault) {
  struct stat is;
  d->fd = STDOUT_FILENO;
  d->owned = strcmp(d->filename, "-") != 0;
  if (!d->owned) return 0;
  d->fd = open(d->filename, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (d->fd < 0) {
    int error = errno;
    bool full = error == EMFILE || error == ENFILE || error == ENOMEM;
    fault_set(fault, full ? "memory" : "file", "%s: %s", d->filename,
              strerror(error));
    fault->error = error;
    return -1;
  }
  d->regular = fstat(d->fd, &is) == 0 && S_ISREG(is.st_mode);
  return 0;
}

/* The file's header goes into the bytes. */
static int begin(Dump *d, const DumpOptions *options, Fault *fault) {
  cookie_io_functions_t functions = {.write = keep};
  d->pcap = pcap_open_dead_with_tstamp_precision(
      options->datalink, options->snaplen,
      options->micro ? PCAP_TSTAMP_PRECISION_MICRO
                     : PCAP_TSTAMP_PRECISION_NANO);
  FILE *file = fopencookie(d, "wb", functions);
  if (!d->pcap || !file || !reserve(d, LOT)) {
    if (file) fclose(file);
    return fault_memory(fault);
  }
  setvbuf(file, NULL, _IONBF, 0);
  __fsetlocking(file, FSETLOCKING_BYCALLER);
  d->dumper = pcap_dump_fopen(d->pcap, file);
  if (d->dumper) {
    d->part = d->size;
    return 0;
  }
  fault_set(fault, "unsupported", "%s: %s", d->filename,
            pcap_geterr(d->pcap));
  fclose(file);
  return -1;
}

Dump *dump_open(const DumpOptions *options, Fault *fault) {
  Dump *d = calloc(1, sizeof *d);
  if (d) d->fd = -1;
  if (d) d->filename = strdup(options->filename);
  if (!d || !d->filename) fault_memory(fault);
  else if (begin(d, options, fault) == 0 && open_file(d, fault) == 0 &&
           dump_flush(d, fault) == 0)
    return d;
  if (d && d->filename) release(d);
  else free(d);
  return NULL;
}

int dump_close(Dump *d, Fault *fault) {
  int n = d->stuck
    ? fault_set(fault, "interrupted", "%s: closed, and the last packets are "
                "not written: nobody read them", d->filename)
    : dump_flush(d, fault);
  char name[sizeof fault->text / 2];
  snprintf(name, sizeof name, "%s", d->filename);
  if (release(d) == 0) return n;
  if (n < 0) return -1;
  int error = errno;
  fault_set(fault, "write", "%s: %s", name, strerror(error));
  fault->error = error;
  return -1;
}

int dump_datalink(const Dump *d) { return pcap_datalink(d->pcap); }

const char *dump_filename(const Dump *d) { return d->filename; }
