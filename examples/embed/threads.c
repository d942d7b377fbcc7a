/*
** threads.c - threads n packets script: n engines, each fed by its own thread
**
** Each loads the script, which counts in the global `count` of its own what it
** is fed: ARP requests and replies in turn, the replies of which it drops.
** Prints the packets of all; 1 when one does not come to what it should.
*/
#include <pthread.h>
#include <pycap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Part {
  pthread_t thread;
  const char *script;
  long packets, counted;
  int number, failed;
} Part;

static void make_frame(unsigned char *frame, long i, int number) {
  static const unsigned char arp[] = {8, 6, 0, 1, 8, 0, 6, 4, 0};
  memset(frame, 0, 60);
  memset(frame, 0xff, 6);
  frame[6] = 2;
  frame[11] = (unsigned char)number;
  memcpy(frame + 12, arp, sizeof arp);
  frame[21] = (unsigned char)(1 + i % 2);
  frame[28] = 192;
  frame[30] = 2;
  frame[31] = (unsigned char)i;
}

static int feed(pycap_engine *e, Part *part) {
  unsigned char frame[60];
  for (long i = 0; i < part->packets; i++) {
    make_frame(frame, i, part->number);
    int verdict = pycap_engine_feed(e, 1, i * 1000, frame, 60, 60);
    if (verdict != (i % 2 ? PYCAP_DROP : PYCAP_ACCEPT)) return 1;
  }
  return 0;
}

static void *run(void *context) {
  Part *part = context;
  pycap_options options = PYCAP_OPTIONS_INIT;
  pycap_engine *e;
  pycap_value count;
  options.memory = 4 << 20;
  options.instructions = 100000;
  part->failed = 1;
  if (pycap_engine_new(&e, &options)) return NULL;
  if (pycap_engine_load_file(e, part->script) == PYCAP_OK &&
      feed(e, part) == 0 &&
      pycap_engine_call(e, "count", NULL, 0, &count, 1) == 1) {
    part->counted = (long)count.integer;
    part->failed = part->counted != part->packets;
  }
  if (part->failed) fprintf(stderr, "%s\n", pycap_engine_error(e));
  pycap_engine_free(e);
  return NULL;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  int n = atoi(argv[1]), failed = 0;
  long counted = 0;
  Part *parts = calloc((size_t)n, sizeof *parts);
  if (!parts) return 2;
  for (int i = 0; i < n; i++) {
    parts[i].number = i;
    parts[i].packets = atol(argv[2]);
    parts[i].script = argv[3];
    if (pthread_create(&parts[i].thread, NULL, run, &parts[i])) return 2;
  }
  for (int i = 0; i < n; i++) {
    pthread_join(parts[i].thread, NULL);
    failed |= parts[i].failed;
    counted += parts[i].counted;
  }
  printf("%ld\n", counted);
  free(parts);
  return failed;
}
