/*
** capture.c - packets from a device or a file (libpcap)
*/
#include <limits.h>
#include <pcap/pcap.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "live.h"
#include "source.h"

#define SECOND UINT64_C(1000000000)
#define SCAN 65536               /* frames refused before a dispatch yields */
#define SLICE INT64_C(20000000)  /* 20 ms: see capture_again */

bool capture_stopping(const Capture *capture) {
  return atomic_load_explicit(&capture->stopped, memory_order_relaxed);
}

/* --- reading --- */

static inline Frame make_frame(const Capture *capture,
                               const struct pcap_pkthdr *header,
                               const u_char *bytes) {
  return (Frame){
    .bytes = bytes, .caplen = header->caplen, .length = header->len,
    .time = (int64_t)((uint64_t)header->ts.tv_sec * SECOND +
                      (uint64_t)header->ts.tv_usec * capture->scale),
    .link = capture->link
  };
}

/* libpcap's callback: hands a frame over, and ends the dispatch if the sink
** says so. */
static void deliver(u_char *user, const struct pcap_pkthdr *header,
                    const u_char *bytes) {
  Capture *capture = (Capture *)(void *)user;
  Frame frame = make_frame(capture, header, bytes);
  capture->count++;
  if (capture->sink(capture->context, &frame)) return;
  capture->ended = true;
  pcap_breakloop(capture->pcap);
}

/* The same until a frame of a time has come. */
static void deliver_since(u_char *user, const struct pcap_pkthdr *header,
                          const u_char *bytes) {
  Capture *capture = (Capture *)(void *)user;
  if (make_frame(capture, header, bytes).time < capture->since) return;
  capture->since = INT64_MIN;
  deliver(user, header, bytes);
}

/* What came of reading: the frames, then the fault if there is one. */
static int count_or_fault(const Capture *capture, Fault *fault) {
  if (capture->count > 0 || capture->held || capture->fault.code == NULL)
    return capture->count;
  *fault = capture->fault;
  return CAPTURE_FAULT;
}

/* A device's read failed. */
static int refuse_read(Capture *capture, Fault *fault) {
  fault_set(&capture->fault, "device", "%s: %s", source_name(capture),
            pcap_geterr(capture->pcap));
  return count_or_fault(capture, fault);
}

/* True for what libpcap calls an error but the link going down is. */
static bool is_link_down(const Capture *capture) {
  return strstr(pcap_geterr(capture->pcap), "went down") != NULL;
}

/* A device gave no frame: 0, or its fault, if it never will again. */
static int find_none(Capture *capture, Fault *fault) {
  if (!capture->watched || source_watch(capture, &capture->fault) == 0)
    return 0;
  *fault = capture->fault;
  return CAPTURE_FAULT;
}

int capture_dispatch(Capture *capture, int max, CaptureSink sink,
                     void *context, Fault *fault) {
  int result;
  pcap_handler each = capture->since > INT64_MIN ? deliver_since : deliver;
  capture->count = 0;
  if (capture->fault.code != NULL) return count_or_fault(capture, fault);
  capture->sink = sink;
  capture->context = context;
  capture->ended = false;
  counters_tick(&capture->counters, capture->pcap);
  /* A pcap_breakloop that found no dispatch to end stays with libpcap and ends
     the next one: that is told by there being neither frame nor stop. */
  do {
    result = pcap_dispatch(capture->pcap, max > 0 ? max : -1, each,
                           (u_char *)capture);
  } while (result == PCAP_ERROR_BREAK && capture->count == 0 &&
           !capture_stopping(capture));
  capture->more = capture->ended || capture->count == max;
  if (result < 0 && result != PCAP_ERROR_BREAK && !is_link_down(capture))
    return refuse_read(capture, fault);
  return capture->count > 0 ? capture->count : find_none(capture, fault);
}

/* --- a file, frame by frame --- */

void capture_begin(Capture *capture, int max) {
  bool broken = capture->fault.code != NULL && !capture->held;
  capture->count = capture->refused = 0;
  capture->ended = false;
  capture->limit = broken ? 0 : max;
  reader_wake(capture->reader);
}

