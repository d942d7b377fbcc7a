/*
** output.h - writes records of bytes to a file, a pipe or a connection
**
** Records are buffered and written whole. If the process is killed, the file
** ends with the last record that was flushed, or with a part of the next one.
** Nothing here knows more of a record than its size.
*/
#ifndef PYCAP_OUTPUT_H
#define PYCAP_OUTPUT_H

#include <sys/types.h>

#include "compressor.h"
#include "wait.h"

#define OUTPUT_LOT ((size_t)65536)  /* bytes that are buffered before writing */

/* A function that returns the size of the record that begins at `bytes`; 0: the
** `left` bytes do not hold all of it. */
typedef size_t RecordSize(const uint8_t *bytes, size_t left);

/* A function that returns true where the record at `bytes` holds a frame. */
typedef bool RecordFrame(const uint8_t *bytes);

typedef struct Output {
  char *name;
  int fd;
  bool owned;             /* output_close closes `fd` */
  bool regular;           /* a regular file, which can be cut */
  bool stuck;             /* the last flush was interrupted */
  int listener;           /* socket that waits for readers over TCP; or -1 */
  const Buffer *again;    /* borrowed: over TCP, when a reader goes, the next
                             one gets this first, and then only frames; NULL:
                             that is an error */
  RecordFrame *frame;     /* tells which records are frames; NULL: all */
  const Stopper *stop;    /* borrowed: ends waits for readers; or NULL */
  off_t length;           /* bytes written; a file ends with a whole record */
  RecordSize *record;
  Buffer plain;           /* records to be written; the first may be the rest of
                             one that was written in part */
  size_t part;            /* bytes of that rest; 0: none */
  const Compressor *compressor;  /* NULL: not compressed */
  void *compressing;      /* the compressor's state */
  Allocator memory;       /* the compressor's allocator */
  Buffer compressed;      /* compressed bytes to be written */
} Output;

/*
** Opens a file ("-": standard output). The caller may have put records into
** out->plain, and may have set out->stop: both stay. Returns 0, or -1 and a
** fault: "file", "memory", "unsupported".
*/
int output_open(Output *out, const char *name, const Compressor *compressor,
                RecordSize *record, Fault *fault);

/*
** Makes room for a record of `size` bytes in out->plain, and returns where it
** is. The caller writes the record there and adds its size to out->plain.size.
** NULL: a fault, "memory" or one of output_flush.
*/
uint8_t *output_room(Output *out, size_t size, Fault *fault);

/*
** Writes the buffered records. Returns 0, or -1 and a fault: "write" (a full
** disk, or a reader that has gone; never SIGPIPE), or "interrupted" (a second
** signal came while the reader took nothing; over TCP also a second after
** `stop` has asked to end). Unwritten records stay for the next try. Until then
** a file ends with a whole record, unless it is compressed.
*/
int output_flush(Output *out, Fault *fault);

/* Syncs the written bytes to the disk: 0, or -1 and the fault "write". */
int output_sync(Output *out, Fault *fault);

/*
** Flushes, unless the last flush was interrupted. Closes in any case. Returns
** 0, or -1 and a fault. `sync`: also does what output_sync does.
*/
int output_close(Output *out, bool sync, Fault *fault);

#endif
