/*
** capture.c - packets from a device or a file (libpcap)
*/
#include "capture.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pcap/pcap.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "device.h"
#include "stream.h"

#define SECOND UINT64_C(1000000000)
#define SCAN 65536               /* frames refused before a dispatch yields */
#define SLICE INT64_C(20000000)  /* 20 ms: see poll_again */
#define FILE_BUFFER ((size_t)65536)

/* It reads a device, a regular file (`file`), or a `stream` (with `file`). */
struct Capture {
  pcap_t *pcap;                  /* NULL: a stream whose header is to come */
  CaptureSink sink;              /* of the dispatch that is running */
  void *context;
  uint64_t scale;                /* nanoseconds in a unit of ts.tv_usec */
  uint64_t seconds;              /* mask: the bits of ts.tv_sec that count */
  int count;                     /* frames that this dispatch handed over */
  int limit;                     /* and how many it may */
  bool ended;                    /* the sink ended this dispatch */
  int64_t since;                 /* a device's frames before it are none */
  bool more;                     /* a device may hold frames already */
  bool hold;                     /* the sink gives its frame back, */
  bool held;                     /* and `head` is that frame of a file */
  Frame head;
  struct bpf_program program;    /* a file's filter; bf_insns NULL: none */
  FILE *file;
  Stream *stream;
  int wakefd;                    /* -1 for a regular file */
  int datalink;                  /* asked for, -1: none */
  char *device, *filename, *filter, *buffer;
  char warning[2 * PCAP_ERRBUF_SIZE];
  Fault fault;                   /* the source's, for the next call and on */
  atomic_bool stopped;
  _Atomic(pcap_t *) breakable;   /* `pcap`, for capture_stop */
};

/* The name that faults begin with. */
static const char *subject(const Capture *capture) {
  if (capture->device != NULL) return capture->device;
  if (strcmp(capture->filename, "-") == 0) return "standard input";
  return capture->filename;
}

/* A fault that errno explains. */
static int refuse_file(const Capture *capture, int error, Fault *fault) {
  fault_set(fault, "file", "%s: %s", subject(capture), strerror(error));
  fault->error = error;
  if (capture_exhausted(fault)) fault->code = "memory";
  return -1;
}

bool capture_stopping(const Capture *capture) {
  return atomic_load_explicit(&capture->stopped, memory_order_relaxed);
}

/* --- opening --- */

/* What remains once there is a handle: its clock, its link type, its filter. */
static int settle(Capture *capture, Fault *fault) {
  pcap_t *pcap = capture->pcap;
  bool nano = pcap_get_tstamp_precision(pcap) == PCAP_TSTAMP_PRECISION_NANO;
  capture->scale = nano ? 1 : 1000;
  /* A pcap file's seconds are unsigned, but libpcap takes them for signed. In
     pcapng, which says version 1, they are what they seem. */
  capture->seconds = capture->file != NULL && pcap_major_version(pcap) >= 2
    ? UINT32_MAX : UINT64_MAX;
  atomic_store(&capture->breakable, pcap);
  if (device_datalink(pcap, subject(capture), capture->datalink, fault) < 0)
    return -1;
  if (capture->filter == NULL) return 0;
  return capture_filter(capture, capture->filter, fault);
}

static int open_device(Capture *capture, const CaptureOptions *options,
                       Fault *fault) {
  capture->device = options->device != NULL ? strdup(options->device)
                                            : device_default(fault);
  if (capture->device == NULL)
    return options->device != NULL ? fault_memory(fault) : -1;
  capture->wakefd = waker_open(fault);
  if (capture->wakefd < 0) return -1;
  capture->pcap = device_open(capture->device, options, capture->warning,
                              sizeof capture->warning, fault);
  return capture->pcap != NULL ? settle(capture, fault) : -1;
}