/* Reads nothing more in this batch, for it ended so. */
static bool end_batch(Capture *capture, int result) {
  capture->over = capture->ended = result == READER_END;
  if (result == READER_FAULT) capture->fault = *reader_fault(capture->reader);
  return false;
}

bool capture_take(Capture *capture, Frame *frame) {
  while (capture->count < capture->limit && !capture_stopping(capture)) {
    if (capture->held) {
      *frame = capture->head;
      capture->held = false;
    } else {
      int result = reader_take(capture->reader, frame);
      if (result != READER_FRAME) return end_batch(capture, result);
      if (capture->sieve != NULL && !sieve_pass(capture->sieve, frame)) {
        /* so that Ctrl-C is seen while a filter lets nothing pass */
        if (++capture->refused >= SCAN) return false;
        continue;
      }
    }
    capture->count++;
    return true;
  }
  return false;
}

void capture_return(Capture *capture, const Frame *frame) {
  capture->held = true;
  capture->head = *frame;
  capture->count--;
}

int capture_result(const Capture *capture, Fault *fault) {
  bool end = capture->ended && capture->count == 0;
  return end ? CAPTURE_END : count_or_fault(capture, fault);
}

int capture_peek(Capture *capture, int64_t *time, Fault *fault) {
  if (!capture->held) {
    Frame frame;
    capture_begin(capture, 1);
    if (!capture_take(capture, &frame)) return capture_result(capture, fault);
    capture_return(capture, &frame);
  }
  *time = capture->head.time;
  return 1;
}

/* A device's frame is gone when its callback returns: libpcap copies it. */
static int next_device(Capture *capture, Frame *frame, Fault *fault) {
  struct pcap_pkthdr *header;
  const u_char *bytes;
  int result;
  capture->count = 0;
  counters_tick(&capture->counters, capture->pcap);
  do {
    result = pcap_next_ex(capture->pcap, &header, &bytes);
  } while (result == PCAP_ERROR_BREAK && !capture_stopping(capture));
  capture->more = result == 1;
  if (result == 1) *frame = make_frame(capture, header, bytes);
  if (result == 1) return 1;
  if (result < 0 && result != PCAP_ERROR_BREAK && !is_link_down(capture))
    return refuse_read(capture, fault);
  return find_none(capture, fault);
}

int capture_next(Capture *capture, Frame *frame, Fault *fault) {
  if (capture->reader != NULL) {
    capture_begin(capture, 1);
    return capture_take(capture, frame) ? 1 : capture_result(capture, fault);
  }
  if (capture->fault.code == NULL) return next_device(capture, frame, fault);
  *fault = capture->fault;
  return CAPTURE_FAULT;
}

/* --- waiting --- */

/* True when there is no need to wait: frames, an end or a fault are here. */
static bool has_more(const Capture *capture) {
  if (capture->fault.code != NULL || capture->held) return true;
  return capture->reader != NULL ? reader_fed(capture->reader)
                                 : capture->more;
}

int64_t capture_interval(const Capture *capture) {
  const struct timeval *most = NULL;
  if (capture->device == NULL) return 0;
  most = pcap_get_required_select_timeout(capture->pcap);
  if (most == NULL) return capture->watched ? SLICE : NO_DEADLINE;
  return ((int64_t)most->tv_sec * 1000000 + most->tv_usec) * 1000;
}

/*
** While a link is down libpcap asks to be read each millisecond, to see if the
** device is gone; where there is a descriptor, SLICE is often enough.
*/
int64_t capture_again(const Capture *capture) {
  int64_t slice;
  if (capture->device == NULL) return NO_DEADLINE;
  slice = capture_interval(capture);
  if (slice == NO_DEADLINE) return NO_DEADLINE;
  if (pcap_get_selectable_fd(capture->pcap) >= 0 && slice < SLICE)
    slice = SLICE;
  return clock_now() + slice;
}

bool capture_poll(const Capture *capture, struct pollfd polled[2]) {
  int fd;
  if (capture_stopping(capture) || has_more(capture)) return false;
  fd = capture->reader != NULL ? reader_pollfd(capture->reader)
                               : pcap_get_selectable_fd(capture->pcap);
  polled[0] = (struct pollfd){fd, POLLIN, 0};
  polled[1] = (struct pollfd){capture->wakefd, POLLIN, 0};
  return true;
}

