/*
** dumping.h - inside a dump: what its pcapng side shares with the rest
*/
#ifndef PYCAP_DUMPING_H
#define PYCAP_DUMPING_H

#include "dump.h"
#include "ngout.h"
#include "output.h"
#include "parts.h"

/* An interface of the file. */
typedef struct DumpInterface {
  int link;         /* DLT */
  uint32_t number;  /* the source's, from 1; 0: made here */
  NgCounts counts;
} DumpInterface;

struct Dump {
  DumpOptions options;
  Allocator memory;       /* that of the options, if there is one */
  char *filename;
  Output out;
  bool open;              /* there is a file just now */
  Buffer header;          /* what each part begins with */
  bool fresh;             /* that is a section which the open file, whose last
                             packet is another's, lacks */
  Parts parts;
  int64_t first;          /* time of the part's first packet */
  uint64_t packets;       /* in it */
  char **closed;          /* names of parts that nobody has asked for */
  size_t closed_count;
  DumpInterface *interfaces;  /* of a pcapng file */
  size_t interfaces_count, interfaces_room;
  /* what was taken of the source */
  const Interfaces *source;  /* borrowed during a call */
  unsigned generation;
  size_t taken;           /* blocks, */
  size_t described;       /* interfaces, */
  size_t before;          /* and those before this section's */
};

/*
** Of a pcapng file. The first section is added to the header; an interface,
** `number` of the source's, to that and to the file that is open: 0, or -1 and
** a fault; counts, and a section that is fresh, to the file: false: no memory.
*/
bool dumping_section(Dump *dump);
bool dumping_fresh(Dump *dump);
int dumping_interface(Dump *dump, const Interface *interface, uint32_t number,
                      Fault *fault);
bool dumping_counts(Dump *dump);

/* The interface of a frame, which is made where there is none; -1: a fault. */
int64_t dumping_find(Dump *dump, const Frame *frame, Fault *fault);

#endif
