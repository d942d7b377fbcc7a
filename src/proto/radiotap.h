/*
** radiotap.h - the flags that a radiotap header has of the frame behind it
*/
#ifndef PYCAP_RADIOTAP_H
#define PYCAP_RADIOTAP_H

#include <stdint.h>

enum {
  RADIOTAP_FCS = 0x10,  /* a check sequence ends the frame */
  RADIOTAP_PAD = 0x20   /* zeros behind the 802.11 header, up to 4 bytes */
};

/* The field of bit 1, 0 where it is not there. */
static inline unsigned radiotap_flags(const uint8_t *header, uint32_t length) {
  uint32_t at = 4;
  while (header[at + 3] & 0x80 && at + 8 <= length) at += 4;
  at += 4;
  if (header[4] & 1) at = (at + 7) / 8 * 8 + 8;  /* the time first */
  return header[4] & 2 && at < length ? header[at] : 0;
}

#endif