Wait capture_wait(Capture *capture, int64_t deadline, Pending pending,
                  void *context) {
  struct pollfd polled[2];
  int64_t again;
  Wait result;
  if (capture_stopping(capture)) return WAIT_WOKEN;
  if (!capture_poll(capture, polled))
    return pending != NULL && pending(context) ? WAIT_SIGNAL : WAIT_READY;
  again = capture_again(capture);
  result = wait_for(polled[0].fd, polled[1].fd,
                     again < deadline ? again : deadline, pending, context);
  if (result == WAIT_TIMEOUT && again < deadline) return WAIT_READY;
  /* a handler that stops the capture ends the wait as a signal, too */
  if (result == WAIT_SIGNAL && capture_stopping(capture)) return WAIT_WOKEN;
  return result;
}

void capture_stop(Capture *capture) {
  pcap_t *pcap;
  atomic_store(&capture->stopped, true);
  pcap = atomic_load(&capture->breakable);
  if (pcap != NULL) pcap_breakloop(pcap);  /* it sets a flag, no more */
  if (capture->wakefd >= 0) waker_wake(capture->wakefd);
}

bool capture_stopped(Capture *capture) {
  if (!capture_stopping(capture) || !atomic_exchange(&capture->stopped, false))
    return false;
  if (capture->wakefd >= 0) waker_drain(capture->wakefd);
  return true;
}

/* --- what it is --- */

const Interfaces *capture_interfaces(const Capture *capture) {
  return capture->reader != NULL ? reader_interfaces(capture->reader) : NULL;
}

const Blocks *capture_blocks(const Capture *capture) {
  return capture->reader != NULL ? reader_blocks(capture->reader) : NULL;
}

int capture_datalink(const Capture *capture) {
  if (capture->pcap != NULL) return pcap_datalink(capture->pcap);
  return capture->ready ? reader_link(capture->reader) : -1;
}

int capture_snaplen(const Capture *capture) {
  if (capture->pcap != NULL) return pcap_snapshot(capture->pcap);
  return capture->ready ? reader_snaplen(capture->reader) : -1;
}

const char *capture_device(const Capture *capture) { return capture->device; }

const char *capture_filename(const Capture *capture) {
  return capture->filename;
}

const char *capture_warning(const Capture *capture) {
  return capture->warning[0] != '\0' ? capture->warning : NULL;
}

int capture_fd(Capture *capture, Fault *fault) {
  int fd = capture->device != NULL ? pcap_get_selectable_fd(capture->pcap) : -1;
  if (fd >= 0) return fd;
  return fault_set(fault, "unsupported", "%s: %s has no descriptor to wait for",
    source_name(capture), capture->device != NULL ? "the device" : "a file");
}

int capture_fanout(Capture *capture, bool whole, int *group, Fault *fault) {
  if (capture->device == NULL)
    return fault_set(fault, "unsupported", "%s: a file cannot be shared",
                     source_name(capture));
  return live_fanout(capture->pcap, capture->device, whole, group, fault);
}

bool capture_timely(const Capture *capture) { return capture->timely; }

void capture_since(Capture *capture, int64_t time) { capture->since = time; }

int capture_stats(Capture *capture, CaptureStats *stats, Fault *fault) {
  if (capture->device == NULL)
    return fault_set(fault, "unsupported", "%s: a file has no statistics",
                     source_name(capture));
  if (counters_read(&capture->counters, capture->pcap) < 0)
    return fault_set(fault, "device", "%s: %s", source_name(capture),
                     pcap_geterr(capture->pcap));
  *stats = capture->counters.stats;
  return 0;
}

int capture_bound(Capture *capture, const char *expression, Fault *fault) {
  char *bound = strdup(expression);
  if (bound == NULL) return fault_memory(fault);
  free(capture->bound);
  capture->bound = bound;
  return 0;
}

int capture_filter(Capture *capture, const char *expression, Fault *fault) {
  return source_filter(capture, expression, fault);
}
