/*
** frame.h - a frame as it was captured
*/
#ifndef PYCAP_FRAME_H
#define PYCAP_FRAME_H

#include <stdbool.h>
#include <stdint.h>

/* What a file says of one frame besides. All of it is borrowed, too. */
typedef struct Notes {
  const char *comment;   /* NULL: none; of several, each is a line */
  uint32_t size;         /* its bytes */
  uint8_t direction;     /* 0: not said, 1: in, 2: out */
  bool more;             /* there are several comments */
  bool others;           /* more is said than one comment and a direction */
  bool replaced;         /* the comment stands for those among the options */
  const uint8_t *options;  /* of pcapng: all that is said; NULL: not there */
  uint32_t rest;         /* their bytes */
} Notes;

typedef struct Frame {
  const uint8_t *bytes;  /* borrowed: valid until the callback returns */
  uint32_t caplen;       /* bytes there */
  uint32_t length;       /* bytes on the wire */
  int64_t time;          /* nanoseconds since the epoch */
  uint16_t link;         /* its link type (DLT), where a capture gives it */
  uint16_t fcs;          /* bytes at its end on the wire that are a checksum */
  uint32_t interface;    /* of the file's, from 1; 0: not said */
  const Notes *notes;    /* NULL: none */
} Frame;

/* Where a frame ends but for its checksum, as far as it is there. */
static inline uint32_t frame_end(const Frame *frame) {
  uint32_t end = frame->length > frame->fcs ? frame->length - frame->fcs : 0;
  return end < frame->caplen ? end : frame->caplen;
}

/* A time as a number of seconds. */
static inline double frame_seconds(int64_t time) {
  return (double)(time / 1000000000) + (double)(time % 1000000000) / 1e9;
}

#endif
