/*
** dump.h - capture files, written: pcap or pcapng, compressed or not, in one
** piece or in parts
**
** Packets are kept until there are many, and then go out whole: see output.h.
** Not thread-safe. Nothing here knows Lua.
*/
#ifndef PYCAP_DUMP_H
#define PYCAP_DUMP_H

#include "../core/allocator.h"
#include "../core/frame.h"
#include "blocks.h"
#include "fault.h"
#include "interfaces.h"
#include "wait.h"

typedef struct Dump Dump;
struct Compressor;

typedef enum DumpFormat { DUMP_PCAP, DUMP_PCAPNG } DumpFormat;

/* True when a file of a name is being read. */
typedef struct Unread {
  bool (*reads)(const void *context, const char *filename);
  const void *context;
} Unread;

typedef struct DumpOptions {
  const char *filename;  /* "-": standard output; truncated if it is there */
  int datalink;          /* DLT; of pcapng, of the frames that say none */
  int snaplen;           /* bytes kept of each frame */
  bool micro;            /* times in microseconds; else in nanoseconds */
  DumpFormat format;
  const struct Compressor *compressor;  /* NULL: not compressed */
  const Blocks *blocks;  /* whose section it begins with; or NULL */
  bool again;            /* over TCP: where a reader goes, the next one is
                            waited for, and gets the header and what follows */
  const Stopper *stop;   /* what ends waits over TCP, and for who reads a pipe
                            (wait_events); or NULL */
  bool sync;             /* what is flushed or closed reaches the disk */
  bool tells;            /* the names of parts are to be had: dump_closed */
  const Unread *unread;  /* what must not be overwritten; or NULL */
  /* a new part begins when one has as many; 0: not for that */
  uint64_t bytes;        /* of a file */
  int64_t seconds;       /* ns from its first packet on */
  uint64_t packets;
  const Allocator *memory;  /* where packets are kept; NULL: the process's */
  size_t keep;           /* files that there are at most; 0: any number */
} DumpOptions;

/* True when there are to be parts. */
static inline bool dump_rotates(const DumpOptions *options) {
  return options->bytes || options->seconds || options->packets;
}

/*
** What a name says: its format, and what compresses it (NULL: nothing does).
** "x.pcapng.zst" is both; any other name is pcap. A number behind an ending
** does not count: "x.pcapng1" is pcapng.
*/
void dump_named(const char *filename, DumpOptions *options);

/*
** Creates a file and writes its header; in parts whose names have a time in
** them, with the first packet. NULL and a fault otherwise. Codes: "file" (also
** where it is being read, or another dump writes to it), "unsupported" (a link
** type that files have no number for; what compresses was not there when this
** was built), "write", "memory" (Fault.error as fault_exhausted asks for it).
*/
Dump *dump_open(const DumpOptions *options, Fault *fault);

/*
** Of a pcapng file: what the source has said so far, which has to stay until
** the next frame is written; it is only looked at what is new. Frames of its
** interfaces are then written as theirs. 0, or -1 and a fault.
*/
int dump_describe(Dump *dump, const Interfaces *interfaces,
                  const Blocks *blocks, Fault *fault);

/* Of a pcapng file: what a device has counted. */
void dump_count(Dump *dump, int64_t received, int64_t dropped);

/*
** Adds a frame, cut off at the snapshot length; `time` has to be one that the
** file can hold (DUMP_LAST). Its `interface` is one that was described, or 0;
** its `link` a link type, of a pcapng file any. 0, or -1 and a fault as
** dump_flush has it: then the frame was not added.
*/
int dump_write(Dump *dump, const Frame *frame, Fault *fault);

/* The last second since the epoch that fits into a file; the first is 0. */
#define DUMP_LAST UINT32_MAX

/* Writes what was kept: see output_flush. */
int dump_flush(Dump *dump, Fault *fault);

/*
** Flushes, unless that was interrupted the last time, and frees the dump in any
** case: 0, or -1 and a fault. `last`: where to put the name of the part that
** this has closed, which the caller frees; or NULL.
*/
int dump_close(Dump *dump, char **last, Fault *fault);

/* A part that was closed since, oldest first: the caller frees it; or NULL.
** Whether there is one. */
char *dump_closed(Dump *dump);
bool dump_whole(const Dump *dump);

/* The bytes of the file, or of its part, with those that are kept back; where
** they are compressed, without those that are not yet. */
uint64_t dump_size(const Dump *dump);

const DumpOptions *dump_options(const Dump *dump);
const char *dump_filename(const Dump *dump);  /* as it was given */

#endif
