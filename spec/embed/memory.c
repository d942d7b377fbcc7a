/*
** memory.c - memory script capture: every allocation fails in turn
**
** Creates an engine, loads the script and feeds the capture, for each n: with
** the n-th allocation failing, with all from there on, and, where Lua's memory
** is limited and so each of its blocks one of malloc's, with two (Lua tries
** again). No block may be left, and the engine has to work when there is memory
** again. Prints how many allocations there were, and how often all went well.
*/
#include <errno.h>

#include "../../examples/embed/frames.h"

extern void *__libc_malloc(size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void __libc_free(void *block);

static long count, failing, last;  /* failing..last of them fail; 0: none */
static long blocks;

static int fails(void) {
  count++;
  if (failing == 0 || count < failing || count > last) return 0;
  errno = ENOMEM;
  return 1;
}

void *malloc(size_t size) {
  if (fails()) return NULL;
  void *block = __libc_malloc(size);
  blocks += block != NULL;
  return block;
}

void *calloc(size_t n, size_t size) {
  void *block = malloc(n * size);
  if (block) memset(block, 0, n * size);
  return block;
}

void *realloc(void *block, size_t size) {
  if (!block) return malloc(size);
  return fails() ? NULL : __libc_realloc(block, size);
}

void free(void *block) {
  blocks -= block != NULL;
  __libc_free(block);
}

static int host(void *context, const pycap_value *arguments, int n,
                pycap_value *result) {
  (void)context;
  if (n > 0) *result = arguments[0];
  return 0;
}

static int load(pycap_engine *e, const char *script) {
  static const char *const words[] = {"one", "two"};
  int code = pycap_engine_register(e, "host", host, NULL);
  if (!code) code = pycap_engine_arguments(e, 2, words);
  return code ? code : pycap_engine_load_file(e, script);
}

static int feed(pycap_engine *e, const Frames *f) {
  int worst = 0;
  for (int i = 0; i < f->count; i++) {
    const pycap_frame *p = &f->list[i];
    int code = pycap_engine_feed(e, p->linktype, p->timestamp_ns, p->bytes,
                                 p->caplen, p->length);
    if (code < 0 && !*pycap_engine_error(e)) exit(1);
    if (code < worst) worst = code;
  }
  return worst;
}

/* The worst code of one whole run; with `again`, then with memory again. */
static int run(const char *script, const Frames *f, int limited, int again) {
  pycap_options options = PYCAP_OPTIONS_INIT;
  pycap_engine *e;
  count = 0;
  options.memory = limited ? 64 << 20 : 0;
  int code = pycap_engine_new(&e, &options);
  if (!code) code = load(e, script);
  if (!code) code = feed(e, f);
  failing = 0;
  if (!e) return code;
  if (again && (load(e, script) || feed(e, f))) {
    fprintf(stderr, "not fit again: %s\n", pycap_engine_error(e));
    exit(1);
  }
  pycap_engine_free(e);
  return code;
}

/* Fails n..n + more for all n. */
static void walk(const char *script, const Frames *f, int limited, long more) {
  int well = 0;
  run(script, f, limited, 0);
  long most = count, before = blocks;
  for (long n = 1; n <= most; n++) {
    failing = n;
    last = n + more;
    int code = run(script, f, limited, !limited || n % 32 == 0);
    well += code == 0;
    if (code > 0 || (code && code != PYCAP_MEMORY) || blocks != before) {
      fprintf(stderr, "at %ld: code %d, %ld blocks left\n", n, code,
              blocks - before);
      exit(1);
    }
  }
  printf("%ld allocations, all went well %d times\n", most, well);
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  Frames frames = frames_read(argv[2]);
  setvbuf(stdout, NULL, _IONBF, 0);
  int code = run(argv[1], &frames, 0, 1);
  if (code) return fprintf(stderr, "run %d\n", code), 1;
  walk(argv[1], &frames, 0, 0);
  walk(argv[1], &frames, 0, 1L << 60);
  walk(argv[1], &frames, 1, 1);
  frames_free(&frames);
  return 0;
}
