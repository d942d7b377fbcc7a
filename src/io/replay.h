/*
** replay.h - sends the frames of a capture file on a device, in their time
*/
#ifndef PYCAP_REPLAY_H
#define PYCAP_REPLAY_H

#include <stdbool.h>
#include <stdint.h>

#include "capture.h"
#include "inject.h"

/* When frames are due, counted from the start, so that errors do not add up. */
typedef enum Pace {
  PACE_SPEED,    /* as they were captured, `rate` times as fast */
  PACE_PACKETS,  /* `rate` frames a second */
  PACE_BITS,     /* `rate` bits a second, of frames as libpcap counts them */
  PACE_TOP       /* as fast as possible */
} Pace;

typedef struct Replay {
  /* to be filled in; all else is zero */
  Capture *capture;    /* a file */
  Injector *injector;
  Pace pace;
  double rate;
  bool truncated;      /* also send frames that the snapshot length has cut */
  int64_t limit;       /* frames to take from the file, -1: all */
  /* the figures so far */
  uint64_t packets, bytes;  /* sent */
  uint64_t failed;     /* frames that the system refused */
  uint64_t skipped;    /* frames that the snapshot length has cut */
  int64_t start;       /* by clock_now, 0: not yet */
  /* private */
  int64_t now, due;    /* due: when the waiting frame has to go */
  bool waits;          /* a frame waits */
  bool timed;          /* `first` is known */
  int64_t first;       /* the time of the first frame of this pass, */
  int64_t base, last;  /* when that is due, and when the latest is */
  uint64_t taken, bits;     /* by the bursts so far */
  Burst burst;
  uint8_t *room;       /* the bytes of the burst */
  size_t used;
} Replay;

typedef enum ReplayStep {
  STEP_MORE,    /* go on */
  STEP_BUSY,    /* no room: burst_wait */
  STEP_EARLY,   /* the next frame is not due before `due` */
  STEP_STARVED, /* a pipe has nothing yet: capture_wait */
  STEP_END,     /* of the file, or of what the limit allows */
  STEP_FAULT    /* the file broke off, or the device is gone or down */
} ReplayStep;

/* 0, or -1 and "memory". */
int replay_open(Replay *replay, Fault *fault);
void replay_close(Replay *replay);

/* Sends what is due, without waiting. */
ReplayStep replay_step(Replay *replay, Fault *fault);

/* After STEP_END: the file is read again from its beginning (capture_rewind);
** its first frame is due with the last of the pass before. */
int replay_again(Replay *replay, Fault *fault);

#endif
