/*
** send.c - frames and IP packets onto a device (libnet): sending
*/
#define _GNU_SOURCE /* sendmmsg */

#include <errno.h>
#include <string.h>

#include <net/if_arp.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "injector.h"

#define TAG 4  /* bytes of a VLAN's tag */
#define NAP INT64_C(200000)       /* ns, when the device's queue is full */
#define ROOM INT64_C(100000000)   /* ns at most, when the socket's buffer is */

/* --- faults --- */

/*
** How long a frame may be: a VLAN's tag, where it stands first, comes on top.
*/
static int most_of(const Injector *injector, const Link *link,
                   const struct iovec *frame) {
  const uint8_t *bytes = frame->iov_base;
  int header = injector->net->link_offset;
  bool tagged = link->type == ARPHRD_ETHER && frame->iov_len > 14 &&
                bytes[12] == 0x81 && bytes[13] == 0x00;
  return link->mtu + header + (tagged ? TAG : 0);
}

static int toolong(const Injector *injector, const struct iovec *frame,
                   Fault *fault) {
  const char *device = injector->device;
  size_t size = frame->iov_len;
  Link link;
  if (link_read(injector->index, &link) != 0)
    return fault_set(fault, "toolong", "%s: a frame of %zu bytes is too long",
                     device, size);
  if (injector->level == LEVEL_IP)
    return fault_set(fault, "toolong", "%s: a packet of %zu bytes is too long: "
                     "the MTU is %d", device, size, link.mtu);
  return fault_set(fault, "toolong", "%s: a frame of %zu bytes is too long: "
                   "the MTU is %d, with the header %d bytes",
                   device, size, link.mtu, most_of(injector, &link, frame));
}

static bool exists(const Injector *injector) {
  Link link;
  return link_read(injector->index, &link) != ENODEV;
}

static int gone(Fault *fault, const char *device) {
  return fault_set(fault, "device", "%s: the device is gone", device);
}

/* Too short for the header that the level wants, if that is it. */
static int refused(const Injector *injector, size_t size, int error,
                   Fault *fault) {
  const char *device = injector->device;
  size_t header = (size_t)injector->net->link_offset;
  if (injector->level == LEVEL_IP && error == EINVAL)
    return fault_set(fault, "send", "%s: the bytes begin with no IPv4 or IPv6 "
                     "header that is whole", device);
  if (injector->level == LEVEL_LINK && size < header)
    return fault_set(fault, "send", "%s: a frame of %zu bytes is too short: "
                     "the header alone has %zu", device, size, header);
  return injector_failed(fault, "send", device, "cannot send the frame", error);
}

/* Of IP: there is no way, or there was one. */
static int unrouted(const Injector *injector, Fault *fault) {
  const char *device = injector->device;
  Link link;
  int error = link_read(injector->index, &link);
  if (error == ENODEV) return gone(fault, device);
  if (error == 0 && !(link.flags & IFF_UP)) return injector_down(fault, device);
  return fault_set(fault, "send", "%s: no route to the packet's destination "
                   "leads through this device", device);
}

static int unsent(const Injector *injector, const struct iovec *frame,
                  int error, Fault *fault) {
  const char *device = injector->device;
  switch (error) {
    case EMSGSIZE:
      return toolong(injector, frame, fault);
    case ENETDOWN:
      if (exists(injector)) return injector_down(fault, device);
      return gone(fault, device);
    case ENOBUFS: case EAGAIN:
      return fault_set(fault, "busy", "%s: the queue is full: send the frame "
                       "again", device);
    case EINTR:
      return fault_set(fault, "interrupted", "%s: a signal came while the "
                       "frame waited for room in the queue", device);
    case ENXIO: case ENODEV:
      return gone(fault, device);
    case EPERM: case EACCES:
      return fault_set(fault, "permission", "%s: the system forbids to send "
                       "this frame: %s", device, strerror(error));
    case EAFNOSUPPORT:
      return fault_set(fault, "unsupported", "%s: this system has no IPv6",
                       device);
    case ENETUNREACH: case EHOSTUNREACH:
      return unrouted(injector, fault);
    default:
      return refused(injector, frame->iov_len, error, fault);
  }
}

/* Counts the frame that was not sent, and says why; -1. */
static int refuse(Injector *injector, const struct iovec *frame, int error,
                  Fault *fault) {
  injector->stats.errors++;
  unsent(injector, frame, error, fault);
  fault->error = error;
  return -1;
}

