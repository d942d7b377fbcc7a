/*
** blockoptions.c - the options of pcapng's blocks, and what else a file says
*/
#include <errno.h>

#include "pcapng.h"

int pcapng_refuse(Reader *reader, const char *what) {
  return reader_refuse(reader, "damaged: block %llu, at byte %llu: %s",
                       (unsigned long long)reader->blocks + 1,
                       (unsigned long long)input_place(&reader->input), what);
}

/* Where the options of a block end. */
static const uint8_t *end_of(const Block *block) {
  return block->at + block->size - 4;
}

/* The options of a block, in this machine's order, in memory of the reader's.
** NULL: there is none. */
static uint8_t *take_options(Reader *reader, NgKind kind, const Block *block,
                             uint32_t start, size_t *size) {
  const uint8_t *at = block->at + start;
  size_t most = (size_t)(end_of(block) - at);
  if (!reader_room(reader, most)) return NULL;
  *size = ng_take(kind, at, end_of(block), reader->swapped, reader->scratch,
                  NULL);
  return reader->scratch;
}

/* Keeps the body of a block of `size` bytes, and options of `kind` that follow
** after `fixed` bytes of it, which are of the file's order. */
static int keep_block(Reader *reader, NgKind kind, const Block *block,
                      uint32_t fixed, NgBlock **kept) {
  size_t size;
  uint8_t *options = take_options(reader, kind, block, 8 + fixed, &size);
  if (options == NULL ||
      !blocks_add(&reader->ngblocks, block->type, reader->interfaces.count,
                  fixed + size + (fixed > 0 && size > 0 ? 4 : 0), kept))
    return reader_memory(reader);
  if (*kept == NULL) return READER_STARVED;
  memset((*kept)->bytes, 0, (*kept)->size);  /* the end of options, too */
  memcpy((*kept)->bytes, block->at + 8, fixed);
  memcpy((*kept)->bytes + fixed, options, size);
  return READER_STARVED;
}

/* Turns a number of a body around, if the file has the other order. */
static void settle(const Reader *reader, uint8_t *at) {
  uint32_t n = word(at, reader->swapped);
  memcpy(at, &n, sizeof n);
}

int pcapng_section(Reader *reader, const Block *block) {
  enum { FIXED = 16 };  /* magic, version, length */
  Block options = {block->at + FIXED, block->type, block->size - FIXED};
  NgBlock *kept;
  return keep_block(reader, NG_SECTION, &options, 0, &kept);
}

/* --- interfaces --- */

/* Notes what an option says; false: a unit that is too fine. */
static bool read_option(Interface *interface, const NgOption *option) {
  const uint8_t *value = option->value;
  uint64_t offset;
  if (option->code == IF_FCS && option->size >= 1)
    interface->fcs = value[0] / 8;
  if (option->code == IF_OFFSET && option->size >= 8) {
    memcpy(&offset, value, sizeof offset);
    interface->offset = offset * SECOND;
  }
  return option->code != IF_RESOLUTION || option->size < 1 ||
         interface_resolve(interface, value[0]);
}

int pcapng_interface(Reader *reader, const Block *block,
                     Interface *interface) {
  size_t size;
  uint8_t *options = take_options(reader, NG_INTERFACE, block, 16, &size);
  if (options == NULL) return reader_memory(reader);
  const uint8_t *at = options, *start = at, *end = at + size;
  uint8_t *kept = options;
  NgOption option;
  for (; ng_next(&at, end, &option); start = at) {
    if (!read_option(interface, &option))
      return pcapng_refuse(reader, "a time resolution that is too fine");
    if (option.code == IF_RESOLUTION || option.code == IF_OFFSET) continue;
    memmove(kept, start, (size_t)(at - start));
    kept += at - start;
  }
  if (interfaces_keep(&reader->interfaces, interface, options,
                      (size_t)(kept - options))) return READER_STARVED;
  return reader_memory(reader);
}

/* --- packets --- */

/* Adds a comment to that of the frame: a line of its own. */
static bool add_comment(Reader *reader, const NgOption *option) {
  Notes *notes = &reader->notes;
  if (notes->comment == NULL) {
    notes->comment = (const char *)option->value;
    notes->size = option->size;
    return true;
  }
  Buffer *joined = &reader->comments;
  if (!notes->more) {
    joined->size = 0;
    if (!buffer_add(joined, notes->comment, notes->size)) return false;
  }
  if (!buffer_add(joined, "\n", 1) ||
      !buffer_add(joined, option->value, option->size)) return false;
  notes->comment = (const char *)joined->bytes;
  notes->size = (uint32_t)joined->size;
  notes->more = true;
  return true;
}

/* Notes what an option says of a packet; false: no memory. */
static bool read_note(Reader *reader, const NgOption *option, Frame *frame) {
  enum { DIRECTION = 3 };
  Notes *notes = &reader->notes;
  uint32_t flags;
  if (option->code == NG_COMMENT) return add_comment(reader, option);
  if (option->code != FRAME_FLAGS || option->size < 4) {
    notes->others = true;
    return true;
  }
  memcpy(&flags, option->value, sizeof flags);
  notes->direction = flags & DIRECTION;
  if (flags & ~(uint32_t)DIRECTION) notes->others = true;
  if (flags >> 5 & 15) frame->fcs = flags >> 5 & 15;
  return true;
}

