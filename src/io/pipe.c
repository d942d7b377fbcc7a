/*
** pipe.c - a FILE over a pipe or terminal that never blocks its reader
*/
#define _GNU_SOURCE /* fopencookie */

#include "pipe.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHUNK ((size_t)65536)           /* what a pipe holds */
#define RECORD_MAX ((size_t)256 << 20)  /* over all that libpcap accepts */
#define BEGIN_MAX ((size_t)1 << 20)  /* bytes kept before an interface */

#define MICRO UINT32_C(0xA1B2C3D4)      /* how a pcap file begins */
#define NANO UINT32_C(0xA1B23C4D)
#define PATCHED UINT32_C(0xA1B2CD34)    /* Kuznetzov's: longer records */
#define SECTION UINT32_C(0x0A0D0D0A)    /* pcapng, in both byte orders */
#define SECTION_ORDER UINT32_C(0x1A2B3C4D)

typedef enum Format { UNKNOWN, RECORDS, BLOCKS, OTHER } Format;

/* Offsets into bytes: place <= gate <= end <= capacity. */
struct Pipe {
  int fd;
  bool owned;
  Format format;
  bool swapped;        /* the other byte order */
  bool begun;          /* BLOCKS: an interface came, with which libpcap opens */
  uint16_t version;    /* RECORDS: the minor number */
  size_t header;       /* RECORDS: bytes before each frame */
  bool hungry;         /* the last read found nothing, or there was none */
  bool ended;          /* nothing more will come */
  int error;           /* why, 0: it is the end */
  uint8_t *bytes;
  size_t place;        /* where the next read is */
  size_t gate;         /* how far it may go: the end of a record */
  size_t whole;        /* how far records are whole (the gate, once begun) */
  size_t end;          /* what has arrived */
  size_t capacity;
};

Pipe *pipe_open(int fd, bool owned) {
  Pipe *pipe = calloc(1, sizeof *pipe);
  if (pipe == NULL) return NULL;
  pipe->fd = fd;
  pipe->owned = owned;
  pipe->hungry = true;
  return pipe;
}

void pipe_close(Pipe *pipe) {
  if (pipe == NULL) return;
  if (pipe->owned) close(pipe->fd);
  free(pipe->bytes);
  free(pipe);
}

int pipe_fd(const Pipe *pipe) { return pipe->fd; }

int pipe_error(const Pipe *pipe) { return pipe->error; }

bool pipe_empty(const Pipe *pipe) {
  return pipe->ended && pipe->format == UNKNOWN && pipe->end == 0;
}

/* --- the reader's side --- */

static ssize_t read_pipe(void *cookie, char *buffer, size_t size) {
  Pipe *pipe = cookie;
  size_t there = pipe->gate - pipe->place;
  if (there == 0 && pipe->ended) {
    errno = pipe->error;
    return pipe->error != 0 ? -1 : 0;
  }
  if (there == 0) {
    pipe->hungry = true;
    errno = EAGAIN;
    return -1;
  }
  if (size > there) size = there;
  memcpy(buffer, pipe->bytes + pipe->place, size);
  pipe->place += size;
  return (ssize_t)size;
}

FILE *pipe_file(Pipe *pipe) {
  cookie_io_functions_t functions = {.read = read_pipe};
  FILE *file = fopencookie(pipe, "rb", functions);
  if (file != NULL) __fsetlocking(file, FSETLOCKING_BYCALLER);
  return file;
}

bool pipe_starved(const Pipe *pipe, FILE *file) {
  if (pipe->hungry) clearerr(file);
  return pipe->hungry;
}

/* --- which bytes make a record --- */

static uint32_t word(const Pipe *pipe, size_t place) {
  uint32_t value;
  memcpy(&value, pipe->bytes + place, sizeof value);
  return pipe->swapped ? __builtin_bswap32(value) : value;
}

static bool is_pcap(uint32_t magic) {
  return magic == MICRO || magic == NANO || magic == PATCHED;
}

/* Sets the format, as soon as it can be told, and passes the file's header. */
static void recognise(Pipe *pipe) {
  uint32_t magic;
  if (pipe->end < 4) return;
  memcpy(&magic, pipe->bytes, sizeof magic);
  pipe->swapped = is_pcap(__builtin_bswap32(magic));
  if (pipe->swapped) magic = __builtin_bswap32(magic);
  if (is_pcap(magic)) {
    uint16_t version;
    if (pipe->end < 24) return;
    memcpy(&version, pipe->bytes + 6, sizeof version);
    pipe->version = pipe->swapped ? __builtin_bswap16(version) : version;
    pipe->header = magic == PATCHED ? 24 : 16;
    pipe->format = RECORDS;
    pipe->begun = true;
    pipe->whole = 24;
  } else {
    pipe->format = magic == SECTION ? BLOCKS : OTHER;
  }
}