/* Takes over `fd`. */
static int open_regular(Capture *capture, int fd, Fault *fault) {
  char words[PCAP_ERRBUF_SIZE] = "";
  FILE *file = fdopen(fd, "rb");
  if (file == NULL) {
    int error = errno;
    close(fd);
    return refuse_file(capture, error, fault);
  }
  /* stdio's own buffer is one disk block, a system call every few frames; and
     its lock costs more than all that is done here for a frame */
  __fsetlocking(file, FSETLOCKING_BYCALLER);
  capture->buffer = malloc(FILE_BUFFER);
  if (capture->buffer != NULL)
    setvbuf(file, capture->buffer, _IOFBF, FILE_BUFFER);
  capture->pcap = pcap_fopen_offline_with_tstamp_precision(
    file, PCAP_TSTAMP_PRECISION_NANO, words);
  if (capture->pcap == NULL) {
    fclose(file);
    return fault_set(fault, "file", "%s: %s", subject(capture), words);
  }
  capture->file = file;
  return settle(capture, fault);
}

/* Takes over `fd` if it is owned. */
static int open_stream(Capture *capture, int fd, bool owned, Fault *fault) {
  capture->stream = stream_open(fd, owned);
  if (capture->stream == NULL) {
    if (owned) close(fd);
    return fault_memory(fault);
  }
  capture->wakefd = waker_open(fault);
  return capture->wakefd < 0 ? -1 : 0;
}

