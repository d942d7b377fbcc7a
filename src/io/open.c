/*
** open.c - opening, rewinding and closing what a capture reads (libpcap)
*/
#include <errno.h>
#include <fcntl.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "device.h"
#include "live.h"
#include "source.h"

#define FILE_BUFFER ((size_t)65536)

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
  return settle(capture, fault);
}

/* Takes over `fd`. */
static int open_regular(Capture *capture, int fd, Fault *fault) {
  char words[PCAP_ERRBUF_SIZE] = "";
  FILE *file = fdopen(fd, "rb");
  if (file == NULL) {
    int error = errno;
    close(fd);
    return source_refuse(capture, error, fault);
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
    return fault_set(fault, "file", "%s: %s", source_name(capture), words);
  }
  capture->file = file;
  return settle(capture, fault);
}

/* Takes over `fd` if it is owned. */
static int open_pipe(Capture *capture, int fd, bool owned, Fault *fault) {
  capture->pipe = pipe_open(fd, owned);
  if (capture->pipe == NULL) {
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
    return fault_set(fault, "unsupported", "%s: a file has no direction to "
                     "choose", source_name(capture));
  if (strcmp(options->filename, "-") == 0) {
    /* if it is closed, the next descriptor opened would be taken for it */
    if (fcntl(STDIN_FILENO, F_GETFD) < 0)
      return source_refuse(capture, errno, fault);
    return open_pipe(capture, STDIN_FILENO, false, fault);
  }
  /* O_NONBLOCK: a FIFO is opened before anyone writes to it */
  fd = open(options->filename, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return source_refuse(capture, errno, fault);
  if (fstat(fd, &status) == 0 && !S_ISDIR(status.st_mode)) {
    if (!S_ISREG(status.st_mode)) return open_pipe(capture, fd, true, fault);
    if (status.st_size > 0) return open_regular(capture, fd, fault);
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

/* Reads the header of a pipe, which is there; 0 or a fault. */
static int open_header(Capture *capture, Fault *fault) {
  char words[PCAP_ERRBUF_SIZE] = "";
  FILE *file = pipe_file(capture->pipe);
  if (file == NULL) return fault_memory(fault);
  capture->pcap = pcap_fopen_offline_with_tstamp_precision(
    file, PCAP_TSTAMP_PRECISION_NANO, words);
  if (capture->pcap == NULL) {
    bool starved = pipe_starved(capture->pipe, file);
    fclose(file);
    if (pipe_error(capture->pipe) != 0)
      return source_refuse(capture, pipe_error(capture->pipe), fault);
    return fault_set(fault, "file", "%s: %s", source_name(capture),
      pipe_empty(capture->pipe) ? "empty file, not a capture"
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
  if (!pipe_ready(capture->pipe)) return 0;
  if (open_header(capture, fault) == 0) return 1;
  capture->fault = *fault;
  return CAPTURE_FAULT;
}

bool capture_rewinds(const Capture *capture) {
  return capture->file != NULL && capture->pipe == NULL;
}

/* A new reader on the same open file: libpcap's has a buffer, and a state. */
int capture_rewind(Capture *capture, Fault *fault) {
  int fd, result = -1;
  if (!capture_rewinds(capture))
    return fault_set(fault, "unsupported", "%s: cannot be read from its "
                     "beginning again", source_name(capture));
  fd = fcntl(fileno(capture->file), F_DUPFD_CLOEXEC, 0);
  if (fd < 0) return source_refuse(capture, errno, fault);
  atomic_store(&capture->breakable, NULL);
  pcap_close(capture->pcap);
  free(capture->buffer);
  free(capture->filter);  /* it is compiled already */
  capture->pcap = NULL;
  capture->file = NULL;
  capture->buffer = capture->filter = NULL;
  capture->held = capture->over = false;
  if (lseek(fd, 0, SEEK_SET) == 0) result = open_regular(capture, fd, fault);
  else source_refuse(capture, errno, fault);
  if (result < 0) capture->fault = *fault;
  return result;
}

void capture_place(const Capture *capture, uint64_t *done, uint64_t *size) {
  struct stat status;
  *done = *size = 0;
  if (!capture_rewinds(capture) || fstat(fileno(capture->file), &status) != 0)
    return;
  off_t at = ftello(capture->file);
  *size = (uint64_t)status.st_size;
  *done = at > 0 ? (uint64_t)at : 0;
}

bool capture_reads(const Capture *capture, const char *filename) {
  struct stat own, other;
  int fd = -1;
  if (capture->pipe != NULL) fd = pipe_fd(capture->pipe);
  else if (capture->file != NULL) fd = fileno(capture->file);
  bool over = (capture->over && !capture->held) || capture->fault.code != NULL;
  if (fd < 0 || over || fstat(fd, &own) != 0 || !S_ISREG(own.st_mode))
    return false;
  int found = strcmp(filename, "-") == 0 ? fstat(STDOUT_FILENO, &other)
                                         : stat(filename, &other);
  return found == 0 && other.st_dev == own.st_dev &&
         other.st_ino == own.st_ino;
}

void capture_close(Capture *capture) {
  if (capture == NULL) return;
  atomic_store(&capture->breakable, NULL);
  if (capture->pcap != NULL) pcap_close(capture->pcap);  /* and its FILE */
  pipe_close(capture->pipe);
  pcap_freecode(&capture->program);
  pcap_freecode(&capture->kernel);
  if (capture->wakefd >= 0) close(capture->wakefd);
  free(capture->device);
  free(capture->filename);
  free(capture->filter);
  free(capture->buffer);
  free(capture);
}
