/*
** live.c - opening a device to capture from (libpcap)
*/
#include "live.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/if_packet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "device.h"
#include "link.h"

#define IMMEDIATE_BUFFER (64 << 20)
#define NAMES 512  /* bytes for a list of names */

/* --- why a device does not open --- */

/* True for what libpcap captures from that is no network interface. */
static bool is_special(const char *name) {
  static const char *const prefixes[] = {
    "nflog", "nfqueue", "usbmon", "bluetooth", "dbus-", NULL
  };
  if (strcmp(name, "any") == 0) return true;
  for (int i = 0; prefixes[i] != NULL; i++)
    if (strncmp(name, prefixes[i], strlen(prefixes[i])) == 0) return true;
  return false;
}

/* libpcap says "not permitted" for what does not exist: the name is asked. */
static bool is_missing(const char *name) {
  Link link;
  return !is_special(name) && link_find(name, &link) == ENODEV;
}

/* The errno behind libpcap's words, 0: they do not name it. */
static int named_error(const char *words, int error) {
  return error != 0 && strstr(words, strerror(error)) != NULL ? error : 0;
}

/* Fills in the fault for what pcap_create or pcap_activate refused. */
static int refuse(const char *name, int status, const char *words,
                  bool monitor, int error, Fault *fault) {
  bool admin;
  if (status == PCAP_ERROR_NO_SUCH_DEVICE || is_missing(name))
    return device_missing(fault, name);
  switch (status) {
    case PCAP_ERROR_PERM_DENIED:
    case PCAP_ERROR_PROMISC_PERM_DENIED:
      admin = monitor || strstr(words, "CAP_NET_ADMIN") != NULL;
      return fault_permission(fault, name, admin ? "this mode of capture"
                                                 : "capturing", admin);
    case PCAP_ERROR_IFACE_NOT_UP:
      return fault_set(fault, "down",
        "%s: the device is down: ip link set %s up", name, name);
    case PCAP_ERROR_RFMON_NOTSUP:
      return fault_set(fault, "unsupported",
        "%s: the device has no monitor mode", name);
    default:
      error = named_error(words, error);
      if (error == EPERM || error == EACCES)
        return fault_permission(fault, name, "this mode of capture", true);
      if (words[0] == '\0') words = pcap_statustostr(status);
      fault_set(fault, "device", "%s: %s", name, words);
      fault->error = error;
      if (fault_exhausted(fault)) fault->code = "memory";
      return -1;
  }
}

/* --- opening one --- */

typedef struct Opening {
  const char *name;
  const CaptureOptions *options;
  pcap_t *pcap;
  char *warning;
  size_t size;
  Fault *fault;
} Opening;

/* Adds to the warning. */
static void warn(const Opening *opening, const char *words) {
  size_t used = strlen(opening->warning);
  snprintf(opening->warning + used, opening->size - used, "%s%s: %s",
           used > 0 ? "; " : "", opening->name, words);
}

static int set_timestamps(const Opening *opening) {
  const char *name = opening->options->timestamps;
  int type = pcap_tstamp_type_name_to_val(name);
  char list[NAMES] = "";
  int *types = NULL;
  int count;
  if (type >= 0) {
    if (pcap_set_tstamp_type(opening->pcap, type) != 0)
      warn(opening, "time stamps of that type are not supported");
    return 0;
  }
  count = pcap_list_tstamp_types(opening->pcap, &types);
  for (int i = 0; i < count; i++)
    fault_list(list, sizeof list, pcap_tstamp_type_val_to_name(types[i]));
  if (count > 0) pcap_free_tstamp_types(types);
  return fault_set(opening->fault, "unsupported",
    "%s: no time stamps of type '%s', possible: %s", opening->name, name,
    list[0] != '\0' ? list : "host");
}

static int configure(const Opening *opening) {
  const CaptureOptions *options = opening->options;
  pcap_t *pcap = opening->pcap;
  int buffer = options->buffer;
  if (buffer == 0 && options->immediate) buffer = IMMEDIATE_BUFFER;
  pcap_set_snaplen(pcap, options->snaplen);
  pcap_set_promisc(pcap, options->promisc);
  pcap_set_timeout(pcap, options->latency);
  pcap_set_immediate_mode(pcap, options->immediate);
  pcap_set_rfmon(pcap, options->monitor);
  if (buffer > 0) pcap_set_buffer_size(pcap, buffer);
  /* a device that has no nanoseconds keeps its microseconds */
  pcap_set_tstamp_precision(pcap, PCAP_TSTAMP_PRECISION_NANO);
  return options->timestamps != NULL ? set_timestamps(opening) : 0;
}

