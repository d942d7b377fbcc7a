/*
** watch.c - what is said of the device that packets come from
*/
#include "watch.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_bool said, reported;
static atomic_int count;  /* devices that are open, one a worker */
static _Atomic uint64_t received, dropped, ifdropped;

static void opened(void *context, const HostDevice *device) {
  (void)context;
  atomic_fetch_add(&count, 1);
  if (atomic_exchange(&said, true)) return;
  fflush(stdout);
  fprintf(stderr, "pcaplua: listening on %s, link-type ", device->name);
  if (device->link) fputs(device->link, stderr);
  else fprintf(stderr, "%d", device->datalink);
  if (device->meaning) fprintf(stderr, " (%s)", device->meaning);
  fprintf(stderr, ", snapshot length %d bytes\n", device->snaplen);
}

static void closed(void *context, const HostDevice *device) {
  (void)context;
  atomic_fetch_add(&received, device->received);
  atomic_fetch_add(&dropped, device->dropped);
  atomic_fetch_add(&ifdropped, device->ifdropped);
  atomic_fetch_sub(&count, 1);
}

const HostWatch watch_device = {opened, closed, NULL};

bool watch_isopen(void) { return atomic_load(&count) > 0; }

void watch_report(void) {
  uint64_t all = atomic_load(&received), lost = atomic_load(&ifdropped);
  if (!atomic_load(&said) || atomic_exchange(&reported, true)) return;
  fflush(stdout);
  fprintf(stderr, "pcaplua: %" PRIu64 " packet%s received, %" PRIu64 " dropped",
          all, all == 1 ? "" : "s", atomic_load(&dropped));
  if (lost > 0) fprintf(stderr, ", %" PRIu64 " dropped by the device", lost);
  fputc('\n', stderr);
}
