/*
** inject.h - frames and IP packets onto a device (libnet)
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

/* What a frame begins with. */
typedef enum Level {
  LEVEL_LINK,  /* the device's own header */
  LEVEL_IP     /* an IPv4 or IPv6 header; the system routes and frames it */
} Level;

/*
** Opens a device for sending; NULL and a fault otherwise.
** Codes: "device" (no such device; a device libnet refuses), "permission",
** "down", "memory" (Fault.error says whether descriptors ran out: collect
** garbage, then retry).
** At LEVEL_IP what is sent leaves by this device, or not at all; a destination
** to which no route leads is taken to be on its link (IPv4) or refused (IPv6).
** Of IPv4 the system writes the length and the checksum always, source and id
** where they are 0 (raw(7)); IPv6 goes out as it is. Nothing is fragmented.
*/
Injector *injector_open(const char *device, Level level, Fault *fault);
void injector_close(Injector *injector);

/*
** Sends one frame as it is. Returns the bytes sent, or -1 and a fault:
** "toolong" (over the MTU), "down", "busy" (the queue is full: try again),
** "device" (it is gone), "permission", "memory", "unsupported" (this system has
** no IPv6), "send" (too short, or what the kernel says).
** Waits up to a second for room in the socket's buffer; a signal ends that with
** "interrupted". When there is a fault the frame was not sent.
*/
int injector_send(Injector *injector, const uint8_t *bytes, size_t size,
                  Fault *fault);

/* --- many frames with one system call (sendmmsg) --- */

#define BURST 128

/* Frames to send, borrowed until they are; fill in frames and count. */
typedef struct Burst {
  unsigned count, sent;  /* those before `sent` are out */
  struct iovec frames[BURST];
} Burst;

/* Adds a frame to a burst that has room. */
static inline void burst_add(Burst *burst, const void *bytes, size_t size) {
  burst->frames[burst->count].iov_base = (void *)(uintptr_t)bytes;
  burst->frames[burst->count++].iov_len = size;
}

/*
** Sends the rest of a burst, without waiting: 1 when all is out, 0 when there
** is no room (wait, then call again), or -1 and the fault of frames[sent], as
** injector_send has it.
*/
int burst_send(Injector *injector, Burst *burst, Fault *fault);

/*
** After that 0: waits until there may be room, a few milliseconds at most where
** the system does not tell, or for a signal (see wait_poll).
*/
Wait burst_wait(Injector *injector, Pending pending, void *context);

/* --- what it is --- */

enum { DATALINK_ETHERNET = 1, DATALINK_RAW = 12 };

const char *injector_device(const Injector *injector);
/* The device's own MAC and IPv4 address when it was opened: text, or NULL. */
const char *injector_hardware(const Injector *injector);
const char *injector_protocol(const Injector *injector);
InjectorStats injector_stats(const Injector *injector);

/*
** The link type of captures that it can send: DATALINK_ETHERNET, DATALINK_RAW;
** -1 where the device has another.
*/
int injector_datalink(const Injector *injector);

#endif
