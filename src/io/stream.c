/*
** stream.c - a FILE over a pipe or terminal that never blocks its reader
*/
#define _GNU_SOURCE /* fopencookie */

#include "stream.h"

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
struct Stream {
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

Stream *stream_open(int fd, bool owned) {
  Stream *stream = calloc(1, sizeof *stream);
  if (stream == NULL) return NULL;
  stream->fd = fd;
  stream->owned = owned;
  stream->hungry = true;
  return stream;
}

void stream_close(Stream *stream) {
  if (stream == NULL) return;
  if (stream->owned) close(stream->fd);
  free(stream->bytes);
  free(stream);
}

int stream_fd(const Stream *stream) { return stream->fd; }

int stream_error(const Stream *stream) { return stream->error; }

bool stream_empty(const Stream *stream) {
  return stream->ended && stream->format == UNKNOWN && stream->end == 0;
}

/* --- the reader's side --- */

static ssize_t read_stream(void *cookie, char *buffer, size_t size) {
  Stream *stream = cookie;
  size_t there = stream->gate - stream->place;
  if (there == 0 && stream->ended) {
    errno = stream->error;
    return stream->error != 0 ? -1 : 0;
  }
  if (there == 0) {
    stream->hungry = true;
    errno = EAGAIN;
    return -1;
  }
  if (size > there) size = there;
  memcpy(buffer, stream->bytes + stream->place, size);
  stream->place += size;
  return (ssize_t)size;
}

FILE *stream_file(Stream *stream) {
  cookie_io_functions_t functions = {.read = read_stream};
  FILE *file = fopencookie(stream, "rb", functions);
  if (file != NULL) __fsetlocking(file, FSETLOCKING_BYCALLER);
  return file;
}

bool stream_starved(const Stream *stream, FILE *file) {
  if (stream->hungry) clearerr(file);
  return stream->hungry;
}

/* --- which bytes make a record --- */

static uint32_t word(const Stream *stream, size_t place) {
  uint32_t value;
  memcpy(&value, stream->bytes + place, sizeof value);
  return stream->swapped ? __builtin_bswap32(value) : value;
}

static bool is_pcap(uint32_t magic) {
  return magic == MICRO || magic == NANO || magic == PATCHED;
}

/* Sets the format, as soon as it can be told, and passes the file's header. */
static void recognise(Stream *stream) {
  uint32_t magic;
  if (stream->end < 4) return;
  memcpy(&magic, stream->bytes, sizeof magic);
  stream->swapped = is_pcap(__builtin_bswap32(magic));
  if (stream->swapped) magic = __builtin_bswap32(magic);
  if (is_pcap(magic)) {
    uint16_t version;
    if (stream->end < 24) return;
    memcpy(&version, stream->bytes + 6, sizeof version);
    stream->version = stream->swapped ? __builtin_bswap16(version) : version;
    stream->header = magic == PATCHED ? 24 : 16;
    stream->format = RECORDS;
    stream->begun = true;
    stream->whole = 24;
  } else {
    stream->format = magic == SECTION ? BLOCKS : OTHER;
  }
}

/*
** The size of the record at `place`, of which `there` bytes have come; 0 when
** that cannot be told yet. What libpcap refuses on sight counts as there.
*/
static size_t record_size(const Stream *stream, size_t place, size_t there) {
  size_t caplen, length;
  if (there < stream->header) return 0;
  caplen = word(stream, place + 8);
  length = word(stream, place + 12);
  /* before version 2.4 the two were in the other order, in 2.3 sometimes */
  if (stream->version < 3 || (stream->version == 3 && caplen > length))
    caplen = length;
  return caplen > RECORD_MAX ? there : stream->header + caplen;
}

/* The same for a pcapng block. */
static size_t block_size(Stream *stream, size_t place, size_t there) {
  uint32_t type;
  size_t size;
  if (there < 8) return 0;
  type = word(stream, place);
  if (type == SECTION) {
    if (there < 12) return 0;
    if (word(stream, place + 8) != SECTION_ORDER)
      stream->swapped = !stream->swapped;
  }
  size = word(stream, place + 4);
  if (size < 12 || size > RECORD_MAX) size = there;
  /* libpcap opens at an interface, or gives up at a packet that has none */
  if (size <= there && (type == 1 || type == 2 || type == 3 || type == 6))
    stream->begun = true;
  return size;
}

/* Opens the gate as far as records are whole. */
static void move_gate(Stream *stream) {
  if (stream->format == UNKNOWN) recognise(stream);
  while (stream->format == RECORDS || stream->format == BLOCKS) {
    size_t there = stream->end - stream->whole;
    size_t size = stream->format == RECORDS
      ? record_size(stream, stream->whole, there)
      : block_size(stream, stream->whole, there);
    if (size == 0 || size > there) break;
    stream->whole += size;
  }
  /* blocks before the first interface: libpcap's to skip, not ours to keep */
  if (stream->whole > BEGIN_MAX) stream->begun = true;
  if (stream->begun) stream->gate = stream->whole;
  if (stream->ended || stream->format == OTHER) stream->gate = stream->end;
}

/* --- the descriptor's side --- */

/* Drops what was read, and makes room for more. False: no memory. */
static bool make_room(Stream *stream) {
  size_t done = stream->place;
  if (done > 0) {
    memmove(stream->bytes, stream->bytes + done, stream->end - done);
    stream->place = 0;
    stream->gate -= done;
    stream->whole -= done;
    stream->end -= done;
  }
  if (stream->capacity - stream->end < CHUNK) {
    size_t capacity = 2 * (stream->capacity + CHUNK);
    uint8_t *bytes = realloc(stream->bytes, capacity);
    if (bytes == NULL) return false;
    stream->bytes = bytes;
    stream->capacity = capacity;
  }
  return true;
}

static void finish(Stream *stream, int error) {
  stream->ended = true;
  stream->error = error;
  move_gate(stream);
}

/* Takes what has arrived; false when that is nothing. */
static bool take(Stream *stream) {
  struct pollfd polled = {stream->fd, POLLIN, 0};
  ssize_t got;
  /* A pipe that poll calls readable does not block; and a FIFO that no one has
     opened for writing yet would read as ended, but does not poll as such. */
  if (poll(&polled, 1, 0) <= 0) return false;
  if (!make_room(stream)) {
    finish(stream, ENOMEM);
    return true;
  }
  got = read(stream->fd, stream->bytes + stream->end, CHUNK);
  if (got < 0) {
    if (errno == EAGAIN || errno == EINTR) return false;
    finish(stream, errno);
  } else if (got == 0) {
    finish(stream, 0);
  } else {
    stream->end += (size_t)got;
    move_gate(stream);
  }
  return true;
}

bool stream_fed(const Stream *stream) {
  return !stream->hungry || stream->ended || stream->gate > stream->place;
}

bool stream_ready(Stream *stream) {
  while (!stream_fed(stream))
    if (!take(stream)) return false;
  stream->hungry = false;
  return true;
}
