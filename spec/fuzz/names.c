/*
** names.c - libFuzzer on domain names and lists: messages of DNS, made of
** records that are often right, and what is known of them in two ways
**
** Input: bytes that say how a message is made; all of it is the message, too.
*/
#include "exercise.h"

#include "../../src/core/path.h"

#define MESSAGE_MAX 2048

static unsigned root;
static const Layout *dns;

/* Where a message is drawn from; zeros behind its end. */
static const uint8_t *source, *source_end;
static uint8_t message[HEAD + MESSAGE_MAX];
static size_t used;

static unsigned draw(unsigned sides) {
  unsigned n = source < source_end ? *source++ : 0;
  return n % sides;
}

static void put(unsigned byte) {
  if (used < MESSAGE_MAX) message[HEAD + used++] = (uint8_t)byte;
}

static void put_word(unsigned word) {
  put(word >> 8);
  put(word & 255);
}

/* --- making a message --- */

/* A name: labels, and at its end a pointer, forward now and then. */
static void put_name(void) {
  for (unsigned labels = draw(5); labels > 0; labels--) {
    unsigned size = draw(16) == 15 ? draw(64) : 1 + draw(4);
    put(size);
    for (unsigned i = 0; i < size; i++) put(draw(2) ? 'a' : draw(256));
  }
  switch (draw(6)) {
    case 0: case 1: put(0); break;
    case 2: put_word(0xc00c); break;
    case 3: put_word(0xc000 | draw(64)); break;
    case 4: put_word(0xc000 | draw((unsigned)used + 4) | draw(2) << 8); break;
    default: put(draw(256)); break;
  }
}

static void put_data(void) {
  switch (draw(4)) {
    case 0: put_name(); break;
    case 1: put_word(draw(256)); put_name(); break;
    default: for (unsigned i = draw(24); i > 0; i--) put(draw(256));
  }
}

static void put_record(void) {
  static const unsigned types[] = {
    1, 2, 5, 6, 12, 15, 16, 28, 33, 39, 41, 64, 65, 257, 99
  };
  put_name();
  put_word(types[draw(sizeof types / sizeof *types)]);
  put_word(1);
  put_word(0);
  put_word(draw(256));
  size_t at = used;
  put_word(0);
  put_data();
  size_t size = draw(16) == 15 ? draw(256) : used - at - 2;
  if (at + 2 > MESSAGE_MAX) return;
  message[HEAD + at] = (uint8_t)(size >> 8);
  message[HEAD + at + 1] = (uint8_t)size;
}

static void make_message(void) {
  unsigned counts[4];
  used = 0;
  put_word(draw(256));
  put_word(draw(256) << 8);
  for (int i = 0; i < 4; i++) {
    counts[i] = draw(4);
    put_word(draw(16) == 15 ? 65535 - draw(4) : counts[i]);
  }
  for (unsigned i = 0; i < counts[0]; i++) {
    put_name();
    put_word(1);
    put_word(1);
  }
  for (int k = 1; k < 4; k++)
    for (unsigned i = 0; i < counts[k]; i++) put_record();
  for (unsigned i = draw(4); i > 0; i--) put(draw(256));
}

/* --- names --- */

/* A name says the same in whichever way it is read, and when it is written. */
static void check_name(const uint8_t *bytes, uint32_t at, uint32_t end) {
  static uint8_t out[4 * DOMAIN_MAX];
  uint8_t plain[DOMAIN_MAX], other[DOMAIN_MAX];
  char text[DOMAIN_TEXT_MAX];
  Domains domains = {{0}};
  size_t size, length, wrote = 1;
  int taken = domain_read(bytes, at, end, plain, &size);
  must(domain_span(bytes, at, end) == taken || taken < 0,
       "a name of two sizes");
  must((domain_span(bytes, at, end) < 0) == (taken < 0), "a name or none");
  size_t n = domain_text(bytes, at, end, text);
  must(n > 0 && n <= sizeof text, "the text of a name");
  if (taken < 0) return;
  must((uint32_t)taken <= end - at && size <= DOMAIN_MAX, "a name too long");
  must(domain_parse(text, n, other, &length) && length == size &&
           memcmp(plain, other, size) == 0,
       "a text that is another name");
  for (int i = 0; i < 3; i++) {
    size_t more = domain_write(&domains, out, wrote, sizeof out, plain, size);
    must(more > 0 && domain_read(out, (uint32_t)wrote, (uint32_t)(wrote + more),
                                 other, &length) == (int)more &&
             length == size && memcmp(plain, other, size) == 0,
         "a name that is written as another");
    wrote += more;
  }
}

