/*
** feed.c - feed script capture [instructions]: seconds of CPU time that an
** engine takes to handle all packets of a capture, already in memory
*/
#include <time.h>

#include "../../examples/embed/frames.h"

int main(int argc, char **argv) {
  pycap_options options = PYCAP_OPTIONS_INIT;
  pycap_engine *e;
  struct timespec from, to;
  if (argc < 3) return 2;
  if (argc > 3) options.instructions = strtoul(argv[3], NULL, 10);
  Frames f = frames_read(argv[2]);
  if (pycap_engine_new(&e, &options)) return 1;
  if (pycap_engine_load_file(e, argv[1])) {
    fputs(pycap_engine_error(e), stderr);
    return 1;
  }
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
  for (int i = 0; i < f.count; i++) {
    const pycap_frame *p = &f.list[i];
    if (pycap_engine_feed(e, p->linktype, p->timestamp_ns, p->bytes, p->caplen,
                          p->length) < 0) {
      fputs(pycap_engine_error(e), stderr);
      return 1;
    }
  }
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
  printf("%.6f\n", (double)(to.tv_sec - from.tv_sec) +
         (double)(to.tv_nsec - from.tv_nsec) / 1e9);
  pycap_engine_free(e);
  frames_free(&f);
  return 0;
}
