/*
** replay.c - the frames of a capture file onto a device, in their time
*/
#include "replay.h"

#include <stdlib.h>
#include <string.h>

#define ROOM ((size_t)262144)  /* bytes of a burst: libpcap's longest frame */
#define SECOND 1e9
#define FOREVER 9e18

int replay_open(Replay *replay, Fault *fault) {
  replay->room = malloc(ROOM);
  return replay->room ? 0 : fault_memory(fault);
}

void replay_close(Replay *replay) {
  free(replay->room);
  replay->room = NULL;
}

/* --- when a frame is due --- */

static int64_t due_of(Replay *r, const Frame *frame) {
  double after = 0;
  switch (r->pace) {
    case PACE_TOP:
      return 0;
    case PACE_PACKETS:
      after = (double)r->taken * SECOND / r->rate;
      break;
    case PACE_BITS:
      after = (double)r->bits * SECOND / r->rate;
      break;
    case PACE_SPEED:
      if (!r->timed) {
        r->first = frame->time;
        r->timed = true;
      }
      /* unsigned: a file may claim times that are ages apart */
      after = (double)(int64_t)((uint64_t)frame->time - (uint64_t)r->first) /
                r->rate + (double)r->base;
      break;
  }
  if (after < 0) return r->start;  /* one from before the first */
  if (after > FOREVER - (double)r->start) return INT64_MAX - 1;
  return r->start + (int64_t)after;
}

/* Whether it is time for a frame; looks at the clock only where it has to. */
static bool is_due(Replay *r, int64_t due) {
  if (due <= r->now) return true;
  r->now = clock_now();
  return due <= r->now;
}

/* --- from the file --- */

/* Takes a frame that is due and fits into the burst. False: no more for now. */
static bool take(Replay *r, const Frame *frame) {
  if (frame->link != capture_datalink(r->capture)) {  /* no other is sent */
    r->failed++;
    return r->limit < 0 || --r->limit > 0;
  }
  if (frame->caplen < frame->length && !r->truncated) {
    r->skipped++;
    return r->limit < 0 || --r->limit > 0;
  }
  if (r->start == 0) r->start = r->now = clock_now();
  int64_t due = due_of(r, frame);
  r->waits = !is_due(r, due);
  if (r->waits || frame->caplen > ROOM - r->used) {
    if (frame->caplen > ROOM) {  /* longer than any device takes */
      r->failed++;
      return true;
    }
    r->due = due;
    capture_return(r->capture, frame);
    return false;
  }
  memcpy(r->room + r->used, frame->bytes, frame->caplen);
  burst_add(&r->burst, r->room + r->used, frame->caplen);
  r->used += frame->caplen;
  r->taken++;
  r->bits += UINT64_C(8) * frame->caplen;
  if (due - r->start > r->last) r->last = due - r->start;
  if (r->limit > 0) r->limit--;
  return r->limit != 0 && r->burst.count < BURST;
}

/* Fills the burst; what that came to, if there is nothing to send. */
static ReplayStep gather(Replay *r, Fault *fault) {
  Frame frame;
  r->burst.count = r->burst.sent = 0;
  r->used = 0;
  r->waits = false;
  if (r->limit == 0) return STEP_END;
  capture_begin(r->capture, BURST);
  while (capture_take(r->capture, &frame) && take(r, &frame));
  int n = capture_result(r->capture, fault);
  if (r->burst.count > 0) return STEP_MORE;
  if (r->waits) return STEP_EARLY;
  if (n == CAPTURE_END) return STEP_END;
  if (n == CAPTURE_FAULT) return STEP_FAULT;
  return n == 0 ? STEP_STARVED : STEP_MORE;
}

/* --- onto the device --- */

/* Whether a fault is that of one frame alone. */
static bool is_single(const Fault *fault) {
  return strcmp(fault->code, "toolong") == 0 ||
         strcmp(fault->code, "send") == 0 ||
         strcmp(fault->code, "permission") == 0 ||
         strcmp(fault->code, "unsupported") == 0;
}

/* Sends the burst; a frame that is refused for itself is left out. */
static ReplayStep send_burst(Replay *r, Fault *fault) {
  InjectorStats before = injector_stats(r->injector);
  ReplayStep step = STEP_MORE;
  for (;;) {
    int n = burst_send(r->injector, &r->burst, fault);
    if (n == 1) break;
    if (n < 0 && is_single(fault)) {
      r->failed++;
      r->burst.sent++;
      continue;
    }
    step = n == 0 ? STEP_BUSY : STEP_FAULT;
    break;
  }
  InjectorStats after = injector_stats(r->injector);
  r->packets += after.packets - before.packets;
  r->bytes += after.bytes - before.bytes;
  return step;
}

ReplayStep replay_step(Replay *r, Fault *fault) {
  if (r->burst.sent == r->burst.count) {
    ReplayStep step = gather(r, fault);
    if (step != STEP_MORE || r->burst.count == 0) return step;
  }
  return send_burst(r, fault);
}

int replay_again(Replay *r, Fault *fault) {
  if (capture_rewind(r->capture, fault) < 0) return -1;
  r->base = r->last;
  r->timed = false;
  return 0;
}