/*
** The size of the record at `place`, of which `there` bytes have come; 0 when
** that cannot be told yet. What libpcap refuses on sight counts as there.
*/
static size_t record_size(const Pipe *pipe, size_t place, size_t there) {
  size_t caplen, length;
  if (there < pipe->header) return 0;
  caplen = word(pipe, place + 8);
  length = word(pipe, place + 12);
  /* before version 2.4 the two were in the other order, in 2.3 sometimes */
  if (pipe->version < 3 || (pipe->version == 3 && caplen > length))
    caplen = length;
  return caplen > RECORD_MAX ? there : pipe->header + caplen;
}

/* The same for a pcapng block. */
static size_t block_size(Pipe *pipe, size_t place, size_t there) {
  uint32_t type;
  size_t size;
  if (there < 8) return 0;
  type = word(pipe, place);
  if (type == SECTION) {
    if (there < 12) return 0;
    if (word(pipe, place + 8) != SECTION_ORDER)
      pipe->swapped = !pipe->swapped;
  }
  size = word(pipe, place + 4);
  if (size < 12 || size > RECORD_MAX) size = there;
  /* libpcap opens at an interface, or gives up at a packet that has none */
  if (size <= there && (type == 1 || type == 2 || type == 3 || type == 6))
    pipe->begun = true;
  return size;
}

/* Opens the gate as far as records are whole. */
static void move_gate(Pipe *pipe) {
  if (pipe->format == UNKNOWN) recognise(pipe);
  while (pipe->format == RECORDS || pipe->format == BLOCKS) {
    size_t there = pipe->end - pipe->whole;
    size_t size = pipe->format == RECORDS
      ? record_size(pipe, pipe->whole, there)
      : block_size(pipe, pipe->whole, there);
    if (size == 0 || size > there) break;
    pipe->whole += size;
  }
  /* blocks before the first interface: libpcap's to skip, not ours to keep */
  if (pipe->whole > BEGIN_MAX) pipe->begun = true;
  if (pipe->begun) pipe->gate = pipe->whole;
  if (pipe->ended || pipe->format == OTHER) pipe->gate = pipe->end;
}

/* --- the descriptor's side --- */

/* Drops what was read, and makes room for more. False: no memory. */
static bool make_room(Pipe *pipe) {
  size_t done = pipe->place;
  if (done > 0) {
    memmove(pipe->bytes, pipe->bytes + done, pipe->end - done);
    pipe->place = 0;
    pipe->gate -= done;
    pipe->whole -= done;
    pipe->end -= done;
  }
  if (pipe->capacity - pipe->end < CHUNK) {
    size_t capacity = 2 * (pipe->capacity + CHUNK);
    uint8_t *bytes = realloc(pipe->bytes, capacity);
    if (bytes == NULL) return false;
    pipe->bytes = bytes;
    pipe->capacity = capacity;
  }
  return true;
}

static void finish(Pipe *pipe, int error) {
  pipe->ended = true;
  pipe->error = error;
  move_gate(pipe);
}

/* Takes what has arrived; false when that is nothing. */
static bool take(Pipe *pipe) {
  struct pollfd polled = {pipe->fd, POLLIN, 0};
  ssize_t got;
  /* A pipe that poll calls readable does not block; and a FIFO that no one has
     opened for writing yet would read as ended, but does not poll as such. */
  if (poll(&polled, 1, 0) <= 0) return false;
  if (!make_room(pipe)) {
    finish(pipe, ENOMEM);
    return true;
  }
  got = read(pipe->fd, pipe->bytes + pipe->end, CHUNK);
  if (got < 0) {
    if (errno == EAGAIN || errno == EINTR) return false;
    finish(pipe, errno);
  } else if (got == 0) {
    finish(pipe, 0);
  } else {
    pipe->end += (size_t)got;
    move_gate(pipe);
  }
  return true;
}

bool pipe_fed(const Pipe *pipe) {
  return !pipe->hungry || pipe->ended || pipe->gate > pipe->place;
}

bool pipe_ready(Pipe *pipe) {
  while (!pipe_fed(pipe))
    if (!take(pipe)) return false;
  pipe->hungry = false;
  return true;
}
