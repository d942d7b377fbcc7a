/*
** source.h - what a capture reads: what opening and reading share
*/
#ifndef PYCAP_SOURCE_H
#define PYCAP_SOURCE_H

#include <pcap/pcap.h>
#include <stdatomic.h>

#include "capture.h"
#include "counters.h"
#include "reader.h"
#include "sieve.h"

/* It reads a device (`pcap`), or a file or a stream (`reader`). */
struct Capture {
  struct Capture **at, *next;    /* in a list, if `at` is not NULL */
  pcap_t *pcap;
  Reader *reader;
  Sieve *sieve;                  /* a file's filter, NULL: none */
  CaptureSink sink;              /* of a device's dispatch that is running */
  void *context;
  uint64_t scale;                /* nanoseconds in a unit of ts.tv_usec */
  uint16_t link;                 /* a device's link type */
  int count;                     /* frames of this dispatch or batch, */
  int limit;                     /* of how many that a batch may have; */
  int refused;                   /* frames that the sieve refused in it */
  bool ended;                    /* the sink ended this dispatch, or the file
                                   this batch */
  int64_t since;                 /* a device's frames before it are none */
  bool more;                     /* a device may hold frames already */
  bool held;                     /* a file's frame was given back: `head` */
  Frame head;
  int index;                     /* a device's, 0: it is no interface */
  bool timely;                   /* see capture_timely */
  bool watched;                  /* its link is down, or is gone: look at it */
  struct bpf_program kernel;     /* a device's filter, which is in force */
  Counters counters;             /* and its figures */
  bool ready;                    /* it is a file whose header has come, */
  bool over;                     /* and is at its end */
  int wakefd;                    /* -1 for a regular file */
  int datalink;                  /* asked for, -1: none */
  char *device, *filename, *filter;
  char *bound;                   /* what capture_bound was given, or NULL */
  char warning[2 * PCAP_ERRBUF_SIZE];
  Fault fault;                   /* the source's, for the next call and on */
  atomic_bool stopped;
  _Atomic(pcap_t *) breakable;   /* `pcap`, for capture_stop */
};

/* The name that faults begin with. */
const char *source_name(const Capture *capture);

/* A fault that errno explains; returns -1. */
int source_refuse(const Capture *capture, int error, Fault *fault);

/* Sets the link type unless it has it (-1); 0, or -1 and "unsupported". */
int source_datalink(Capture *capture, Fault *fault);

/*
** Looks at a device that is watched: 0, or -1 and "device" when it is gone. It
** is watched no longer once it is up: then libpcap is told of what comes.
*/
int source_watch(Capture *capture, Fault *fault);

/* What capture_filter does. */
int source_filter(Capture *capture, const char *expression, Fault *fault);

#endif
