/*
** capture.h - packets from a device or a file (libpcap)
**
** Not thread-safe, but for capture_stop. Nothing here knows Lua.
*/
#ifndef PYCAP_CAPTURE_H
#define PYCAP_CAPTURE_H

#include <stdbool.h>
#include <stdint.h>

#include "../core/frame.h"
#include "../core/allocator.h"
#include "blocks.h"
#include "fault.h"
#include "interfaces.h"
#include "wait.h"

typedef struct Capture Capture;

typedef struct CaptureOptions {
  const char *device;      /* NULL with no filename: libpcap's default device */
  const char *filename;    /* "-": standard input */
  const char *filter;      /* tcpdump language, or NULL */
  bool follow;             /* wait for more where a file ends */
  bool reconnect;          /* over TCP: connect anew where a stream ends */
  int snaplen;             /* bytes kept of each packet */
  bool promisc;
  bool immediate;
  bool monitor;
  int latency;             /* ms that the kernel may hold packets back */
  int buffer;              /* bytes, 0: the default */
  const char *direction;   /* "in", "out", "inout", or NULL */
  int datalink;            /* DLT to ask for, -1: the device's own */
  const char *timestamps;  /* libpcap's name of a time stamp type, or NULL */
  const Allocator *memory; /* where a file's buffers are taken; NULL: the
                              process's */
} CaptureOptions;

/* What capture_dispatch and capture_next return besides a count. */
enum { CAPTURE_FAULT = -1, CAPTURE_END = -2 };

/*
** Opens what the options say; NULL and a fault otherwise. Codes: "device",
** "permission", "file", "filter", "unsupported", "down", "memory". All handles
** are opened with nanosecond precision and non-blocking.
** Files that are not regular (standard input, FIFOs) are read through a pipe
** of our own: see capture_wait. While the file's header has not arrived yet the
** capture is open but "starved": capture_ready() says 0.
*/
Capture *capture_open(const CaptureOptions *options, Fault *fault);

/*
** 1: ready to be read; 0: a pipe whose header has not arrived yet: wait with
** capture_wait and call again; CAPTURE_FAULT: not a capture, or "filter" or
** "unsupported" for what the options ask of it. Opening finishes here, so call
** it until it gives 1 before anything but wait, stop and close.
*/
int capture_ready(Capture *capture, Fault *fault);

void capture_close(Capture *capture);

/*
** Receives one frame; true goes on, false ends the dispatch after it.
** Must return (never longjmp).
*/
typedef bool (*CaptureSink)(void *context, const Frame *frame);

/*
** Called by a sink that then returns false: gives its frame back. It is not
** counted, and the next call that reads gives it again. Files only.
*/
void capture_hold(Capture *capture);

/*
** Hands up to `max` frames (<= 0: all) that are there now to the sink, without
** waiting. Returns how many were handed over (0: none there), CAPTURE_END at
** the end of a file when none were, or CAPTURE_FAULT.
** When the file breaks off after some frames, those are counted first and the
** fault comes with the next call; a source that failed once gives its fault
** for ever. On a file, too, 0 means "none yet": with a `max` it comes back when
** the filter has refused very many frames, so that the caller sees its signals;
** call capture_wait, which is ready at once, and go on until CAPTURE_END.
*/
int capture_dispatch(Capture *capture, int max, CaptureSink sink,
                     void *context, Fault *fault);

/*
** One frame, without waiting: 1, 0, CAPTURE_END or CAPTURE_FAULT. Its bytes
** are valid until the next call that reads.
*/
int capture_next(Capture *capture, Frame *frame, Fault *fault);

/*
** The time of a file's next frame, which stays where it is: 1, or what
** capture_dispatch returns when it hands over none.
*/
int capture_peek(Capture *capture, int64_t *time, Fault *fault);

