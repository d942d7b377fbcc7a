/*
** capture.h - packets from a device or a file (libpcap)
**
** Only capture_stop is thread-safe. Nothing here knows Lua.
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
  bool follow;             /* at the end of a file, wait for it to grow */
  bool reconnect;          /* over TCP: connect again when a stream ends */
  int snaplen;             /* bytes kept of each packet */
  bool promisc;
  bool immediate;
  bool monitor;
  int latency;             /* ms that the kernel may hold packets back */
  int buffer;              /* bytes, 0: the default */
  const char *direction;   /* "in", "out", "inout", or NULL */
  int datalink;            /* DLT to ask for; -1: the device's default */
  const char *timestamps;  /* libpcap's name of a time stamp type, or NULL */
  const Allocator *memory; /* allocates the buffers of a file; NULL: the
                              process's allocator */
} CaptureOptions;

/* Returned by capture_dispatch and capture_next instead of a count. */
enum { CAPTURE_FAULT = -1, CAPTURE_END = -2 };

/*
** Opens a device or a file. NULL: see the fault, whose code is "device",
** "permission", "file", "filter", "unsupported", "down" or "memory". Times have
** nanosecond precision, and reading never blocks.
** A file that is not regular (standard input, a FIFO) may have to be waited
** for: see capture_wait. Until its header has arrived the capture is open but
** "starved": capture_ready returns 0.
*/
Capture *capture_open(const CaptureOptions *options, Fault *fault);

/*
** Finishes the opening. 1: frames can be read. 0: the header of a pipe has not
** arrived yet; wait with capture_wait, then call again. CAPTURE_FAULT: it is
** not a capture file, or the code is "filter" or "unsupported", where an option
** does not fit it. Until this returns 1, call nothing else but wait, stop and
** close.
*/
int capture_ready(Capture *capture, Fault *fault);

void capture_close(Capture *capture);

/*
** Receives one frame. Return true to go on, false to end the dispatch after
** this frame. It must return: no longjmp.
*/
typedef bool (*CaptureSink)(void *context, const Frame *frame);

/*
** Hands the sink up to `max` frames (<= 0: all) of a device that are there now,
** without waiting. Returns how many; 0 where there are none yet; CAPTURE_FAULT
** where there are none because reading failed. Where it fails after some
** frames, this call returns their number, and the next one the fault. After a
** fault each later call returns it again.
*/
int capture_dispatch(Capture *capture, int max, CaptureSink sink,
                     void *context, Fault *fault);

/*
** Files are read in batches. capture_begin begins one of at most `max` frames;
** capture_take takes its next frame, whose bytes are valid until the next call
** that reads. It returns false where there is none, for a stream may have to be
** waited for, the filter has refused very many frames, so that the caller can
** look for signals, or capture_stop was called. A batch may be left at any
** place. capture_return gives the last frame back: it is not counted, and the
** next call that reads takes it again.
*/
void capture_begin(Capture *capture, int max);
bool capture_take(Capture *capture, Frame *frame);
void capture_return(Capture *capture, const Frame *frame);

/*
** What came of a batch: how many frames were taken, and where there were none,
** 0, CAPTURE_END or CAPTURE_FAULT. The fault of a file that is damaged after
** some frames comes with the next batch, and with each one after that. After 0
** call capture_wait, which may be ready at once, and go on until CAPTURE_END.
*/
int capture_result(const Capture *capture, Fault *fault);

/*
** Reads one frame, without waiting. Returns 1, or as capture_result does: 0,
** CAPTURE_END or CAPTURE_FAULT. The bytes are valid until the next call that
** reads.
*/
int capture_next(Capture *capture, Frame *frame, Fault *fault);

/*
** Sets *time to the time (ns) of a file's next frame, which stays to be read.
** Returns 1, or as capture_result does: 0, CAPTURE_END or CAPTURE_FAULT.
*/
int capture_peek(Capture *capture, int64_t *time, Fault *fault);

/*
** capture_poll fills in what to poll before the next dispatch: a descriptor
** (-1: none) and a waker. False: there is no need to wait. capture_again
** returns the time when polling has to end, because the device must then be
** read even if its descriptor is not readable.
*/
bool capture_poll(const Capture *capture, struct pollfd polled[2]);
int64_t capture_again(const Capture *capture);  /* as clock_now; NO_DEADLINE */

