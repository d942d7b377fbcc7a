/*
** blockoptions.c - the options of pcapng's blocks, and what else a file says
*/
#include <errno.h>
#include <stdlib.h>

#include "pcapng.h"

enum { BLOCK_NAMES = 4, BLOCK_SECRETS = 10 };

enum {  /* of all blocks, of sections, interfaces and packets */
  OPTION_END = 0, OPTION_COMMENT = 1,
  IF_NAME = 2, IF_DESCRIPTION = 3, IF_RESOLUTION = 9, IF_FILTER = 11,
  IF_SYSTEM = 12, IF_FCS = 13, IF_OFFSET = 14, IF_HARDWARE = 15,
  PACKET_FLAGS = 2
};

typedef struct Option {
  uint16_t code, size;
  const uint8_t *value;
} Option;

/* Goes to the next option of a block; false at the last. `at`: where it is. */
static bool next_option(const Reader *reader, const Block *block, uint32_t *at,
                        Option *option) {
  uint32_t end = block->size - 4;
  if (end - *at < 4) return false;
  option->code = half(block->at + *at, reader->swapped);
  option->size = half(block->at + *at + 2, reader->swapped);
  option->value = block->at + *at + 4;
  *at += 4;
  if (option->code == OPTION_END || option->size > end - *at) return false;
  *at += option->size + (-option->size & 3u);
  if (*at > end) *at = end;
  return true;
}

int pcapng_refuse(Reader *reader, const char *what) {
  return reader_refuse(reader, "damaged: block %llu, at byte %llu: %s",
                       (unsigned long long)reader->blocks + 1,
                       (unsigned long long)input_place(&reader->input), what);
}

int pcapng_memory(Reader *reader) {
  fault_memory(&reader->fault);
  return READER_FAULT;
}

int pcapng_section(Reader *reader, const Block *block) {
  uint32_t at = 24;
  Option option;
  while (next_option(reader, block, &at, &option))
    if (option.code == OPTION_COMMENT &&
        !blocks_comment(&reader->said, option.value, option.size))
      return pcapng_memory(reader);
  return READER_STARVED;
}

/* --- interfaces --- */

/* A filter is a text behind a 0, or a program. */
static bool keep_filter(Reader *reader, Interface *interface,
                        const Option *option) {
  if (option->size < 2 || option->value[0] != 0) return true;
  return interfaces_keep(&reader->interfaces, &interface->filter,
                         option->value + 1, option->size - 1u);
}

/* Where a text of an option is kept; NULL: it is none. */
static char **text_of(Interface *interface, unsigned code) {
  switch (code) {
    case OPTION_COMMENT: return &interface->comment;
    case IF_NAME: return &interface->name;
    case IF_DESCRIPTION: return &interface->description;
    case IF_SYSTEM: return &interface->system;
    case IF_HARDWARE: return &interface->hardware;
    default: return NULL;
  }
}

static int read_option(Reader *reader, Interface *interface,
                       const Option *option) {
  const uint8_t *value = option->value;
  char **text = text_of(interface, option->code);
  bool kept = true;
  if (text != NULL)
    kept = interfaces_keep(&reader->interfaces, text, value, option->size);
  else if (option->code == IF_FILTER)
    kept = keep_filter(reader, interface, option);
  else if (option->code == IF_FCS && option->size >= 1)
    interface->fcs = value[0] / 8;
  else if (option->code == IF_OFFSET && option->size >= 8) {
    uint64_t offset;
    memcpy(&offset, value, sizeof offset);
    if (reader->swapped) offset = __builtin_bswap64(offset);
    interface->offset = offset * SECOND;
  } else if (option->code == IF_RESOLUTION && option->size >= 1 &&
             !interface_resolve(interface, value[0]))
    return pcapng_refuse(reader, "a time resolution that is too fine");
  return kept ? READER_STARVED : pcapng_memory(reader);
}

int pcapng_interface(Reader *reader, const Block *block,
                     Interface *interface) {
  uint32_t at = 16;
  Option option;
  int n = READER_STARVED;
  while (n != READER_FAULT && next_option(reader, block, &at, &option))
    n = read_option(reader, interface, &option);
  return n;
}

/* --- packets --- */

/* Adds a comment to that of the frame: a line of its own. */
static bool add_comment(Reader *reader, const Option *option) {
  Notes *notes = &reader->notes;
  if (notes->comment == NULL) {
    notes->comment = (const char *)option->value;
    notes->size = option->size;
    return true;
  }
  size_t size = (size_t)notes->size + 1 + option->size;
  char *joined = reader->comments;
  if (size > reader->room) {
    joined = malloc(2 * size);
    if (joined == NULL) return false;
    reader->room = 2 * size;
  }
  memmove(joined, notes->comment, notes->size);
  joined[notes->size] = '\n';
  memcpy(joined + notes->size + 1, option->value, option->size);
  if (joined != reader->comments) {
    free(reader->comments);
    reader->comments = joined;
  }
  notes->comment = joined;
  notes->size = (uint32_t)size;
  return true;
}

int pcapng_notes(Reader *reader, const Block *block, uint32_t start,
                 Frame *frame) {
  Option option;
  reader->notes = (Notes){0};
  while (next_option(reader, block, &start, &option)) {
    if (option.code == OPTION_COMMENT && !add_comment(reader, &option))
      return pcapng_memory(reader);
    if (option.code != PACKET_FLAGS || option.size < 4) continue;
    uint32_t flags = word(option.value, reader->swapped);
    reader->notes.direction = flags & 3;
    if (flags >> 5 & 15) frame->fcs = flags >> 5 & 15;
  }
  frame->notes = &reader->notes;
  return READER_FRAME;
}

/* --- names and secrets --- */

/* Keeps the names of an address: each ends with a zero. */
static bool keep_names(Reader *reader, const uint8_t *value, size_t size,
                       uint8_t length) {
  size_t at = length;
  while (at < size) {
    size_t end = at;
    while (end < size && value[end] != '\0') end++;
    if (end > at &&
        !blocks_name(&reader->said, value, length, value + at, end - at))
      return false;
    at = end + 1;
  }
  return true;
}

/* Records of names have the form of options. */
static int read_names(Reader *reader, const Block *block) {
  uint32_t at = 8;
  Option record;
  while (next_option(reader, block, &at, &record)) {
    uint8_t length = record.code == 1 ? 4 : record.code == 2 ? 16 : 0;
    if (length > 0 && record.size > length &&
        !keep_names(reader, record.value, record.size, length))
      return pcapng_memory(reader);
  }
  return READER_STARVED;
}

static int read_secrets(Reader *reader, const Block *block) {
  uint32_t size;
  if (block->size < 20) return pcapng_refuse(reader, "too short for secrets");
  size = word(block->at + 12, reader->swapped);
  if (size > block->size - 20)
    return pcapng_refuse(reader, "secrets longer than their block");
  if (blocks_secrets(&reader->said, word(block->at + 8, reader->swapped),
                     block->at + 16, size)) return READER_STARVED;
  return pcapng_memory(reader);
}

int pcapng_other(Reader *reader, const Block *block) {
  if (block->type == BLOCK_NAMES) return read_names(reader, block);
  if (block->type == BLOCK_SECRETS) return read_secrets(reader, block);
  return READER_STARVED;
}
