/*
** open.c - opening, rewinding and closing what a capture reads (libpcap)
*/
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "device.h"
#include "live.h"
#include "remote.h"
#include "source.h"

/* What remains once there is a handle: its link type, its filter. */
static int settle(Capture *capture, Fault *fault) {
  if (source_datalink(capture, fault) < 0) return -1;
  if (capture->filter == NULL) return 0;
  return source_filter(capture, capture->filter, fault);
}

static int open_device(Capture *capture, const CaptureOptions *options,
                       Fault *fault) {
  capture->device = options->device != NULL ? strdup(options->device)
                                            : device_default(fault);
  if (capture->device == NULL)
    return options->device != NULL ? fault_memory(fault) : -1;
  capture->wakefd = waker_open(fault);
  if (capture->wakefd < 0) return -1;
  capture->pcap = live_open(capture->device, options, &capture->index,
                            capture->warning, sizeof capture->warning, fault);
  if (capture->pcap == NULL) return -1;
  capture->timely = options->timestamps == NULL ||
                    strncmp(options->timestamps, "host", 4) == 0;
  counters_begin(&capture->counters, capture->index, options->promisc);
  bool nano = pcap_get_tstamp_precision(capture->pcap) ==
              PCAP_TSTAMP_PRECISION_NANO;
  capture->scale = nano ? 1 : 1000;
  atomic_store(&capture->breakable, capture->pcap);
  if (settle(capture, fault) < 0) return -1;
  capture->link = (uint16_t)pcap_datalink(capture->pcap);
  return 0;
}

/* Takes over `fd` if it is owned. `follow`: it is a file that grows. */
static int open_reader(Capture *capture, const CaptureOptions *options, int fd,
                       bool owned, bool stream, bool follow, Fault *fault) {
  int error = 0;
  capture->reader =
    reader_open(fd, owned, stream, source_name(capture), options->memory);
  if (capture->reader == NULL) return fault_memory(fault);
  if (follow) error = reader_follow(capture->reader, capture->filename);
  if (error != 0) return source_refuse(capture, error, fault);
  if (stream) {
    capture->wakefd = waker_open(fault);
    return capture->wakefd < 0 ? -1 : 0;
  }
  return capture_ready(capture, fault) == CAPTURE_FAULT ? -1 : 0;
}

static int open_file(Capture *capture, const CaptureOptions *options,
                     Fault *fault) {
  struct stat status = {0};
  int fd;
  capture->filename = strdup(options->filename);
  if (capture->filename == NULL) return fault_memory(fault);
  if (options->direction != NULL)
    return fault_set(fault, "unsupported", "%s: a file has no direction to "
                     "choose", source_name(capture));
  if (strcmp(options->filename, "-") == 0) {
    /* if it is closed, the next descriptor opened would be taken for it */
    if (fcntl(STDIN_FILENO, F_GETFD) < 0)
      return source_refuse(capture, errno, fault);
    return open_reader(capture, options, STDIN_FILENO, false, true, false,
                       fault);
  }
  if (remote_named(options->filename)) {
    fd = remote_open(options->filename, fault);
    if (fd < 0) return -1;
    if (open_reader(capture, options, fd, true, true, false, fault) < 0)
      return -1;
    reader_remote(capture->reader, capture->filename, options->reconnect);
    return 0;
  }
  /* O_NONBLOCK: a FIFO is opened before anyone writes to it */
  fd = open(options->filename, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return source_refuse(capture, errno, fault);
  if (fstat(fd, &status) == 0 && !S_ISDIR(status.st_mode)) {
    bool stream = !S_ISREG(status.st_mode);
    bool follow = options->follow && !stream;
    if (stream || follow || status.st_size > 0)
      return open_reader(capture, options, fd, true, stream || follow, follow,
                         fault);
  }
  close(fd);
  return fault_set(fault, "file", "%s: %s", source_name(capture),
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

int capture_ready(Capture *capture, Fault *fault) {
  if (capture->fault.code != NULL) {
    *fault = capture->fault;
    return CAPTURE_FAULT;
  }
  if (capture->ready || capture->pcap != NULL) return 1;
  int n = reader_ready(capture->reader);
  if (n == READER_STARVED) return 0;
  capture->ready = n == READER_FRAME;
  if (!capture->ready) *fault = *reader_fault(capture->reader);
  else if (settle(capture, fault) == 0) return 1;
  capture->fault = *fault;
  return CAPTURE_FAULT;
}

bool capture_rewinds(const Capture *capture) {
  return capture->reader != NULL && capture->wakefd < 0;
}

int capture_rewind(Capture *capture, Fault *fault) {
  if (!capture_rewinds(capture))
    return fault_set(fault, "unsupported", "%s: cannot be read from its "
                     "beginning again", source_name(capture));
  capture->held = capture->over = capture->ready = false;
  free(capture->filter);  /* it is compiled already */
  capture->filter = NULL;
  capture->fault.code = NULL;
  if (reader_rewind(capture->reader) == 0)
    return capture_ready(capture, fault) == CAPTURE_FAULT ? -1 : 0;
  capture->fault = *fault = *reader_fault(capture->reader);
  return -1;
}

void capture_place(const Capture *capture, uint64_t *done, uint64_t *size) {
  struct stat status;
  *done = *size = 0;
  if (!capture_rewinds(capture) ||
      fstat(reader_fd(capture->reader), &status) != 0) return;
  *size = (uint64_t)status.st_size;
  *done = reader_place(capture->reader);
}

/* True when that file is a regular one, and has that name. */
static bool is_named(const struct stat *own, const char *filename) {
  struct stat other;
  int found = strcmp(filename, "-") == 0 ? fstat(STDOUT_FILENO, &other)
                                         : stat(filename, &other);
  return S_ISREG(own->st_mode) && found == 0 &&
         other.st_dev == own->st_dev && other.st_ino == own->st_ino;
}

static bool reads(const Capture *capture, const char *filename) {
  struct stat own;
  int fd = capture->reader != NULL ? reader_fd(capture->reader) : -1;
  bool over = (capture->over && !capture->held) || capture->fault.code != NULL;
  return fd >= 0 && !over && fstat(fd, &own) == 0 && is_named(&own, filename);
}

bool captures_read(const Capture *list, const char *filename) {
  while (list != NULL && !reads(list, filename)) list = list->next;
  return list != NULL;
}

void capture_enlist(Capture *capture, Capture **list) {
  capture->at = list;
  capture->next = *list;
  if (*list != NULL) (*list)->at = &capture->next;
  *list = capture;
}

/* Takes a capture out of the list that it is in. */
static void leave(Capture *capture) {
  if (capture->at == NULL) return;
  *capture->at = capture->next;
  if (capture->next != NULL) capture->next->at = capture->at;
}

bool capture_same(const char *source, const char *filename) {
  struct stat own;
  if (source == NULL) return false;
  int found = strcmp(source, "-") == 0 ? fstat(STDIN_FILENO, &own)
                                       : stat(source, &own);
  return found == 0 && is_named(&own, filename);
}

void capture_close(Capture *capture) {
  if (capture == NULL) return;
  leave(capture);
  atomic_store(&capture->breakable, NULL);
  if (capture->pcap != NULL) pcap_close(capture->pcap);
  reader_close(capture->reader);
  sieve_close(capture->sieve);
  pcap_freecode(&capture->kernel);
  if (capture->wakefd >= 0) close(capture->wakefd);
  free(capture->device);
  free(capture->filename);
  free(capture->filter);
  free(capture->bound);
  free(capture);
}
