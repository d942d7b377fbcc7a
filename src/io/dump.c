/*
** dump.c - capture files, written: pcap or pcapng, in one piece or in parts
*/
#include "dump.h"

#include <stdlib.h>
#include <string.h>

#include "ngout.h"
#include "output.h"
#include "parts.h"
#include "pcapout.h"

#define INTERFACES_MAX 65536

/* An interface of the file. */
typedef struct Written {
  int link;         /* DLT */
  uint32_t number;  /* the source's, from 1; 0: made here */
  NgCounts counts;
} Written;

struct Dump {
  DumpOptions options;
  Allocator memory;       /* that of the options, if there is one */
  char *filename;
  Output out;
  bool open;              /* there is a file just now */
  Buffer header;          /* what each part begins with */
  Parts parts;
  int64_t first;          /* time of the part's first packet */
  uint64_t packets;       /* in it */
  char **closed;          /* names of parts that nobody has asked for */
  size_t closed_count;
  Written *written;       /* the interfaces of a pcapng file */
  size_t written_count, written_room;
  size_t described, names, secrets;  /* what was taken of the source */
};

/* --- names --- */

/* The bytes before an ending, behind which a number may stand; 0: it has
** another. */
static size_t before(const char *name, size_t size, const char *ending) {
  size_t n = strlen(ending);
  for (; size > n; size--) {
    if (memcmp(name + size - n, ending, n) == 0) return size - n;
    if (name[size - 1] < '0' || name[size - 1] > '9') break;
  }
  return 0;
}

void dump_named(const char *filename, DumpOptions *o) {
  size_t size = strlen(filename), plain = 0;
  o->press = NULL;
  for (int i = 0; presses[i] && !o->press; i++) {
    plain = before(filename, size, presses[i]->ending);
    if (plain > 0) o->press = presses[i];
  }
  if (plain > 0) size = plain;
  o->format = before(filename, size, ".pcapng") > 0 ||
              before(filename, size, ".ntar") > 0 ? DUMP_PCAPNG : DUMP_PCAP;
}

/* --- interfaces --- */

/* Adds an interface to the header, and to the file that is open. */
static int add_interface(Dump *d, const Interface *i, uint32_t number,
                         Fault *fault) {
  int64_t link = pcapout_link(i->link, d->filename, fault);
  if (link < 0) return -1;
  if (d->written_count == d->written_room) {
    size_t room = d->written_room * 2 + 4;
    Written *all = realloc(d->written, room * sizeof *all);
    if (!all) return fault_memory(fault);
    d->written = all;
    d->written_room = room;
  }
  size_t before = d->header.size;
  if (!ngout_interface(&d->header, i, (uint16_t)link) ||
      (d->open && !buffer_add(&d->out.plain, d->header.bytes + before,
                              d->header.size - before))) {
    d->header.size = before;
    return fault_memory(fault);
  }
  d->written[d->written_count++] = (Written){
    .link = i->link, .number = number,
    .counts = {.received = -1, .dropped = -1}
  };
  return 0;
}

/* The interface of a frame, which is made where there is none; -1: a fault. */
static int64_t interface_of(Dump *d, const Frame *frame, Fault *fault) {
  uint32_t number = frame->interface;
  if (number > 0 && number <= d->written_count &&
      d->written[number - 1].number == number &&
      d->written[number - 1].link == frame->link)
    return number - 1;
  for (size_t i = 0; i < d->written_count; i++) {
    const Written *w = &d->written[i];
    if (w->link == frame->link && (number == 0 || w->number == number))
      return (int64_t)i;
  }
  for (size_t i = 0; i < d->written_count; i++)
    if (d->written[i].link == frame->link && d->written[i].number == 0)
      return (int64_t)i;
  if (d->written_count == INTERFACES_MAX)
    return fault_set(fault, "unsupported", "%s: more than %d interfaces",
                     d->filename, INTERFACES_MAX);
  const Interface made = {.link = frame->link,
                          .snaplen = (uint32_t)d->options.snaplen};
  if (add_interface(d, &made, 0, fault) < 0) return -1;
  return (int64_t)d->written_count - 1;
}

/* Adds what was said besides interfaces, from so many on. */
static bool add_blocks(Dump *d, const Blocks *b, Buffer *out) {
  if (b->name_count > d->names &&
      !ngout_names(out, b->names + d->names, b->name_count - d->names))
    return false;
  for (size_t i = d->secrets; i < b->secret_count; i++)
    if (!ngout_secrets(out, b->secrets[i])) return false;
  return true;
}

