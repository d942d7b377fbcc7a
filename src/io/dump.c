/*
** dump.c - capture files, written: pcap or pcapng, in one piece or in parts
*/
#include "dumping.h"

#include <stdlib.h>
#include <string.h>

#include "pcapout.h"

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
  o->compressor = NULL;
  for (int i = 0; compressors[i] && !o->compressor; i++) {
    plain = before(filename, size, compressors[i]->ending);
    if (plain > 0) o->compressor = compressors[i];
  }
  if (plain > 0) size = plain;
  o->format = before(filename, size, ".pcapng") > 0 ||
              before(filename, size, ".ntar") > 0 ? DUMP_PCAPNG : DUMP_PCAP;
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
  const Unread *unread = d->options.unread;
  const char *name = d->filename;
  if (dump_rotates(&d->options)) name = parts_next(&d->parts, time);
  if (!name) return fault_memory(fault);
  if (unread && unread->reads(unread->context, name))
    return fault_set(fault, "file", "%s: this file is being read, and its "
                     "unread rest would be lost: write to another file", name);
  d->out.plain.memory = d->options.memory;
  d->out.stop = d->options.stop;
  if (!buffer_add(&d->out.plain, d->header.bytes, d->header.size)) {
    buffer_free(&d->out.plain);
    return fault_memory(fault);
  }
  if (output_open(&d->out, name, d->options.compressor,
                  d->options.format == DUMP_PCAPNG ? ngout_size : pcapout_size,
                  fault) < 0)
    return -1;
  if (d->options.again) d->out.again = &d->header;
  if (d->options.format == DUMP_PCAPNG) d->out.frame = ngout_is_frame;
  d->open = true;
  d->fresh = false;
  d->packets = 0;
  for (size_t i = 0; i < d->interfaces_count; i++)
    d->interfaces[i].counts = (NgCounts){.received = -1, .dropped = -1};
  return 0;
}

/* A pcapng file without packets has an interface, too; and the last has all
** that its source said. */
static int end_part(Dump *d, bool last, Fault *fault) {
  const Interface none = {.link = (uint16_t)d->options.datalink,
                          .snaplen = (uint32_t)d->options.snaplen};
  if (d->fresh && !last) return 0;
  if (!dumping_fresh(d)) return fault_memory(fault);
  if (d->options.format == DUMP_PCAPNG && d->interfaces_count == 0 &&
      dumping_interface(d, &none, 0, fault) < 0)
    return -1;
  return dumping_counts(d) ? 0 : fault_memory(fault);
}

/* Closes the file, perhaps the last: 0, or -1 and a fault. */
static int close_part(Dump *d, bool last, Fault *fault) {
  Fault first;
  int n = end_part(d, last, &first);
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
  const Output *out = &d->out;
  return (uint64_t)out->length +
         (d->options.compressor ? out->compressed.size : out->plain.size);
}

/* True when a record of so many bytes is for another part. */
static bool is_full(const Dump *d, int64_t time, size_t size) {
  const DumpOptions *o = &d->options;
  if (d->fresh) size += d->header.size;
  uint64_t bytes = dump_size(d) + (o->compressor ? 0 : size);
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
  int64_t interface = ng ? dumping_find(d, frame, fault) : 0;
  if (interface < 0) return -1;
  size_t size = ng ? ngout_framesize(frame, caplen) : PCAP_RECORD + caplen;
  if (d->open && is_full(d, frame->time, size) &&
      (output_flush(&d->out, fault) < 0 || close_part(d, false, fault) < 0))
    return -1;  /* what cannot be flushed is kept */
  if (!d->open && open_part(d, frame->time, fault) < 0) return -1;
  if (!dumping_fresh(d)) return fault_memory(fault);
  uint8_t *at = output_room(&d->out, size, fault);
  if (!at) return -1;
  if (ng) ngout_frame(at, (uint32_t)interface, frame, caplen);
  else pcapout_record(at, frame, caplen, o->micro);
  d->out.plain.size += size;
  if (d->packets++ == 0) d->first = frame->time;
  if (!ng) return 0;
  NgCounts *c = &d->interfaces[interface].counts;
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
  free(d->interfaces);
  free(d->filename);
  free(d);
}

/* What all files of it begin with: 0, or -1 and a fault. */
static int make_header(Dump *d, Fault *fault) {
  const DumpOptions *o = &d->options;
  int64_t link = pcapout_link(o->datalink, d->filename, fault);
  if (link < 0) return -1;
  bool made = o->format == DUMP_PCAPNG
    ? dumping_section(d)
    : pcapout_header(&d->header, (uint32_t)link, (uint32_t)o->snaplen,
                     o->micro);
  return made ? 0 : fault_memory(fault);
}

/* True when the first file can be made now. */
static bool is_named(const Dump *d) {
  return !dump_rotates(&d->options) || !strchr(d->filename, '%');
}

Dump *dump_open(const DumpOptions *options, Fault *fault) {
  if (options->compressor && !options->compressor->open) {
    fault_set(fault, "unsupported", "%s: this was built without %s",
              options->filename, options->compressor->library);
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
  Fault close;
  if (d->open && output_close(&d->out, false, &close) < 0) *fault = close;
  release(d);
  return NULL;
}

int dump_close(Dump *d, char **last, Fault *fault) {
  int n = d->open ? close_part(d, true, fault) : 0;
  if (last) *last = dump_closed(d);
  release(d);
  return n;
}

const DumpOptions *dump_options(const Dump *d) { return &d->options; }

const char *dump_filename(const Dump *d) { return d->filename; }
