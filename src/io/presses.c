/*
** presses.c - what compresses: all of them
*/
#include "press.h"

const Press *const presses[] = {
  &press_gzip, &press_zstd, &press_lz4, &press_xz, NULL
};