int pcapng_notes(Reader *reader, const Block *block, uint32_t start,
                 Frame *frame) {
  Notes *notes = &reader->notes;
  const uint8_t *at = block->at + start, *end = end_of(block);
  NgOption option;
  *notes = (Notes){0};
  if (reader->swapped || !ng_plain(at, end)) {
    size_t size;
    at = take_options(reader, NG_FRAME, block, start, &size);
    if (at == NULL) return reader_memory(reader);
    end = at + size;
  }
  notes->options = at;
  while (ng_next(&at, end, &option)) {
    notes->rest = (uint32_t)(at - notes->options);
    if (!read_note(reader, &option, frame)) return reader_memory(reader);
  }
  notes->others |= notes->more;
  frame->notes = notes;
  return READER_FRAME;
}

/* --- other blocks --- */

/* Records of names have the form of options, and are followed by such. */
static int read_names(Reader *reader, const Block *block) {
  enum { END = 4 };
  const uint8_t *at = block->at + 8, *end = end_of(block), *rest;
  NgBlock *kept;
  if (!reader_room(reader, (size_t)(end - at) + 2 * END))
    return reader_memory(reader);
  uint8_t *out = reader->scratch;
  size_t size = ng_take(NG_NAMES, at, end, reader->swapped, out, &rest);
  memset(out + size, 0, END);
  size += END;
  size_t options = ng_take(NG_NAMES, rest, end, reader->swapped, out + size,
                           NULL);
  memset(out + size + options, 0, END);
  if (options > 0) size += options + END;
  if (!blocks_add(&reader->ngblocks, block->type, reader->interfaces.count,
                  size, &kept)) return reader_memory(reader);
  if (kept) memcpy(kept->bytes, out, size);
  return READER_STARVED;
}

static int read_secrets(Reader *reader, const Block *block) {
  NgBlock *kept = NULL;
  if (block->size < 20) return pcapng_refuse(reader, "too short for secrets");
  size_t size = word(block->at + 12, reader->swapped);
  if (size > block->size - 20)
    return pcapng_refuse(reader, "secrets longer than their block");
  int n = keep_block(reader, NG_NAMES, block, 8 + (uint32_t)ng_padded(size),
                     &kept);
  if (n == READER_FAULT || kept == NULL) return n;
  settle(reader, kept->bytes);
  settle(reader, kept->bytes + 4);
  return n;
}

/* A time of an interface, as its upper and its lower half, in nanoseconds. */
static void convert(const Interface *interface, uint8_t *at) {
  uint32_t halves[2];
  memcpy(halves, at, sizeof halves);
  uint64_t time = (uint64_t)interface_time(interface,
    (uint64_t)halves[0] << 32 | halves[1]);
  halves[0] = (uint32_t)(time >> 32);
  halves[1] = (uint32_t)time;
  memcpy(at, halves, sizeof halves);
}

/* What was counted of an interface. */
static int read_counts(Reader *reader, const Block *block) {
  enum { FIXED = 12 };
  NgOption option;
  NgBlock *kept = NULL;
  if (block->size < 24) return READER_STARVED;
  const Interface *interface = pcapng_find(reader, word(block->at + 8,
                                                        reader->swapped));
  if (interface == NULL) return READER_STARVED;
  int n = keep_block(reader, NG_COUNTS, block, FIXED, &kept);
  if (n == READER_FAULT || kept == NULL) return n;
  uint32_t number = (uint32_t)(interface - reader->interfaces.list) + 1;
  memcpy(kept->bytes, &number, sizeof number);
  settle(reader, kept->bytes + 4);
  settle(reader, kept->bytes + 8);
  convert(interface, kept->bytes + 4);
  const uint8_t *at = kept->bytes + FIXED, *end = kept->bytes + kept->size;
  while (ng_next(&at, end, &option))
    if ((option.code == COUNT_START || option.code == COUNT_END) &&
        option.size == 8)
      convert(interface, kept->bytes + (option.value - kept->bytes));
  return n;
}

/* Blocks whose numbers are not known are passed on in this machine's order. */
static int keep_whole(Reader *reader, const Block *block) {
  uint32_t size = block->size - 12;
  NgBlock *kept;
  if (!blocks_add(&reader->ngblocks, block->type, reader->interfaces.count,
                  size, &kept)) return reader_memory(reader);
  if (kept == NULL) return READER_STARVED;
  memcpy(kept->bytes, block->at + 8, size);
  if (block->type == NG_BLOCK_CUSTOM && size >= 4) settle(reader, kept->bytes);
  return READER_STARVED;
}

int pcapng_other(Reader *reader, const Block *block) {
  switch (block->type) {
    case NG_BLOCK_NAMES: return read_names(reader, block);
    case NG_BLOCK_COUNTS: return read_counts(reader, block);
    case NG_BLOCK_SECRETS: return read_secrets(reader, block);
    case NG_BLOCK_CUSTOM_STAYS: return READER_STARVED;
    case NG_BLOCK_CUSTOM: case NG_BLOCK_JOURNAL:
      return keep_whole(reader, block);
    default:
      return reader->swapped ? READER_STARVED : keep_whole(reader, block);
  }
}
