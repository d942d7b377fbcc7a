/*
** records.h - inside a reader: what its formats share
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
  bool begun;                      /* it is pcapng, of which blocks came */
  const char *name;
  Allocator memory;
  Fault fault;                     /* code NULL: none */
  uint64_t packets;                /* taken */
  bool swapped;                    /* the other byte order */
  bool hungry;                     /* the last call found too little */
  /* of pcap */
  uint32_t header;                 /* bytes before each frame */
  uint32_t scale;                  /* nanoseconds in a fraction's unit */
  uint32_t most;                   /* bytes that a frame may have, of any link
                                      type so far */
  uint16_t link, fcs;
  uint32_t snaplen;
  enum { ORDER_NOW, ORDER_OLD, ORDER_EITHER } order;  /* of the lengths */
  /* of pcapng */
  uint64_t blocks;                 /* begun */
  Interfaces interfaces;
  Blocks ngblocks;                 /* of pcapng, besides these */
  Notes notes;                     /* of the frame given last */
  Buffer comments;                 /* joined, if it has several */
  uint8_t *scratch;                /* for options in this machine's order */
  size_t room;
  /* of what libpcap reads */
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

/* Notes a fault, "file" and the name in front; returns READER_FAULT. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
int reader_refuse(Reader *reader, const char *format, ...);

/*
** What a read comes to for which bytes lack (`n`, of input_need): starved, the
** end where nothing at all is there, or a fault. `what`, number, is cut short:
** of its `size` bytes some are there.
*/
int reader_lack(Reader *reader, int n, const char *what, uint64_t number,
                size_t size);

/* Notes that there is no memory; returns READER_FAULT. */
int reader_memory(Reader *reader);

/* Makes `scratch` hold so many bytes; false: no memory. */
bool reader_room(Reader *reader, size_t size);

/* The bytes that frames of a link type may have. */
uint32_t reader_most(int link);

/* The link type (DLT) of a number in a file (LINKTYPE). */
int reader_dlt(uint32_t number);

/* Reads a pcap file's header, of that magic number, in our byte order. */
int pcapfile_begin(Reader *reader, uint32_t magic);

/* Reads pcapng up to the first interface. */
int pcapng_begin(Reader *reader);

/* Has libpcap read a regular file. */
int foreign_begin(Reader *reader);

#endif
