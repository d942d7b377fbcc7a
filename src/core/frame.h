/*
** frame.h - a frame as it was captured
*/
#ifndef PYCAP_FRAME_H
#define PYCAP_FRAME_H

#include <stdint.h>

typedef struct Frame {
  const uint8_t *bytes;  /* borrowed: valid until the callback returns */
  uint32_t caplen;       /* bytes there */
  uint32_t length;       /* bytes on the wire */
  int64_t time;          /* nanoseconds since the epoch */
} Frame;

/* A time as a number of seconds. */
static inline double frame_seconds(int64_t time) {
  return (double)(time / 1000000000) + (double)(time % 1000000000) / 1e9;
}

#endif
