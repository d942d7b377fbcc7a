/*
** dump.h - writes capture files: pcap or pcapng, compressed or not, in one file
** or in parts
**
** Writes are buffered and reach the file in whole packets: see output.h. Not
** thread-safe. Nothing here knows Lua.
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

/* A callback of the caller: true when a file of that name is being read. */
typedef struct Unread {
  bool (*reads)(const void *context, const char *filename);
  const void *context;
} Unread;

typedef struct DumpOptions {
  const char *filename;  /* "-": standard output; an old file is overwritten */
  int datalink;          /* DLT; in pcapng, for frames that have none */
  int snaplen;           /* bytes kept of each frame */
  bool micro;            /* times in microseconds; else nanoseconds */
  DumpFormat format;
  const struct Compressor *compressor;  /* NULL: not compressed */
  const Blocks *blocks;  /* the file begins with their section; or NULL */
  bool again;            /* over TCP: when a reader goes, wait for the next one,
                            which gets the header and what follows */
  const Stopper *stop;   /* ends waits over TCP, and for the reader of a pipe
                            (wait_events); or NULL */
  bool sync;             /* flushing and closing also sync to the disk */
  bool tells;            /* keep the names of closed parts, for dump_closed */
  const Unread *unread;  /* tells which files must not be written; or NULL */
  /* a new part begins when one of these is reached; 0: never for that reason */
  uint64_t bytes;        /* size of the file */
  int64_t seconds;       /* time since the part's first packet, ns */
  uint64_t packets;
  const Allocator *memory;  /* for buffered packets; NULL: the process's */
  size_t keep;           /* parts to keep at most; 0: any number */
} DumpOptions;

/* True when the options ask for parts. */
static inline bool dump_rotates(const DumpOptions *options) {
  return options->bytes || options->seconds || options->packets;
}

/*
** Sets the format and the compressor (NULL: none) by the endings of a file's
** name: "x.pcapng.zst" is pcapng and compressed. Without the ending of pcapng
** the format is pcap. A number behind an ending is ignored: "x.pcapng1" is
** pcapng.
*/
void dump_named(const char *filename, DumpOptions *options);

/*
** Creates a file and writes its header. Where parts have a time in their names,
** the first file is created with the first packet. NULL: see the fault. Codes:
** "file" (also where the file is being read, or another dump writes to it),
** "unsupported" (a link type without a number for files, or a compressor that
** this build lacks), "write", "memory" (fault_exhausted reads Fault.error).
*/
Dump *dump_open(const DumpOptions *options, Fault *fault);

/*
** For a pcapng file: copies the source's interfaces and blocks that are new
** since the last call. Later frames refer to these interfaces. Both lists have
** to stay valid until the next frame is written. Returns 0, or -1 and a fault.
*/
int dump_describe(Dump *dump, const Interfaces *interfaces,
                  const Blocks *blocks, Fault *fault);

/* For a pcapng file: sets the packets that a device has received and
** dropped. */
void dump_count(Dump *dump, int64_t received, int64_t dropped);

/*
** Adds a frame, cut off at the snapshot length. The frame's `time` has to fit
** into the file (DUMP_LAST). Its `interface` is one that dump_describe has
** copied, or 0. In a pcapng file its `link` may be any link type. Returns 0, or
** -1 and a fault as dump_flush does; then the frame was not added.
*/
int dump_write(Dump *dump, const Frame *frame, Fault *fault);

/* The last second since the epoch that fits into a file. The first is 0. */
#define DUMP_LAST UINT32_MAX

/* Writes the buffered packets: see output_flush. */
int dump_flush(Dump *dump, Fault *fault);

/*
** Flushes, unless the last flush was interrupted. Frees the dump in any case.
** Returns 0, or -1 and a fault. If `last` is not NULL, *last becomes the name
** of the part that this has closed; the caller frees it.
*/
int dump_close(Dump *dump, char **last, Fault *fault);

/* dump_closed returns the name of the oldest closed part that it has not
** returned yet; the caller frees it. NULL: there is none. dump_whole: there is
** one. */
char *dump_closed(Dump *dump);
bool dump_whole(const Dump *dump);

/* The bytes of the file, or of its current part, buffered ones included. In a
** compressed file, bytes that are not compressed yet do not count. */
uint64_t dump_size(const Dump *dump);

const DumpOptions *dump_options(const Dump *dump);
const char *dump_filename(const Dump *dump);  /* as it was given */

#endif
