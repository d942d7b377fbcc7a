/*
** watch.c - what is said of where packets come from
*/
#include "watch.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

#include "say.h"

static atomic_bool said, reported;
static atomic_int count;  /* devices that are open, one a worker */
static _Atomic uint64_t captured, received, dropped, ifdropped;
static bool drawn;        /* a line of watch_draw stands there */

static void opened(void *context, const HostDevice *device) {
  (void)context;
  atomic_fetch_add(&count, 1);
  if (atomic_exchange(&said, true)) return;
  fflush(stdout);
  char number[16];
  snprintf(number, sizeof number, "%d", device->datalink);
  say("listening on %s, link-type %s%s%s%s, snapshot length %d bytes",
      device->name, device->link ? device->link : number,
      device->meaning ? " (" : "", device->meaning ? device->meaning : "",
      device->meaning ? ")" : "", device->snaplen);
}

static void closed(void *context, const HostDevice *device) {
  (void)context;
  atomic_fetch_add(&captured, device->captured);
  atomic_fetch_add(&received, device->received);
  atomic_fetch_add(&dropped, device->dropped);
  atomic_fetch_add(&ifdropped, device->ifdropped);
  atomic_fetch_sub(&count, 1);
}

const HostWatch watch_device = {opened, closed, NULL};

bool watch_isopen(void) { return atomic_load(&count) > 0; }

static void print_counts(uint64_t took, uint64_t all, uint64_t lost,
                         uint64_t missed) {
  fprintf(stderr, "pcaplua: %" PRIu64 " packet%s captured, %" PRIu64
          " received, %" PRIu64 " dropped by the kernel, %" PRIu64
          " by the device\n", took, took == 1 ? "" : "s", all, lost, missed);
}

void watch_report(void) {
  watch_clear();
  if (!atomic_load(&said) || atomic_exchange(&reported, true)) return;
  fflush(stdout);
  print_counts(atomic_load(&captured), atomic_load(&received),
               atomic_load(&dropped), atomic_load(&ifdropped));
}

/* "3 of 10 MB (30 %)" */
static void print_place(const HostProgress *p) {
  if (p->size == 0) return;
  fprintf(stderr, ", %.1f of %.1f MB (%d %%)", (double)p->done / 1e6,
          (double)p->size / 1e6, (int)(100.0 * (double)p->done /
                                       (double)p->size));
}

void watch_tell(lua_State *L) {
  HostProgress p;
  watch_clear();
  fflush(stdout);
  if (!host_progress(L, &p)) {
    fputs("pcaplua: nothing is being read\n", stderr);
  } else if (p.device.name) {
    print_counts(p.packets, p.device.received, p.device.dropped,
                 p.device.ifdropped);
  } else {
    fprintf(stderr, "pcaplua: %" PRIu64 " packet%s captured", p.packets,
            p.packets == 1 ? "" : "s");
    print_place(&p);
    fputc('\n', stderr);
  }
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void watch_draw(lua_State *L) {
  static double begun, last;
  static uint64_t before;
  HostProgress p;
  double time = now();
  if (begun == 0) begun = last = time;
  if (!host_progress(L, &p)) return;
  double rate = time > last ? (double)(p.packets - before) / (time - last) : 0;
  fprintf(stderr, "\r\033[K%" PRIu64 " packets, %.0f a second", p.packets,
          rate);
  print_place(&p);
  if (p.done > 0 && p.done < p.size)
    fprintf(stderr, ", %.0f s left", (time - begun) *
            (double)(p.size - p.done) / (double)p.done);
  fflush(stderr);
  drawn = true;
  last = time;
  before = p.packets;
}

void watch_clear(void) {
  if (!drawn) return;
  drawn = false;
  fputs("\r\033[K", stderr);
  fflush(stderr);
}
