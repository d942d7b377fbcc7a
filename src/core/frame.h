/*
** frame.h - a frame as it was captured
*/
#ifndef PYCAP_FRAME_H
#define PYCAP_FRAME_H

#include <stdbool.h>
#include <stdint.h>

/* What a file says of a frame besides its bytes. All of it is borrowed. */
typedef struct Notes {
  const char *comment;   /* NULL: none; several comments are a line each */
  uint32_t size;         /* of the comment, in bytes */
  uint8_t direction;     /* 0: not said, 1: in, 2: out */
  bool more;             /* there are several comments */
  bool others;           /* there is more than one comment and a direction */
  bool replaced;         /* the comment replaces those among the options */
  const uint8_t *options;  /* all options of a pcapng block; NULL: none */
  uint32_t rest;         /* their size, in bytes */
} Notes;

typedef struct Frame {
  const uint8_t *bytes;  /* borrowed: valid until the callback returns */
  uint32_t caplen;       /* bytes there */
  uint32_t length;       /* bytes on the wire */
  int64_t time;          /* nanoseconds since the epoch */
  uint16_t link;         /* its link type (DLT), where a capture gives it */
  uint16_t fcs;          /* bytes at its end on the wire that are a checksum */
  uint32_t interface;    /* number in its file, from 1; 0: not known */
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
