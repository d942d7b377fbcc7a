/*
** dump.h - capture files, written (libpcap)
**
** Records are kept until there are many, and are then written whole: what a
** killed process leaves ends with the last record that was flushed, and at most
** with a part of the next. Not thread-safe. Nothing here knows Lua.
*/
#ifndef PYCAP_DUMP_H
#define PYCAP_DUMP_H

#include <stdbool.h>

#include "../core/frame.h"
#include "fault.h"

typedef struct Dump Dump;

typedef struct DumpOptions {
  const char *filename;  /* "-": standard output; truncated if it is there */
  int datalink;          /* DLT */
  int snaplen;           /* bytes kept of each frame */
  bool micro;            /* times in microseconds; else in nanoseconds */
} DumpOptions;

/*
** Creates a file and writes its header; NULL and a fault otherwise. Codes:
** "file", "unsupported" (a link type that files have no number for), "write",
** "memory" (Fault.error as fault_exhausted asks for it).
*/
Dump *dump_open(const DumpOptions *options, Fault *fault);

/*
** Adds a frame, cut off at the snapshot length; `time` has to be one that the
** file can hold (DUMP_LAST). 0, or -1 and a fault as dump_flush has it: then
** the frame was not added.
*/
int dump_write(Dump *dump, const Frame *frame, Fault *fault);

/* The last second since the epoch that fits into a file; the first is 0. */
#define DUMP_LAST UINT32_MAX

/*
** Writes what was kept. 0, or -1 and "write" (a full disk, a reader that has
** gone: never SIGPIPE) or "interrupted" (the second signal while the reader
** took nothing). What could not be written is kept for the next try; a file
** ends with a whole record meanwhile.
*/
int dump_flush(Dump *dump, Fault *fault);

/*
** Flushes, unless that was interrupted the last time, and frees the dump in any
** case: 0, or -1 and a fault.
*/
int dump_close(Dump *dump, Fault *fault);

int dump_datalink(const Dump *dump);
const char *dump_filename(const Dump *dump);

#endif
