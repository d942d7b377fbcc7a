/*
** frames.h - the frames of a classic capture file of this machine's byte order
*/
#ifndef FRAMES_H
#define FRAMES_H

#include <pycap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Frames {
  unsigned char *file;
  pycap_frame *list;
  int count;
} Frames;

static uint32_t frames_word(const unsigned char *p) {
  uint32_t n;
  memcpy(&n, p, sizeof n);
  return n;
}

/* Reads all of a file; exits when it is not one. */
static Frames frames_read(const char *name) {
  Frames f = {NULL, NULL, 0};
  FILE *file = fopen(name, "rb");
  if (!file || fseek(file, 0, SEEK_END) < 0) exit(2);
  size_t size = (size_t)ftell(file);
  rewind(file);
  f.file = (unsigned char *)malloc(size);
  f.list = (pycap_frame *)calloc(size / 16, sizeof *f.list);
  if (!f.file || !f.list || fread(f.file, 1, size, file) != size) exit(2);
  fclose(file);
  for (size_t at = 24; at + 16 <= size;) {
    const unsigned char *p = f.file + at;
    if (frames_word(p + 8) > size - at - 16) break;
    pycap_frame *frame = &f.list[f.count++];
    frame->linktype = (int)frames_word(f.file + 20);
    frame->timestamp_ns = (int64_t)frames_word(p) * 1000000000 +
                          (int64_t)frames_word(p + 4) * 1000;
    frame->caplen = frames_word(p + 8);
    frame->length = frames_word(p + 12);
    frame->bytes = p + 16;
    at += 16 + frame->caplen;
  }
  return f;
}

static void frames_free(Frames *f) {
  free(f->file);
  free(f->list);
}

#endif