static int open_file(Capture *capture, const CaptureOptions *options,
                     Fault *fault) {
  struct stat status = {0};
  int fd;
  capture->filename = strdup(options->filename);
  if (capture->filename == NULL) return fault_memory(fault);
  if (options->direction != NULL)
    return fault_set(fault, "unsupported",
                     "%s: a file has no direction to choose", subject(capture));
  if (strcmp(options->filename, "-") == 0) {
    /* if it is closed, the next descriptor opened would be taken for it */
    if (fcntl(STDIN_FILENO, F_GETFD) < 0)
      return refuse_file(capture, errno, fault);
    return open_stream(capture, STDIN_FILENO, false, fault);
  }
  /* O_NONBLOCK: a FIFO is opened before anyone writes to it */
  fd = open(options->filename, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return refuse_file(capture, errno, fault);
  if (fstat(fd, &status) == 0 && !S_ISDIR(status.st_mode)) {
    if (!S_ISREG(status.st_mode)) return open_stream(capture, fd, true, fault);
    if (status.st_size > 0) return open_regular(capture, fd, fault);
  }
  close(fd);
  return fault_set(fault, "file", "%s: %s", subject(capture),
    S_ISDIR(status.st_mode) ? "is a directory" : "empty file, not a capture");
}

Capture *capture_open(const CaptureOptions *options, Fault *fault) {
  Capture *capture = calloc(1, sizeof *capture);
  int result = -1;
  if (capture == NULL) {
    fault_memory(fault);
    return NULL;
  }
  capture->wakefd = -1;
  capture->since = INT64_MIN;
  capture->datalink = options->datalink;
  if (options->filter != NULL) capture->filter = strdup(options->filter);
  if (options->filter != NULL && capture->filter == NULL) fault_memory(fault);
  else if (options->filename != NULL)
    result = open_file(capture, options, fault);
  else result = open_device(capture, options, fault);
  if (result == 0) return capture;
  capture_close(capture);
  return NULL;
}

/* Reads the header of a stream, which is there; 0 or a fault. */
static int open_header(Capture *capture, Fault *fault) {
  char words[PCAP_ERRBUF_SIZE] = "";
  FILE *file = stream_file(capture->stream);
  if (file == NULL) return fault_memory(fault);
  capture->pcap = pcap_fopen_offline_with_tstamp_precision(
    file, PCAP_TSTAMP_PRECISION_NANO, words);
  if (capture->pcap == NULL) {
    bool starved = stream_starved(capture->stream, file);
    fclose(file);
    if (stream_error(capture->stream) != 0)
      return refuse_file(capture, stream_error(capture->stream), fault);
    return fault_set(fault, "file", "%s: %s", subject(capture),
      stream_empty(capture->stream) ? "empty file, not a capture"
      : starved ? "no interface at its beginning" : words);
  }
  capture->file = file;
  return settle(capture, fault);
}

int capture_ready(Capture *capture, Fault *fault) {
  if (capture->fault.code != NULL) {
    *fault = capture->fault;
    return CAPTURE_FAULT;
  }
  if (capture->pcap != NULL) return 1;
  if (!stream_ready(capture->stream)) return 0;
  if (open_header(capture, fault) == 0) return 1;
  capture->fault = *fault;
  return CAPTURE_FAULT;
}

bool capture_rewinds(const Capture *capture) {
  return capture->file != NULL && capture->stream == NULL;
}

/* A new reader on the same open file: libpcap's has a buffer, and a state. */
int capture_rewind(Capture *capture, Fault *fault) {
  int fd, result = -1;
  if (!capture_rewinds(capture))
    return fault_set(fault, "unsupported", "%s: cannot be read from its "
                     "beginning again", subject(capture));
  fd = fcntl(fileno(capture->file), F_DUPFD_CLOEXEC, 0);
  if (fd < 0) return refuse_file(capture, errno, fault);
  atomic_store(&capture->breakable, NULL);
  pcap_close(capture->pcap);
  free(capture->buffer);
  free(capture->filter);  /* it is compiled already */
  capture->pcap = NULL;
  capture->file = NULL;
  capture->buffer = capture->filter = NULL;
  capture->held = false;
  if (lseek(fd, 0, SEEK_SET) == 0) result = open_regular(capture, fd, fault);
  else refuse_file(capture, errno, fault);
  if (result < 0) capture->fault = *fault;
  return result;
}

bool capture_exhausted(const Fault *fault) {
  return fault->error == EMFILE || fault->error == ENFILE ||
         fault->error == ENOMEM;
}

void capture_close(Capture *capture) {
  if (capture == NULL) return;
  atomic_store(&capture->breakable, NULL);
  if (capture->pcap != NULL) pcap_close(capture->pcap);  /* and its FILE */
  stream_close(capture->stream);
  pcap_freecode(&capture->program);
  if (capture->wakefd >= 0) close(capture->wakefd);
  free(capture->device);
  free(capture->filename);
  free(capture->filter);
  free(capture->buffer);
  free(capture);
}

/* --- reading --- */

static inline Frame make_frame(const Capture *capture,
                               const struct pcap_pkthdr *header,
                               const u_char *bytes) {
  Frame frame;
  /* unsigned: a pcapng file may claim a year that overflows */
  uint64_t seconds = (uint64_t)header->ts.tv_sec & capture->seconds;
  uint64_t fraction = (uint64_t)header->ts.tv_usec * capture->scale;
  frame.bytes = bytes;
  frame.caplen = header->caplen;
  frame.length = header->len;
  frame.time = (int64_t)(seconds * SECOND + fraction);
  return frame;
}

/* Its bytes stay with libpcap until the next read. */
static void hold_back(Capture *capture, const Frame *frame) {
  capture->hold = false;
  capture->held = true;
  capture->head = *frame;
  capture->count--;
}

/* Hands a frame over, and ends the dispatch if the sink says so. */
static inline void hand_over(Capture *capture, const struct pcap_pkthdr *header,
                             const u_char *bytes) {
  Frame frame = make_frame(capture, header, bytes);
  capture->count++;
  if (capture->sink(capture->context, &frame)) return;
  capture->ended = true;
  pcap_breakloop(capture->pcap);
  if (capture->hold) hold_back(capture, &frame);
}

/* The same under a file's filter; apart, to cost others nothing. */
__attribute__((noinline))
static void sift(Capture *capture, const struct pcap_pkthdr *header,
                 const u_char *bytes) {
  if (pcap_offline_filter(&capture->program, header, bytes) == 0) return;
  /* libpcap counts what the filter refused, too, and would go on */
  if (capture->count + 1 == capture->limit) pcap_breakloop(capture->pcap);
  hand_over(capture, header, bytes);
}

/* libpcap's callback: the one piece of code that runs for every frame. */
static void deliver(u_char *user, const struct pcap_pkthdr *header,
                    const u_char *bytes) {
  Capture *capture = (Capture *)(void *)user;
  if (capture->program.bf_insns != NULL) sift(capture, header, bytes);
  else hand_over(capture, header, bytes);
}

/* The same until a frame of a time has come. */
static void deliver_since(u_char *user, const struct pcap_pkthdr *header,
                          const u_char *bytes) {
  Capture *capture = (Capture *)(void *)user;
  if (make_frame(capture, header, bytes).time < capture->since) return;
  capture->since = INT64_MIN;
  hand_over(capture, header, bytes);
}

/* The fault of a read that failed; comes later when frames come first. */
static int refuse_read(Capture *capture, Fault *fault) {
  Fault *own = &capture->fault;
  if (capture->stream != NULL && stream_error(capture->stream) != 0)
    refuse_file(capture, stream_error(capture->stream), own);
  else
    fault_set(own, capture->file != NULL ? "file" : "device", "%s: %s",
              subject(capture), pcap_geterr(capture->pcap));
  if (capture->count > 0) return capture->count;
  *fault = *own;
  return CAPTURE_FAULT;
}

/* True for what libpcap calls an error but the link going down is. */
static bool is_link_down(const Capture *capture) {
  return strstr(pcap_geterr(capture->pcap), "went down") != NULL;
}

static int dispatch_device(Capture *capture, Fault *fault) {
  int max = capture->limit == INT_MAX ? -1 : capture->limit;
  int result;
  pcap_handler each = capture->since > INT64_MIN ? deliver_since : deliver;
  /* A pcap_breakloop that found no dispatch to end stays with libpcap and ends
     the next one: that is told by there being neither frame nor stop. */
  do {
    result = pcap_dispatch(capture->pcap, max, each, (u_char *)capture);
  } while (result == PCAP_ERROR_BREAK && capture->count == 0 &&
           !capture_stopping(capture));
  capture->more = capture->ended || capture->count == capture->limit;
  if (result < 0 && result != PCAP_ERROR_BREAK && !is_link_down(capture))
    return refuse_read(capture, fault);
  return capture->count;
}

/* Hands over the frame that the sink gave back. */
static void hand_head(Capture *capture) {
  Frame frame = capture->head;
  capture->held = false;
  capture->count++;
  if (capture->sink(capture->context, &frame)) return;
  capture->ended = true;
  if (capture->hold) hold_back(capture, &frame);
}

static int dispatch_file(Capture *capture, Fault *fault) {
  int seen = 0;
  if (capture->held && !capture_stopping(capture)) hand_head(capture);
  while (capture->count < capture->limit && !capture->ended &&
         !capture_stopping(capture)) {
    int max = capture->limit - capture->count;
    int result;
    if (capture->program.bf_insns != NULL || max > SCAN) max = SCAN;
    if (capture->stream != NULL && !stream_ready(capture->stream)) break;
    result = pcap_dispatch(capture->pcap, max, deliver, (u_char *)capture);
    if (result == 0) return capture->count > 0 ? capture->count : CAPTURE_END;
    if (result == PCAP_ERROR_BREAK) continue;  /* an old one: see above */
    if (result < 0) {
      if (capture->stream != NULL &&
          stream_starved(capture->stream, capture->file)) continue;
      return refuse_read(capture, fault);
    }
    seen += result;
    /* so that Ctrl-C is seen while a filter lets nothing pass */
    if (capture->limit != INT_MAX && seen - capture->count >= SCAN) break;
    if (capture->limit == INT_MAX) seen = 0;
  }
  return capture->count;
}

int capture_dispatch(Capture *capture, int max, CaptureSink sink,
                     void *context, Fault *fault) {
  if (capture->fault.code != NULL && !capture->held) {
    *fault = capture->fault;
    return CAPTURE_FAULT;
  }
  capture->sink = sink;
  capture->context = context;
  capture->count = 0;
  capture->limit = max > 0 ? max : INT_MAX;
  capture->ended = false;
  return capture->file != NULL ? dispatch_file(capture, fault)
                               : dispatch_device(capture, fault);
}

void capture_hold(Capture *capture) { capture->hold = true; }

static bool hold(void *capture, const Frame *frame) {
  (void)frame;
  capture_hold(capture);
  return false;
}

int capture_peek(Capture *capture, int64_t *time, Fault *fault) {
  int n = 0;
  if (!capture->held) n = capture_dispatch(capture, 1, hold, capture, fault);
  if (!capture->held) return n;
  *time = capture->head.time;
  return 1;
}

static bool store(void *context, const Frame *frame) {
  *(Frame *)context = *frame;
  return true;
}

/* A device's frame is gone when its callback returns: libpcap copies it. */
static int next_device(Capture *capture, Frame *frame, Fault *fault) {
  struct pcap_pkthdr *header;
  const u_char *bytes;
  int result;
  capture->count = 0;
  do {
    result = pcap_next_ex(capture->pcap, &header, &bytes);
  } while (result == PCAP_ERROR_BREAK && !capture_stopping(capture));
  capture->more = result == 1;
  if (result == 1) *frame = make_frame(capture, header, bytes);
  if (result >= 0 || result == PCAP_ERROR_BREAK) return result == 1;
  return is_link_down(capture) ? 0 : refuse_read(capture, fault);
}

int capture_next(Capture *capture, Frame *frame, Fault *fault) {
  if (capture->file != NULL)
    return capture_dispatch(capture, 1, store, frame, fault);
  if (capture->fault.code == NULL) return next_device(capture, frame, fault);
  *fault = capture->fault;
  return CAPTURE_FAULT;
}

/* --- waiting --- */

/* True when there is no need to wait: frames, an end or a fault are here. */
static bool has_more(const Capture *capture) {
  if (capture->fault.code != NULL || capture->held) return true;
  if (capture->stream != NULL) return stream_fed(capture->stream);
  return capture->file != NULL || capture->more;
}

int64_t capture_interval(const Capture *capture) {
  const struct timeval *most = NULL;
  if (capture->device == NULL) return 0;
  most = pcap_get_required_select_timeout(capture->pcap);
  if (most == NULL) return NO_DEADLINE;
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
  return loop_now() + slice;
}

bool capture_poll(const Capture *capture, struct pollfd polled[2]) {
  int fd;
  if (capture_stopping(capture) || has_more(capture)) return false;
  fd = capture->stream != NULL ? stream_fd(capture->stream)
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
  result = loop_wait(polled[0].fd, polled[1].fd,
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

int capture_datalink(const Capture *capture) {
  return capture->pcap != NULL ? pcap_datalink(capture->pcap) : -1;
}

int capture_snaplen(const Capture *capture) {
  return capture->pcap != NULL ? pcap_snapshot(capture->pcap) : -1;
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
    subject(capture), capture->device != NULL ? "the device" : "a file");
}

int capture_fanout(Capture *capture, int *group, Fault *fault) {
  if (capture->device == NULL)
    return fault_set(fault, "unsupported", "%s: a file cannot be shared",
                     subject(capture));
  return device_fanout(capture->pcap, capture->device, group, fault);
}

void capture_since(Capture *capture, int64_t time) { capture->since = time; }

int capture_stats(Capture *capture, CaptureStats *stats, Fault *fault) {
  struct pcap_stat from;
  if (capture->device == NULL)
    return fault_set(fault, "unsupported", "%s: a file has no statistics",
                     subject(capture));
  if (pcap_stats(capture->pcap, &from) < 0)
    return fault_set(fault, "device", "%s: %s", subject(capture),
                     pcap_geterr(capture->pcap));
  stats->received = from.ps_recv;
  stats->dropped = from.ps_drop;
  stats->ifdropped = from.ps_ifdrop;
  return 0;
}

/* Drops the frame that was given back if the new filter refuses it. */
static void refilter(Capture *capture) {
  const Frame *head = &capture->head;
  struct pcap_pkthdr header = {.caplen = head->caplen, .len = head->length};
  capture->held =
    pcap_offline_filter(&capture->program, &header, head->bytes) != 0;
}

int capture_filter(Capture *capture, const char *expression, Fault *fault) {
  char words[PCAP_ERRBUF_SIZE];
  struct bpf_program program;
  bpf_u_int32 network, netmask = PCAP_NETMASK_UNKNOWN;
  int status;
  if (capture->pcap == NULL) {  /* for when the stream's header has come */
    char *kept = strdup(expression);
    if (kept == NULL) return fault_memory(fault);
    free(capture->filter);
    capture->filter = kept;
    return 0;
  }
  if (capture->device != NULL &&
      pcap_lookupnet(capture->device, &network, &netmask, words) < 0)
    netmask = PCAP_NETMASK_UNKNOWN;
  if (filter_program(capture->pcap, expression, netmask, &program, fault) < 0)
    return -1;
  if (capture->file != NULL) {  /* ours to run: see dispatch_file */
    pcap_freecode(&capture->program);
    capture->program = program;
    if (capture->held) refilter(capture);
    return 0;
  }
  status = pcap_setfilter(capture->pcap, &program);
  pcap_freecode(&program);
  if (status == 0) return 0;
  return fault_set(fault, "filter", "filter \"%.400s\": %s", expression,
                   pcap_geterr(capture->pcap));
}