int dump_describe(Dump *d, const Interfaces *interfaces, const Blocks *blocks,
                  Fault *fault) {
  if (d->options.format != DUMP_PCAPNG) return 0;
  for (; interfaces && d->described < interfaces->count; d->described++) {
    if (d->written_count == INTERFACES_MAX) break;
    if (add_interface(d, &interfaces->list[d->described],
                      (uint32_t)d->described + 1, fault) < 0)
      return -1;
  }
  if (!blocks || (blocks->name_count <= d->names &&
                  blocks->secret_count <= d->secrets))
    return 0;
  size_t before = d->header.size;
  if (!add_blocks(d, blocks, &d->header) ||
      (d->open && !buffer_add(&d->out.plain, d->header.bytes + before,
                              d->header.size - before))) {
    d->header.size = before;
    return fault_memory(fault);
  }
  d->names = blocks->name_count;
  d->secrets = blocks->secret_count;
  return 0;
}

void dump_count(Dump *d, int64_t received, int64_t dropped) {
  if (d->written_count == 0) return;
  d->written[0].counts.received = received;
  d->written[0].counts.dropped = dropped;
}

/* --- parts --- */

/* Keeps the name of a part that is closed; of no memory it is lost. */
static void note_closed(Dump *d, const char *name) {
  if (!d->options.tells) return;
  char **closed = realloc(d->closed, (d->closed_count + 1) * sizeof *closed);
  if (!closed) return;
  d->closed = closed;
  closed[d->closed_count] = strdup(name);
  d->closed_count += closed[d->closed_count] != NULL;
}

char *dump_closed(Dump *d) {
  if (d->closed_count == 0) return NULL;
  char *first = d->closed[0];
  memmove(d->closed, d->closed + 1, --d->closed_count * sizeof *d->closed);
  return first;
}

bool dump_whole(const Dump *d) { return d->closed_count > 0; }

/* The file of the next part; `time`: of its first packet. */
static int open_part(Dump *d, int64_t time, Fault *fault) {
  const char *name = d->filename;
  if (dump_rotates(&d->options)) name = parts_next(&d->parts, time);
  if (!name) return fault_memory(fault);
  d->out.plain.memory = d->options.memory;
  if (!buffer_add(&d->out.plain, d->header.bytes, d->header.size)) {
    buffer_free(&d->out.plain);
    return fault_memory(fault);
  }
  if (output_open(&d->out, name, d->options.press,
                  d->options.format == DUMP_PCAPNG ? ngout_size : pcapout_size,
                  fault) < 0)
    return -1;
  if (d->options.again) d->out.again = &d->header;
  d->open = true;
  d->packets = 0;
  for (size_t i = 0; i < d->written_count; i++)
    d->written[i].counts = (NgCounts){.received = -1, .dropped = -1};
  return 0;
}

/* Adds how much each interface has given. */
static int add_counts(Dump *d, Fault *fault) {
  for (size_t i = 0; i < d->written_count; i++) {
    const NgCounts *c = &d->written[i].counts;
    if (c->packets == 0 && c->received < 0) continue;
    if (!ngout_counts(&d->out.plain, (uint32_t)i, c))
      return fault_memory(fault);
  }
  return 0;
}

/* A pcapng file without packets has an interface, too. */
static int end_part(Dump *d, Fault *fault) {
  const Interface none = {.link = (uint16_t)d->options.datalink,
                          .snaplen = (uint32_t)d->options.snaplen};
  if (d->options.format == DUMP_PCAPNG && d->written_count == 0 &&
      add_interface(d, &none, 0, fault) < 0)
    return -1;
  return add_counts(d, fault);
}

/* Closes the file: 0, or -1 and a fault. */
static int close_part(Dump *d, Fault *fault) {
  Fault first;
  int n = end_part(d, &first);
  char *name = strdup(d->out.name);
  d->open = false;
  if (output_close(&d->out, d->options.sync, n < 0 ? fault : &first) < 0)
    n = -1;
  if (n < 0) *fault = first;
  else if (name) note_closed(d, name);
  free(name);
  return n;
}

uint64_t dump_size(const Dump *d) {
  return d->out.written + (d->options.press ? d->out.pressed.size
                                            : d->out.plain.size);
}