/* --- where to --- */

typedef union Target {
  struct sockaddr any;
  struct sockaddr_in ip;
  struct sockaddr_in6 ip6;
} Target;

/*
** The destination in an IP packet, and the descriptor that takes it; -1 and
** errno (EINVAL: no IP header).
*/
static int aim(const Injector *injector, const struct iovec *packet,
               Target *target, socklen_t *size) {
  const uint8_t *bytes = packet->iov_base;
  int version = packet->iov_len > 0 ? bytes[0] >> 4 : 0;
  memset(target, 0, sizeof *target);
  if (version == 4 && packet->iov_len >= 20) {
    target->ip.sin_family = AF_INET;
    memcpy(&target->ip.sin_addr, bytes + 16, 4);
    *size = sizeof target->ip;
    return injector->fd;
  }
  if (version == 6 && packet->iov_len >= 40) {
    target->ip6.sin6_family = AF_INET6;
    memcpy(&target->ip6.sin6_addr, bytes + 24, 16);
    *size = sizeof target->ip6;
    if (injector->fd6 < 0) errno = EAFNOSUPPORT;
    return injector->fd6;
  }
  errno = EINVAL;
  return -1;
}

/* --- sending --- */

/*
** As many of the frames as go through one descriptor, at least one: how many
** went out, or -1 and errno.
*/
static int send_run(Injector *injector, struct iovec *frames,
                    unsigned count) {
  struct mmsghdr run[BURST];
  Target targets[BURST];
  int fd = injector->fd;
  memset(run, 0, count * sizeof *run);
  for (unsigned i = 0; i < count; i++) {
    struct msghdr *header = &run[i].msg_hdr;
    header->msg_iov = &frames[i];
    header->msg_iovlen = 1;
    if (injector->level == LEVEL_LINK) continue;
    int to = aim(injector, &frames[i], &targets[i], &header->msg_namelen);
    if (i == 0 && to < 0) return -1;
    if (i == 0) fd = to;
    if (to != fd) count = i;  /* the rest comes next */
    header->msg_name = &targets[i];
  }
  injector->last = fd;
  int sent = sendmmsg(fd, run, count, MSG_DONTWAIT);
  for (int i = 0; i < sent; i++) injector->stats.bytes += run[i].msg_len;
  if (sent > 0) injector->stats.packets += (unsigned)sent;
  return sent;
}

static ssize_t send_one(const Injector *injector, const struct iovec *frame) {
  const void *bytes = frame->iov_base;
  size_t size = frame->iov_len;
  Target target;
  socklen_t length;
  if (injector->level == LEVEL_LINK) return send(injector->fd, bytes, size, 0);
  int fd = aim(injector, frame, &target, &length);
  return fd < 0 ? -1 : sendto(fd, bytes, size, 0, &target.any, length);
}

int injector_send(Injector *injector, const uint8_t *bytes, size_t size,
                  Fault *fault) {
  struct iovec frame = {(void *)(uintptr_t)bytes, size};
  ssize_t sent = send_one(injector, &frame);
  if (sent < 0 && errno == ENETDOWN)  /* left over from a down that is past */
    sent = send_one(injector, &frame);
  if (sent < 0) return refuse(injector, &frame, errno, fault);
  injector->stats.packets++;
  injector->stats.bytes += (uint64_t)sent;
  return (int)sent;
}

int burst_send(Injector *injector, Burst *burst, Fault *fault) {
  while (burst->sent < burst->count) {
    struct iovec *next = &burst->frames[burst->sent];
    unsigned left = burst->count - burst->sent;
    int sent = send_run(injector, next, left);
    if (sent < 0 && errno == ENETDOWN)  /* as above */
      sent = send_run(injector, next, left);
    if (sent >= 0) {
      burst->sent += (unsigned)sent;
      continue;
    }
    injector->full = errno == ENOBUFS;
    if (injector->full || errno == EAGAIN || errno == EINTR) return 0;
    return refuse(injector, next, errno, fault);
  }
  return 1;
}

Wait burst_wait(Injector *injector, Pending pending, void *context) {
  struct pollfd polled = {injector->last, POLLOUT, 0};
  if (injector->full) /* the socket has room: nothing tells of the queue */
    return wait_poll(NULL, 0, clock_now() + NAP, pending, context);
  return wait_poll(&polled, 1, clock_now() + ROOM, pending, context);
}
