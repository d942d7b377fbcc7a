/*
** records.h - the inside of a reader, which the code of all file formats shares
*/
#ifndef PYCAP_RECORDS_H
#define PYCAP_RECORDS_H

#include <pcap/pcap.h>
#include <string.h>

#include "blocks.h"
#include "input.h"
#include "interfaces.h"
#include "buffer.h"
#include "reader.h"

#define SECOND UINT64_C(1000000000)

struct Reader {
  Input input;
  int (*take)(Reader *, Frame *);  /* NULL: the header has not come yet */
  bool begun;                      /* it is pcapng, and blocks have come */
  const char *name;
  Allocator memory;
  Fault fault;                     /* code NULL: none */
  uint64_t packets;                /* how many were taken */
  bool swapped;                    /* the file is in the other byte order */
  bool hungry;                     /* the last call lacked bytes */
  /* of pcap */
  uint32_t header;                 /* bytes before each frame */
  uint32_t scale;                  /* nanoseconds in a fraction's unit */
  uint32_t most;                   /* bytes that a frame may have, by the link
                                      types so far */
  uint16_t link, fcs;
  uint32_t snaplen;
  /* which length comes first; it depends on the version of the format */
  enum { ORDER_NOW, ORDER_OLD, ORDER_EITHER } order;
  /* of pcapng */
  uint64_t blocks;                 /* how many have begun */
  Interfaces interfaces;
  Blocks ngblocks;                 /* without interfaces and packets */
  Notes notes;                     /* of the frame that was taken last */
  Buffer comments;                 /* its comments, joined if several */
  uint8_t *scratch;                /* options in this machine's byte order */
  size_t room;                     /* bytes of `scratch` */
  /* of files that libpcap reads */
  pcap_t *pcap;
};

static inline uint32_t word(const uint8_t *at, bool swapped) {
  uint32_t value;
  memcpy(&value, at, sizeof value);
  return swapped ? __builtin_bswap32(value) : value;
}

static inline uint16_t half(const uint8_t *at, bool swapped) {
  uint16_t value;
  memcpy(&value, at, sizeof value);
  return swapped ? __builtin_bswap16(value) : value;
}

/* Sets the fault: code "file", and a text with the file's name in front.
** Returns READER_FAULT. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
int reader_refuse(Reader *reader, const char *format, ...);

/*
** Returns the result of a read that lacks bytes. `n` is what input_need
** returned. READER_STARVED: more may come. READER_END: nothing at all is left.
** READER_FAULT: reading failed; or only some of the `size` bytes are left, and
** `what` with that `number` ("packet", 3) is cut short.
*/
int reader_lack(Reader *reader, int n, const char *what, uint64_t number,
                size_t size);

/* Sets the fault "memory"; returns READER_FAULT. */
int reader_memory(Reader *reader);

/* Makes `scratch` hold `size` bytes; false: no memory. */
bool reader_room(Reader *reader, size_t size);

/* The most bytes that a frame of a link type may have. */
uint32_t reader_most(int link);

/* The link type (DLT) for a number in a file (LINKTYPE). */
int reader_dlt(uint32_t number);

/* Reads the header of a pcap file. `magic` is its magic number in this
** machine's byte order. */
int pcapfile_begin(Reader *reader, uint32_t magic);

/* Reads pcapng up to the first interface. */
int pcapng_begin(Reader *reader);

/* Opens a regular file with libpcap, which then reads it. */
int foreign_begin(Reader *reader);

#endif
