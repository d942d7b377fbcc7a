/*
** codec.c - the table of decompressions, and how their data begin
*/
#include "codec.h"

#include <string.h>

const Codec *const codecs[] = {
  &codec_gzip, &codec_zstd, &codec_lz4, &codec_xz, NULL
};

const Codec *codec_find(const uint8_t magic[4]) {
  static const uint8_t zstd[] = {0x28, 0xb5, 0x2f, 0xfd};
  static const uint8_t skip[] = {0x2a, 0x4d, 0x18};  /* behind 0x50 to 0x5f */
  static const uint8_t lz4[] = {0x04, 0x22, 0x4d, 0x18};
  static const uint8_t xz[] = {0xfd, '7', 'z', 'X'};
  if (magic[0] == 0x1f && magic[1] == 0x8b) return &codec_gzip;
  if (memcmp(magic, zstd, 4) == 0) return &codec_zstd;
  if (magic[0] >> 4 == 5 && memcmp(magic + 1, skip, 3) == 0)
    return &codec_zstd;
  if (memcmp(magic, lz4, 4) == 0) return &codec_lz4;
  if (memcmp(magic, xz, 4) == 0) return &codec_xz;
  return NULL;
}
