/*
** reader.c - the frames of a capture file or stream, pcap and pcapng
*/
#include "reader.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "records.h"

#define MICRO UINT32_C(0xA1B2C3D4)    /* how a pcap file begins */
#define NANO UINT32_C(0xA1B23C4D)
#define PATCHED UINT32_C(0xA1B2CD34)  /* Kuznetzov's: longer records */
#define SECTION UINT32_C(0x0A0D0D0A)  /* pcapng, in both byte orders */

Reader *reader_open(int fd, bool owned, bool stream, const char *name,
                    const Allocator *memory) {
  Reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) {
    if (owned) close(fd);
    return NULL;
  }
  reader->name = name;
  reader->hungry = true;
  reader->memory = (Allocator){allocator_plain, NULL};
  if (memory != NULL) reader->memory = *memory;
  reader->comments.memory = reader->interfaces.memory =
    reader->ngblocks.memory = &reader->memory;
  input_open(&reader->input, fd, owned, stream, memory);
  return reader;
}

int reader_follow(Reader *reader, const char *filename) {
  return input_follow(&reader->input, filename);
}

void reader_remote(Reader *reader, const char *name, bool again) {
  input_remote(&reader->input, name, again);
}

/* Forgets all but the source. */
static void forget(Reader *reader) {
  if (reader->pcap != NULL) pcap_close(reader->pcap);
  reader->pcap = NULL;
  reader->take = NULL;
  reader->begun = false;
  reader->most = 0;
  reader->fault.code = NULL;
  reader->packets = reader->blocks = 0;
  interfaces_clear(&reader->interfaces);
  blocks_clear(&reader->ngblocks);
}

void reader_close(Reader *reader) {
  if (reader == NULL) return;
  forget(reader);
  input_close(&reader->input);
  buffer_free(&reader->comments);
  allocator_move(&reader->memory, reader->scratch, reader->room, 0);
  free(reader);
}

int reader_rewind(Reader *reader) {
  int error = input_rewind(&reader->input);
  forget(reader);
  if (error == 0) return 0;
  return reader_refuse(reader, "%s", strerror(error));
}

const Fault *reader_fault(const Reader *reader) { return &reader->fault; }

/* --- reading --- */

/* No capture of ours: libpcap's, or nobody's. */
static int begin_foreign(Reader *reader) {
  const Input *input = &reader->input;
  if (input->error != 0 || input->problem != NULL)
    return reader_lack(reader, INPUT_ENDED, "", 0, 0);
  if (!input->stream && input->ahead == NULL) return foreign_begin(reader);
  return reader_refuse(reader, input_there(input) == 0
                       ? "empty file, not a capture"
                       : "unknown file format: pcap or pcapng expected");
}

static int begin(Reader *reader);

/* Goes on with what a compressed file holds. */
static int begin_compressed(Reader *reader, const Codec *codec) {
  if (codec->open == NULL) {
    reader_refuse(reader, "compressed by %s, and this was built without %s",
                  codec->name, codec->library);
    reader->fault.code = "unsupported";
    return READER_FAULT;
  }
  int error = input_decompress(&reader->input, codec);
  if (error == 0) return begin(reader);
  if (error == ENOMEM) return reader_memory(reader);
  reader_refuse(reader, error == ENOTSUP ? reader->input.again
                ? "reconnect: a compressed stream is read without it"
                : "a compressed file cannot be followed"
                : "no thread to decompress it: %s", strerror(error));
  reader->fault.code = error == ENOTSUP ? "unsupported" : "memory";
  reader->fault.error = error;
  return READER_FAULT;
}

/* Finds out what it is, as soon as that can be told. */
static int begin(Reader *reader) {
  int n = input_need(&reader->input, 4);
  if (n == INPUT_STARVED) return reader_lack(reader, n, "", 0, 0);
  if (n == INPUT_ENDED) return begin_foreign(reader);
  const Codec *codec = codec_find(reader->input.at);
  if (codec != NULL && reader->input.ahead == NULL)
    return begin_compressed(reader, codec);
  uint32_t magic = word(reader->input.at, false);
  reader->swapped = false;
  reader->begun = magic == SECTION;
  if (reader->begun) return pcapng_begin(reader);
  for (int i = 0; i < 2; i++) {
    if (magic == MICRO || magic == NANO || magic == PATCHED)
      return pcapfile_begin(reader, magic);
    magic = __builtin_bswap32(magic);
    reader->swapped = true;
  }
  return begin_foreign(reader);
}

int reader_ready(Reader *reader) {
  if (reader->fault.code != NULL) return READER_FAULT;
  if (reader->take != NULL) return READER_FRAME;
  reader->hungry = false;
  return reader->begun ? pcapng_begin(reader) : begin(reader);
}

int reader_take(Reader *reader, Frame *frame) {
  if (reader->take == NULL) {  /* a stream that has begun anew */
    int n = reader_ready(reader);
    if (n != READER_FRAME) return n;
  }
  int n = reader->take(reader, frame);
  if (n == READER_FRAME || !reader->input.renewed) return n;
  reader->input.renewed = false;
  forget(reader);
  reader->hungry = true;
  return READER_STARVED;
}

void reader_wake(Reader *reader) { reader->hungry = false; }

bool reader_fed(const Reader *reader) {
  return !reader->input.stream || !reader->hungry || reader->input.ended;
}

const Interfaces *reader_interfaces(const Reader *reader) {
  return &reader->interfaces;
}

const Blocks *reader_blocks(const Reader *reader) { return &reader->ngblocks; }

int reader_fd(const Reader *reader) { return reader->input.fd; }

int reader_pollfd(const Reader *reader) { return input_fd(&reader->input); }

uint64_t reader_place(const Reader *reader) {
  return input_raw(&reader->input);
}

int reader_link(const Reader *reader) { return reader->link; }

int reader_snaplen(const Reader *reader) { return (int)reader->snaplen; }
