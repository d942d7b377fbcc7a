/*
** output.h - bytes that go to a file, a pipe or a connection, record by record
**
** Records are kept until there are many, and are then written whole: what a
** killed process leaves ends with the last record that was flushed, and at most
** with a part of the next. Nothing here knows what a record is, but for its
** size.
*/
#ifndef PYCAP_OUTPUT_H
#define PYCAP_OUTPUT_H

#include <sys/types.h>

#include "compressor.h"
#include "wait.h"

#define OUTPUT_LOT ((size_t)65536)  /* bytes that are kept before they go */

/* The bytes of the whole record that begins there; 0: it is cut. */
typedef size_t RecordSize(const uint8_t *bytes, size_t left);

/* True for a record of a frame, not of what describes frames. */
typedef bool RecordFrame(const uint8_t *bytes);

typedef struct Output {
  char *name;
  int fd;
  bool owned;             /* it is closed at the end */
  bool regular;           /* it can be cut */
  bool stuck;             /* the last flush was interrupted */
  int listener;           /* of TCP, where it waits for readers; or -1 */
  const Buffer *again;    /* borrowed: where a reader over TCP goes, the next
                             one gets this first, and then frames alone; NULL:
                             that is an error */
  RecordFrame *frame;     /* tells which these are; NULL: all records */
  const Stopper *stop;    /* borrowed: ends waits for readers; or NULL */
  off_t length;           /* bytes that are out; a file ends with a whole
                             record */
  RecordSize *record;
  Buffer plain;           /* whole records, after a part of one that is */
  size_t part;            /* partly written (0: none) */
  const Compressor *compressor;  /* NULL: it is written as it is */
  void *compressing;      /* the compressor's state, */
  Allocator memory;       /* and where that takes its memory */
  Buffer compressed;      /* bytes that are to be written */
} Output;

/*
** Opens a file, "-": standard output, for what is there already in out->plain
** (which may be empty); out->stop is kept, too. 0, or -1 and a fault: "file",
** "memory", "unsupported".
*/
int output_open(Output *out, const char *name, const Compressor *compressor,
                RecordSize *record, Fault *fault);

/*
** Makes room for a record: it is to be written there, and out->plain.size to be
** moved on. NULL and a fault: out of memory, or what output_flush fails with.
*/
uint8_t *output_room(Output *out, size_t size, Fault *fault);

/*
** Writes what was kept. 0, or -1 and "write" (a full disk, a reader that has
** gone: never SIGPIPE) or "interrupted" (the second signal while the reader
** took nothing; over TCP also a second after `stop` said so). What could not be
** written is kept for the next try; a file ends with a whole record meanwhile,
** unless it is compressed.
*/
int output_flush(Output *out, Fault *fault);

/* Has what is written reach the disk: 0, or -1 and "write". */
int output_sync(Output *out, Fault *fault);

/*
** Flushes, unless that was interrupted the last time, and closes in any case:
** 0, or -1 and a fault. `sync`: as output_sync.
*/
int output_close(Output *out, bool sync, Fault *fault);

#endif
