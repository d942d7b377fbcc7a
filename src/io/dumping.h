/*
** dumping.h - the inside of a dump, which dump.c and ngdump.c share
*/
#ifndef PYCAP_DUMPING_H
#define PYCAP_DUMPING_H

#include "dump.h"
#include "ngout.h"
#include "output.h"
#include "parts.h"

/* An interface of the file that is written. */
typedef struct DumpInterface {
  int link;         /* DLT */
  uint32_t number;  /* its number in the source, from 1; 0: made here */
  NgCounts counts;
} DumpInterface;

struct Dump {
  DumpOptions options;
  Allocator memory;       /* a copy of the options' allocator, if any */
  char *filename;
  Output out;
  bool open;              /* a file is open now */
  Buffer header;          /* the bytes that each part begins with */
  bool fresh;             /* `header` is a new section, which the open file does
                             not have yet */
  Parts parts;
  int64_t first;          /* time of the part's first packet, ns */
  uint64_t packets;       /* in this part */
  char **closed;          /* names of parts for dump_closed */
  size_t closed_count;
  DumpInterface *interfaces;  /* of the pcapng section */
  size_t interfaces_count, interfaces_room;
  /* what was copied from the source so far */
  const Interfaces *source;  /* borrowed during a call */
  unsigned generation;    /* Blocks.generation at the last look */
  size_t taken;           /* blocks copied */
  size_t described;       /* interfaces copied, with those of sections before */
  size_t before;          /* the source's interfaces before this section */
};

/*
** For a pcapng file. dumping_section adds the first section to the header.
** dumping_fresh adds a new section (Dump.fresh) to the open file.
** dumping_interface adds an interface, which has `number` in the source, to the
** header and to the open file: 0, or -1 and a fault. dumping_counts adds the
** interfaces' counts to the file. False: no memory.
*/
bool dumping_section(Dump *dump);
bool dumping_fresh(Dump *dump);
int dumping_interface(Dump *dump, const Interface *interface, uint32_t number,
                      Fault *fault);
bool dumping_counts(Dump *dump);

/* The index of a frame's interface in the file. It is added where it is
** missing. -1: a fault. */
int64_t dumping_find(Dump *dump, const Frame *frame, Fault *fault);

#endif
