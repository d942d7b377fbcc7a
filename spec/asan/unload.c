/*
** unload.c - preloaded next to libasan: what the process starts is not to
** inherit LD_PRELOAD (tshark and the shell need no sanitizer)
*/
#include <stdlib.h>

__attribute__((constructor)) static void unload(void) {
  unsetenv("LD_PRELOAD");
}