/* True when a record of so many bytes is for another part. */
static bool is_full(const Dump *d, int64_t time, size_t size) {
  const DumpOptions *o = &d->options;
  uint64_t bytes = dump_size(d) + (o->press ? 0 : size);
  return d->packets > 0 && ((o->bytes && bytes > o->bytes) ||
                            (o->packets && d->packets >= o->packets) ||
                            (o->seconds && time - d->first >= o->seconds));
}

/* --- writing --- */

int dump_write(Dump *d, const Frame *frame, Fault *fault) {
  const DumpOptions *o = &d->options;
  bool ng = o->format == DUMP_PCAPNG;
  uint32_t caplen = frame->caplen, snaplen = (uint32_t)o->snaplen;
  if (caplen > snaplen) caplen = snaplen;
  int64_t interface = ng ? interface_of(d, frame, fault) : 0;
  if (interface < 0) return -1;
  size_t size = ng ? ngout_framesize(frame, caplen) : PCAP_RECORD + caplen;
  if (d->open && is_full(d, frame->time, size) && close_part(d, fault) < 0)
    return -1;
  if (!d->open && open_part(d, frame->time, fault) < 0) return -1;
  uint8_t *at = output_room(&d->out, size, fault);
  if (!at) return -1;
  if (ng) ngout_frame(at, (uint32_t)interface, frame, caplen);
  else pcapout_record(at, frame, caplen, o->micro);
  d->out.plain.size += size;
  if (d->packets++ == 0) d->first = frame->time;
  if (!ng) return 0;
  NgCounts *c = &d->written[interface].counts;
  if (c->packets++ == 0) c->first = frame->time;
  c->last = frame->time;
  return 0;
}

int dump_flush(Dump *d, Fault *fault) {
  if (!d->open) return 0;
  if (output_flush(&d->out, fault) < 0) return -1;
  return d->options.sync ? output_sync(&d->out, fault) : 0;
}

/* --- opening, closing --- */

static void release(Dump *d) {
  char *name;
  while ((name = dump_closed(d))) free(name);
  free(d->closed);
  parts_free(&d->parts);
  buffer_free(&d->header);
  free(d->written);
  free(d->filename);
  free(d);
}

/* What all files of it begin with: 0, or -1 and a fault. */
static int make_header(Dump *d, Fault *fault) {
  const DumpOptions *o = &d->options;
  int64_t link = pcapout_link(o->datalink, d->filename, fault);
  if (link < 0) return -1;
  bool made = o->format == DUMP_PCAPNG
    ? ngout_section(&d->header, o->said ? o->said->comments : NULL,
                    o->said ? o->said->comment_count : 0)
    : pcapout_header(&d->header, (uint32_t)link, (uint32_t)o->snaplen,
                     o->micro);
  return made ? 0 : fault_memory(fault);
}

/* True when the first file can be made now. */
static bool is_named(const Dump *d) {
  return !dump_rotates(&d->options) || !strchr(d->filename, '%');
}

Dump *dump_open(const DumpOptions *options, Fault *fault) {
  if (options->press && !options->press->open) {
    fault_set(fault, "unsupported", "%s: this was built without %s",
              options->filename, options->press->library);
    return NULL;
  }
  Dump *d = calloc(1, sizeof *d);
  char *name = strdup(options->filename);
  if (!d || !name) {
    free(d);
    free(name);
    fault_memory(fault);
    return NULL;
  }
  d->options = *options;
  if (options->memory) {
    d->memory = *options->memory;
    d->options.memory = d->header.memory = &d->memory;
  }
  d->options.filename = d->filename = name;
  d->parts = (Parts){.pattern = name, .keep = options->keep};
  if (make_header(d, fault) == 0 &&
      (!is_named(d) || (open_part(d, 0, fault) == 0 &&
                        dump_flush(d, fault) == 0)))
    return d;
  Fault ignored;
  if (d->open) output_close(&d->out, false, &ignored);
  release(d);
  return NULL;
}

int dump_close(Dump *d, char **last, Fault *fault) {
  int n = d->open ? close_part(d, fault) : 0;
  if (last) *last = dump_closed(d);
  release(d);
  return n;
}

const DumpOptions *dump_options(const Dump *d) { return &d->options; }

const char *dump_filename(const Dump *d) { return d->filename; }
