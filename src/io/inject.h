/*
** inject.h - sends frames and IP packets on a device (libnet)
**
** Not thread-safe. Nothing here knows Lua.
*/
#ifndef PYCAP_INJECT_H
#define PYCAP_INJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sys/uio.h>

#include "fault.h"
#include "wait.h"

typedef struct Injector Injector;

typedef struct InjectorStats {
  uint64_t packets, bytes, errors;
} InjectorStats;

/* The header that a sent packet begins with. */
typedef enum Level {
  LEVEL_LINK,  /* the device's link header */
  LEVEL_IP     /* an IPv4 or IPv6 header; the system adds the link header */
} Level;

/*
** Opens a device for sending. NULL: see the fault.
** Codes: "device" (no such device, or libnet refuses it), "permission", "down",
** "memory" (Fault.error says whether descriptors ran out: collect garbage, then
** retry).
** At LEVEL_IP packets leave by this device or not at all. A destination without
** a route is taken to be on the device's link (IPv4), or refused (IPv6). The
** system always writes the length and the checksum of an IPv4 header, and its
** source and id where they are 0 (raw(7)). An IPv6 packet is sent unchanged.
** Nothing is fragmented.
*/
Injector *injector_open(const char *device, Level level, Fault *fault);
void injector_close(Injector *injector);

/*
** Sends one frame unchanged. Returns the bytes sent, or -1 and a fault:
** "toolong" (over the MTU), "down", "busy" (the queue is full: try again),
** "device" (it is gone), "permission", "memory", "unsupported" (this system has
** no IPv6), "send" (too short, or another error of the kernel).
** Waits up to a second for room in the socket's buffer. A signal ends the wait
** with "interrupted". After a fault the frame was not sent.
*/
int injector_send(Injector *injector, const uint8_t *bytes, size_t size,
                  Fault *fault);

/* --- many frames with one system call (sendmmsg) --- */

#define BURST 128

/* Frames to send. Their bytes are borrowed until they are sent. The caller
** fills in `frames` and `count`. */
typedef struct Burst {
  unsigned count, sent;  /* the frames before index `sent` are sent */
  struct iovec frames[BURST];
} Burst;

/* Adds a frame to a burst that has room. */
static inline void burst_add(Burst *burst, const void *bytes, size_t size) {
  burst->frames[burst->count].iov_base = (void *)(uintptr_t)bytes;
  burst->frames[burst->count++].iov_len = size;
}

/*
** Sends the rest of a burst, without waiting. 1: all frames are sent. 0: there
** is no room; wait with burst_wait, then call again. -1: frames[sent] failed,
** with a fault as injector_send gives it.
*/
int burst_send(Injector *injector, Burst *burst, Fault *fault);

/*
** Call it after burst_send has returned 0. Waits until there may be room, or
** for a signal (see wait_poll). Where the system does not tell when there is
** room, it waits a few milliseconds.
*/
Wait burst_wait(Injector *injector, Pending pending, void *context);

/* --- properties --- */

enum { DATALINK_ETHERNET = 1, DATALINK_RAW = 12 };

const char *injector_device(const Injector *injector);
/* The MAC address and the IPv4 address that the device had when it was opened,
** as text; NULL: it had none. */
const char *injector_hardware(const Injector *injector);
const char *injector_protocol(const Injector *injector);
InjectorStats injector_stats(const Injector *injector);

/*
** The link type of the captured frames that can be sent: DATALINK_ETHERNET or
** DATALINK_RAW. -1: the device has another link type.
*/
int injector_datalink(const Injector *injector);

#endif
