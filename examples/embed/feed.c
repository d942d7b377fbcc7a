/*
** feed.c - feed [-m bytes] [-i instructions] [-s startup] [-l libraries] [-b]
** [-f] [-r script] script capture: what a script says of each packet of a
** capture
**
** Prints "log text", for each packet "number verdict bytes" (in hexadecimal
** where replaced) or "number error code text", then the statistics. With -b the
** packets are fed as one batch; with -f fragments are put together; with -r that
** script is loaded in the middle.
*/
#include <inttypes.h>
#include <unistd.h>

#include "frames.h"

static void print_log(void *context, const char *text, size_t size) {
  (void)context;
  printf("log %.*s\n", (int)size, text);
}

static const char *line(const pycap_engine *e) {
  static char text[256];
  snprintf(text, sizeof text, "%s", pycap_engine_error(e));
  text[strcspn(text, "\n")] = '\0';
  return text;
}

/* The host's function: host(...) -> its last argument; raises without any. */
static int host(void *context, const pycap_value *arguments, int count,
                pycap_value *result) {
  *(int *)context += count;
  if (count > 0) {
    *result = arguments[count - 1];
    return 0;
  }
  result->type = PYCAP_STRING;
  result->string = "nothing given";
  result->size = strlen(result->string);
  return -1;
}

static void say(const pycap_engine *e, int number, int verdict,
                const void *bytes, size_t size) {
  static const char *const names[] = {"accept", "drop", "replace"};
  if (verdict < 0) {
    printf("%d error %d %s\n", number, verdict, line(e));
    return;
  }
  printf("%d %s", number, names[verdict]);
  for (size_t i = 0; i < size; i++)
    printf("%s%02x", i ? "" : " ", ((const unsigned char *)bytes)[i]);
  putchar('\n');
}

static void feed(pycap_engine *e, Frames *f, const char *again) {
  for (int i = 0; i < f->count; i++) {
    const pycap_frame *p = &f->list[i];
    size_t size;
    if (again && i == f->count / 2) {
      int code = pycap_engine_load_file(e, again);
      printf("reload %d %s\n", code, line(e));
    }
    int verdict = pycap_engine_feed(e, p->linktype, p->timestamp_ns, p->bytes,
                                    p->caplen, p->length);
    const void *bytes = pycap_engine_bytes(e, &size);
    say(e, i + 1, verdict, bytes, size);
  }
}

static void statistics(pycap_engine *e) {
  pycap_stats s = PYCAP_STATS_INIT;
  pycap_engine_stats(e, &s);
  printf("packets %" PRIu64 " entered %" PRIu64 " dropped %" PRIu64
         " replaced %" PRIu64 " failed %" PRIu64 " limited %" PRIu64
         " loaded %" PRIu64 "\n", s.packets, s.entered, s.dropped, s.replaced,
         s.failed, s.limited, s.loaded);
}

int main(int argc, char **argv) {
  pycap_options options = PYCAP_OPTIONS_INIT;
  pycap_engine *e;
  int option, batch = 0, given = 0;
  const char *again = NULL;
  options.log = print_log;
  while ((option = getopt(argc, argv, "m:i:s:l:bfr:")) != -1) {
    switch (option) {
      case 'm': options.memory = strtoul(optarg, NULL, 10); break;
      case 'i': options.instructions = strtoul(optarg, NULL, 10); break;
      case 's': options.startup = strtoul(optarg, NULL, 10); break;
      case 'l': options.libraries = (unsigned)atoi(optarg); break;
      case 'b': batch = 1; break;
      case 'f': options.fragments = 1; break;
      case 'r': again = optarg; break;
      default: return 2;
    }
  }
  setvbuf(stdout, NULL, _IOLBF, 0);
  Frames frames = frames_read(argv[optind + 1]);
  if (pycap_engine_new(&e, &options) != PYCAP_OK) return 3;
  pycap_engine_register(e, "host", host, &given);
  pycap_engine_arguments(e, argc - optind - 2,
                         (const char *const *)argv + optind + 2);
  int code = pycap_engine_load_file(e, argv[optind]);
  if (code != PYCAP_OK) {
    printf("load %d %s\n", code, line(e));
  } else if (batch) {
    pycap_engine_feed_batch(e, frames.list, frames.count);
    for (int i = 0; i < frames.count; i++)
      say(e, i + 1, frames.list[i].verdict, frames.list[i].replaced,
          frames.list[i].size);
  } else {
    feed(e, &frames, again);
  }
  statistics(e);
  pycap_engine_free(e);
  frames_free(&frames);
  return 0;
}
