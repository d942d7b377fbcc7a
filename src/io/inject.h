/*
** inject.h - frames onto a device (libnet)
**
** Not thread-safe. Nothing here knows Lua.
*/
#ifndef PYCAP_INJECT_H
#define PYCAP_INJECT_H

#include <stddef.h>
#include <stdint.h>

#include "fault.h"

typedef struct Injector Injector;

typedef struct InjectorStats {
  uint64_t packets, bytes, errors;
} InjectorStats;

/*
** Opens a device for sending at the link layer; NULL and a fault otherwise.
** Codes: "device" (no such device; a device libnet refuses), "permission",
** "down", "memory" (Fault.error says whether descriptors ran out: collect
** garbage, then retry).
*/
Injector *injector_open(const char *device, Fault *fault);
void injector_close(Injector *injector);

/*
** Sends one frame as it is. Returns the bytes sent, or -1 and a fault:
** "toolong" (over the MTU), "down", "busy" (the queue is full: try again),
** "device" (it is gone), "permission", "memory", "send" (too short, or what
** the kernel says).
** Waits up to a second for room in the socket's buffer; a signal ends that with
** "interrupted". When there is a fault the frame was not sent.
*/
int injector_send(Injector *injector, const uint8_t *bytes, size_t size,
                  Fault *fault);

const char *injector_device(const Injector *injector);
/* The device's own MAC and IPv4 address when it was opened: text, or NULL. */
const char *injector_hardware(const Injector *injector);
const char *injector_protocol(const Injector *injector);
InjectorStats injector_stats(const Injector *injector);

#endif