static int activate(const Opening *opening) {
  const char *words;
  int status;
  errno = 0;
  status = pcap_activate(opening->pcap);
  words = pcap_geterr(opening->pcap);
  if (status < 0 && strstr(words, "rx ring") != NULL && errno == EINVAL &&
      opening->options->buffer > 0)
    return fault_set(opening->fault, "unsupported", "%s: buffer: %d bytes do "
      "not hold one packet of %d (snaplen), with what the kernel adds: take "
      "more, or leave it out", opening->name, opening->options->buffer,
      opening->options->snaplen);
  if (status < 0)
    return refuse(opening->name, status, words, opening->options->monitor,
                  errno, opening->fault);
  if (status > 0)
    warn(opening, words[0] != '\0' ? words : pcap_statustostr(status));
  return 0;
}

static int set_direction(const Opening *opening) {
  static const char *const names[] = {"in", "out", "inout"};
  static const pcap_direction_t directions[] = {
    PCAP_D_IN, PCAP_D_OUT, PCAP_D_INOUT
  };
  const char *name = opening->options->direction;
  for (int i = 0; i < 3; i++) {
    if (strcasecmp(name, names[i]) != 0) continue;
    if (pcap_setdirection(opening->pcap, directions[i]) == 0) return 0;
    return fault_set(opening->fault, "unsupported", "%s: %s", opening->name,
                     pcap_geterr(opening->pcap));
  }
  return fault_set(opening->fault, "unsupported",
    "%s: no direction '%s', possible: in, out, inout", opening->name, name);
}

/* What is set on a handle that is active. */
static int adjust(const Opening *opening) {
  const CaptureOptions *options = opening->options;
  char words[PCAP_ERRBUF_SIZE] = "";
  int fd;
  if (options->direction != NULL && set_direction(opening) < 0) return -1;
  if (pcap_setnonblock(opening->pcap, 1, words) < 0)
    return fault_set(opening->fault, "device", "%s: %s", opening->name, words);
  fd = pcap_get_selectable_fd(opening->pcap);
  if (fd >= 0) fcntl(fd, F_SETFD, FD_CLOEXEC);  /* libpcap leaves that out */
  return 0;
}

/*
** The name that libpcap knows a device by: an interface's own, whatever it was
** called here. 0, or -1 and a fault.
*/
static int resolve(const char *name, Link *link, Fault *fault) {
  int error = is_special(name) ? ENODEV : link_find(name, link);
  if (error == 0) return 0;
  if (error == EADDRNOTAVAIL)
    return fault_set(fault, "device", "%s: no such device: it is no alias of "
                     "%s", name, link->name);
  if (error == EMFILE || error == ENFILE || error == ENOMEM) {
    fault_set(fault, "memory", "%s: %s", name, strerror(error));
    fault->error = error;
    return -1;
  }
  link->index = 0;  /* libpcap's to know */
  return 0;
}

pcap_t *live_open(const char *name, const CaptureOptions *options, int *index,
                  char *warning, size_t size, Fault *fault) {
  char words[PCAP_ERRBUF_SIZE] = "";
  Opening opening = {name, options, NULL, warning, size, fault};
  Link link = {0};
  int configured;
  warning[0] = '\0';
  if (resolve(name, &link, fault) < 0) return NULL;
  *index = link.index;
  errno = 0;
  opening.pcap = pcap_create(link.index > 0 ? link.name : name, words);
  if (opening.pcap == NULL) {
    refuse(name, PCAP_ERROR, words, options->monitor, errno, fault);
    return NULL;
  }
  configured = configure(&opening);
  /* libpcap leaks a descriptor of a handle that is closed without this */
  if (activate(&opening) < 0 || configured < 0 || adjust(&opening) < 0) {
    pcap_close(opening.pcap);
    return NULL;
  }
  return opening.pcap;
}

/* --- sharing one --- */

/*
** The hash is that of addresses and ports, the same both ways; of fragments, of
** the addresses alone, so that those of a datagram stay together. The kernel is
** asked to put them together, so that they go where their flow goes, by whoever
** wants whole datagrams; others would see packets that were on no wire.
*/
int live_fanout(pcap_t *pcap, const char *name, bool whole, int *group,
                Fault *fault) {
  int fd = pcap_fileno(pcap), error = 0;
  uint32_t word = (uint32_t)PACKET_FANOUT_HASH << 16;
  socklen_t size = sizeof word;
  if (whole) word |= (uint32_t)PACKET_FANOUT_FLAG_DEFRAG << 16;
  if (*group < 0) word |= (uint32_t)PACKET_FANOUT_FLAG_UNIQUEID << 16;
  else word |= (uint32_t)*group;
  if (setsockopt(fd, SOL_PACKET, PACKET_FANOUT, &word, size) < 0 ||
      getsockopt(fd, SOL_PACKET, PACKET_FANOUT, &word, &size) < 0)
    error = errno;
  if (error == 0) {
    *group = (int)(word & 0xffff);
    return 0;
  }
  fault_set(fault, "unsupported", "%s: its packets cannot be shared: %s", name,
            strerror(error));
  fault->error = error;
  return -1;
}