/* --- lists --- */

static bool take(const void *context, const Value *v) {
  **(Value *const *)context = *v;
  return true;
}

static struct { unsigned field; Path path; } paths[32];
static unsigned paths_count;

/* Compiles the paths that the lists of a message have. */
static void compile_paths(void) {
  static const char *const names[] = {
    "[1].name", "[2].owner", "[soa].mailbox", "[3].strings[2].text",
    "[].address", "[https].parameters[alpn].ids[1].id", "[opt].options[1].data"
  };
  for (unsigned f = dns->dynamic; f < dns->count; f++) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
      Near near;
      size_t end;
      near_begin(&near, "");
      paths[paths_count].path = (Path){.count = 0};
      paths[paths_count].field = f;
      if (!path_compile(&paths[paths_count].path, dns->fields[f].items,
                        names[i], 0, &end, &near))
        paths_count++;
    }
  }
  must(paths_count > 12, "paths that do not compile");
}

/* What a path leads to is the same in a list with and without its end. */
static void check_path(unsigned field, const Path *path, const uint8_t *header,
                       uint32_t length) {
  static char text[2][DOMAIN_TEXT_MAX];
  const Items *items = dns->fields[field].items;
  Value list, value[2] = {{0}, {0}};
  Value *to[2] = {&value[0], &value[1]};
  uint64_t most;
  uint32_t work = 0;
  bool there = field_read(dns, field, header, length, &list);
  bool one = there && path_any(path, items, &list, UINT64_MAX, text[0], &work,
                               take, &to[0]);
  there = layout_list(dns, field, header, length, &list, &most);
  bool two = there && path_any(path, items, &list, most, text[1], &work, take,
                               &to[1]);
  must(one == two && value[0].size == value[1].size &&
           value[0].number == value[1].number,
       "a path that leads to two places");
  must(!one || value[0].size == 0 ||
           memcmp(value[0].bytes, value[1].bytes, value[0].size) == 0,
       "a path that leads to two values");
}

static void check_message(uint32_t length) {
  uint8_t *header = malloc(length > 0 ? length : 1);
  must(header != NULL, "memory");
  memcpy(header, message + HEAD, length);
  for (uint32_t at = 0; at < length && at < 64; at++)
    check_name(header, at, length);
  for (unsigned i = dns->dynamic; length >= dns->fixed && i < dns->count; i++) {
    const Value rest = {.bytes = header + dns->fixed, .number = dns->fixed,
                        .size = length - dns->fixed};
    must(dns->at[i].stride.size > 0, "a list of DNS that has no stride");
    check_stride(dns, i, &rest);
    for (unsigned k = 0; k < paths_count; k++)
      if (paths[k].field == i)
        check_path(i, &paths[k].path, header, length);
  }
  free(header);
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc;
  (void)argv;
  const char *wrong = protocols_init(
      &all, protocol_list, malloc(protocols_room(protocol_list)));
  must(!wrong, wrong);
  root = protocols_find(&all, "dns");
  must(root != PROTOCOL_NONE, "no DNS");
  dns = &all.known[root]->layout;
  compile_paths();
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 16 || size > MESSAGE_MAX) return 0;
  message[0] = (uint8_t)root;
  message[1] = data[0];
  source = data;
  source_end = data + size;
  make_message();
  check_message((uint32_t)used);
  exercise(message, HEAD + used);
  memcpy(message + HEAD, data, size);
  check_message((uint32_t)size);
  exercise(message, HEAD + size);
  return 0;
}