/*
** What to poll until a dispatch may find something: a descriptor (-1: none) and
** a waker. False: there is no need to wait. Nothing is polled in vain after
** capture_again, when the device has to be read whatever its descriptor says.
*/
bool capture_poll(const Capture *capture, struct pollfd polled[2]);
int64_t capture_again(const Capture *capture);  /* of clock_now; NO_DEADLINE */

/*
** What libpcap asks of loops of others (pcap_get_required_select_timeout): ns
** after which to dispatch though nothing is readable; NO_DEADLINE: no need.
** 0 for a file, which is never waited for.
*/
int64_t capture_interval(const Capture *capture);

/*
** Waits until a dispatch may find something (see wait_for). A regular file is
** always ready. WAIT_WOKEN comes until capture_stopped has been asked.
*/
Wait capture_wait(Capture *capture, int64_t deadline, Pending pending,
                  void *context);

/*
** Ends the wait or the dispatch that is running, or the next wait.
** Async-signal-safe, and safe from another thread while the capture is open.
*/
void capture_stop(Capture *capture);

/* True when a stop has not been consumed yet. */
bool capture_stopping(const Capture *capture);

/* Consumes a stop: true when capture_stop was called since the last time. */
bool capture_stopped(Capture *capture);

/*
** Goes back to a regular file's beginning; the filter stays. 0, or -1 and
** "unsupported" (a device, a pipe), "file" (it is no capture any more),
** "memory". A fault closes the file: the capture gives it from then on.
*/
int capture_rewind(Capture *capture, Fault *fault);

/* True when capture_rewind can do that. */
bool capture_rewinds(const Capture *capture);

/* The bytes of a regular file that were read, and those that it has; else 0. */
void capture_place(const Capture *capture, uint64_t *done, uint64_t *size);

/*
** What a pcapng file has said so far, of its interfaces and besides. Empty of
** other files; NULL: it reads a device.
*/
const Interfaces *capture_interfaces(const Capture *capture);
const Blocks *capture_blocks(const Capture *capture);

int capture_datalink(const Capture *capture);
int capture_snaplen(const Capture *capture);
const char *capture_device(const Capture *capture);    /* NULL for a file */
/* True when it reads the file of that name ("-": standard output), whatever
** names the file has, and is not at its end. */
bool capture_reads(const Capture *capture, const char *filename);
/* The same of a file by name ("-": standard input), NULL: none. */
bool capture_same(const char *source, const char *filename);
const char *capture_filename(const Capture *capture);  /* NULL for a device */
const char *capture_warning(const Capture *capture);   /* NULL: none */

/* The descriptor to poll of a device; -1 and "unsupported" on a file. */
int capture_fd(Capture *capture, Fault *fault);

/*
** 0, or -1 and code "filter"; the filter in force stays then. Of a pipe whose
** header has not arrived yet, it is capture_ready that refuses a filter.
*/
int capture_filter(Capture *capture, const char *expression, Fault *fault);

/*
** Has what capture_filter sets from now on let nothing pass that this filter,
** which the capture was opened with, refuses. 0, or -1 and "memory".
*/
int capture_bound(Capture *capture, const char *expression, Fault *fault);

/*
** Joins a group of captures of one device, among which the kernel shares its
** packets by flow; *group is -1 for the first, which makes the group. 0, or -1
** and "unsupported". What came before the last had joined, all may have:
** capture_since.
*/
int capture_fanout(Capture *capture, int *group, Fault *fault);

/*
** True when its frames' times are clock_epoch's, as the kernel has them: a
** device's, unless another kind of time stamps was asked for.
*/
bool capture_timely(const Capture *capture);

/* Lets capture_dispatch pass over a device's frames before a time. */
void capture_since(Capture *capture, int64_t time);

typedef struct CaptureStats {
  uint64_t received, dropped, ifdropped;
} CaptureStats;

/* 0, or -1 ("unsupported" on a file). */
int capture_stats(Capture *capture, CaptureStats *stats, Fault *fault);

#endif