/*
** For event loops of the caller's own: the ns after which to dispatch even if
** nothing is readable (pcap_get_required_select_timeout). NO_DEADLINE: it is
** not needed. 0 for a file.
*/
int64_t capture_interval(const Capture *capture);

/*
** Waits until a dispatch may find a frame (see wait_for). A regular file is
** always ready. After capture_stop it returns WAIT_WOKEN until capture_stopped
** has been called.
*/
Wait capture_wait(Capture *capture, int64_t deadline, Pending pending,
                  void *context);

/*
** Ends the wait or dispatch that is running; where none is, the next wait.
** Async-signal-safe, and safe from another thread while the capture is open.
*/
void capture_stop(Capture *capture);

/* True when capture_stop was called and capture_stopped was not called
** since. */
bool capture_stopping(const Capture *capture);

/* Consumes a stop. True: capture_stop was called since the last time. */
bool capture_stopped(Capture *capture);

/*
** Goes back to the beginning of a regular file; the filter stays. Returns 0, or
** -1 and a fault: "unsupported" (a device, a pipe), "file" (it is not a capture
** file any more), "memory". The last two close the file, and later calls return
** the same fault.
*/
int capture_rewind(Capture *capture, Fault *fault);

/* True when the source is one that capture_rewind can go back in. */
bool capture_rewinds(const Capture *capture);

/* The bytes of a regular file that were read, and its size; both 0 for other
** sources. */
void capture_place(const Capture *capture, uint64_t *done, uint64_t *size);

/*
** The interfaces and the other blocks of a pcapng file that were read so far.
** Empty for other files; NULL for a device.
*/
const Interfaces *capture_interfaces(const Capture *capture);
const Blocks *capture_blocks(const Capture *capture);

int capture_datalink(const Capture *capture);
int capture_snaplen(const Capture *capture);
const char *capture_device(const Capture *capture);    /* NULL for a file */
/* Puts a capture into a list, which it leaves when it is closed. */
void capture_enlist(Capture *capture, Capture **list);
/* True when a capture of a list reads the file `filename` ("-": standard
** output), also by another name of it, and is not at its end. */
bool captures_read(const Capture *list, const char *filename);
/* The same, for a source that is given by its name ("-": standard input; NULL:
** no file). */
bool capture_same(const char *source, const char *filename);
const char *capture_filename(const Capture *capture);  /* NULL for a device */
const char *capture_warning(const Capture *capture);   /* NULL: none */

/* A device's descriptor for polling. -1 and the fault "unsupported": a file, or
** a device that has none. */
int capture_fd(Capture *capture, Fault *fault);

/*
** Sets a filter. Returns 0, or -1 and the fault "filter"; then the filter
** before stays in force. For a pipe whose header has not arrived yet, it is
** capture_ready that returns the fault.
*/
int capture_filter(Capture *capture, const char *expression, Fault *fault);

/*
** From now on a frame has to match this filter as well as the one that
** capture_filter sets. `expression` is the filter that the capture was opened
** with. Returns 0, or -1 and the fault "memory".
*/
int capture_bound(Capture *capture, const char *expression, Fault *fault);

/*
** Joins a group of captures of one device. The kernel then gives each flow to
** one capture of the group. Set *group to -1 for the first capture, which makes
** the group. `whole` has the kernel put fragments of IPv4 together before; it
** has to be the same for all. Returns 0, or -1 and the fault "unsupported".
** Packets that came before the last capture joined may have gone to several:
** see capture_since.
*/
int capture_fanout(Capture *capture, bool whole, int *group, Fault *fault);

/*
** True when the times of its frames come from the kernel's clock and compare
** with clock_epoch. So it is for a device, unless another type of time stamps
** was asked for.
*/
bool capture_timely(const Capture *capture);

/* Makes capture_dispatch skip a device's frames before a time (ns). */
void capture_since(Capture *capture, int64_t time);

typedef struct CaptureStats {
  uint64_t received, dropped, ifdropped;
} CaptureStats;

/* Returns 0, or -1 and a fault ("unsupported" for a file). */
int capture_stats(Capture *capture, CaptureStats *stats, Fault *fault);

#endif
