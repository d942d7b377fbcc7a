/*
** compressors.c - the table of compressions
*/
#include "compressor.h"

const Compressor *const compressors[] = {
  &compressor_gzip, &compressor_zstd, &compressor_lz4, &compressor_xz, NULL
};
