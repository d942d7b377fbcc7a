/*
** ngoptions.h - the options of pcapng's blocks, brought into this machine's
** order (draft-ietf-opsawg-pcapng)
*/
#ifndef PYCAP_NGOPTIONS_H
#define PYCAP_NGOPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  NG_END = 0, NG_COMMENT = 1,
  SECTION_APPLICATION = 4,
  IF_NAME = 2, IF_DESCRIPTION = 3, IF_RESOLUTION = 9, IF_FILTER = 11,
  IF_SYSTEM = 12, IF_FCS = 13, IF_OFFSET = 14, IF_HARDWARE = 15,
  FRAME_FLAGS = 2,
  COUNT_START = 2, COUNT_END = 3, COUNT_RECEIVED = 4, COUNT_DROPPED = 5,
  COUNT_DELIVERED = 8
};

/* The block whose options they are. */
typedef enum NgKind { NG_SECTION, NG_INTERFACE, NG_FRAME, NG_COUNTS, NG_NAMES }
  NgKind;

typedef struct NgOption {
  uint16_t code, size;
  const uint8_t *value;
} NgOption;

/* The bytes of something, filled up to a multiple of 4. */
static inline size_t ng_padded(size_t size) {
  return (size + 3) & ~(size_t)3;
}

/* Goes to the next of the options up to `end`, which are in this machine's
** order; false at the last. */
bool ng_next(const uint8_t **at, const uint8_t *end, NgOption *option);

/* The first of a code; false: there is none. */
bool ng_find(const uint8_t *at, const uint8_t *end, unsigned code,
             NgOption *option);

/*
** Copies options to `out`, which has room for as many bytes, in this machine's
** order; returns how many bytes they are. Left out are those that are not to be
** copied by their own account, and of the other byte order those of which it is
** not known what they hold. `rest`: where to put what follows the last one.
*/
size_t ng_take(NgKind kind, const uint8_t *at, const uint8_t *end,
               bool swapped, uint8_t *out, const uint8_t **rest);

/* True when ng_take would copy them as they are. */
bool ng_plain(const uint8_t *at, const uint8_t *end);

#endif
