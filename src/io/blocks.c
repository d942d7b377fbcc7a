/*
** blocks.c - the blocks of a pcapng file besides interfaces and packets
*/
#include "blocks.h"

#include <string.h>

#define BYTES_MAX ((size_t)16 << 20)
#define OVERHEAD 32  /* bytes that one costs, besides its own */

static void *move(const Blocks *blocks, void *block, size_t old, size_t size) {
  if (blocks->memory) return allocator_move(blocks->memory, block, old, size);
  return allocator_plain(NULL, block, old, size);
}

void blocks_clear(Blocks *blocks) {
  for (size_t i = 0; i < blocks->count; i++)
    move(blocks, blocks->list[i], sizeof(NgBlock) + blocks->list[i]->size, 0);
  move(blocks, blocks->list, blocks->room * sizeof *blocks->list, 0);
  *blocks = (Blocks){.memory = blocks->memory,
                     .generation = blocks->generation + 1};
}

bool blocks_add(Blocks *blocks, uint32_t type, size_t interfaces, size_t size,
                NgBlock **added) {
  *added = NULL;
  if (size + OVERHEAD > BYTES_MAX - blocks->bytes) return true;
  if (blocks->count == blocks->room) {
    size_t room = blocks->room > 0 ? 2 * blocks->room : 4;
    NgBlock **list = move(blocks, blocks->list,
                       blocks->room * sizeof *list, room * sizeof *list);
    if (list == NULL) return false;
    blocks->list = list;
    blocks->room = room;
  }
  NgBlock *block = move(blocks, NULL, 0, sizeof *block + size);
  if (block == NULL) return false;
  block->type = type;
  block->interfaces = (uint32_t)interfaces;
  block->size = (uint32_t)size;
  blocks->list[blocks->count++] = *added = block;
  blocks->bytes += size + OVERHEAD;
  return true;
}

/* --- what they say --- */

/* Goes to the next option of blocks of a type. */
static bool next(const Blocks *blocks, uint32_t type, BlockPlace *place,
                 NgOption *option) {
  for (;;) {
    if (place->at && ng_next(&place->at, place->end, option)) return true;
    const NgBlock *block;
    do {
      if (place->block == blocks->count) return false;
      block = blocks->list[place->block++];
    } while (block->type != type);
    place->at = block->bytes;
    place->end = block->bytes + block->size;
  }
}

bool blocks_comment(const Blocks *blocks, BlockPlace *place,
                    const char **text, size_t *size) {
  NgOption option;
  while (next(blocks, NG_BLOCK_SECTION, place, &option)) {
    if (option.code != NG_COMMENT) continue;
    *text = (const char *)option.value;
    *size = strnlen(*text, option.size);
    return true;
  }
  return false;
}

/* An address and its names, each of which ends with a zero. */
bool blocks_name(const Blocks *blocks, BlockPlace *place, NameRecord *named) {
  NgOption *record = &place->record;
  for (;;) {
    while (place->name > 0 && place->name < record->size) {
      named->address = record->value;
      named->length = record->code == 1 ? 4 : 16;
      named->name = (const char *)record->value + place->name;
      named->size = strnlen(named->name, record->size - place->name);
      place->name += named->size + 1;
      if (named->size > 0) return true;
    }
    if (!next(blocks, NG_BLOCK_NAMES, place, record)) return false;
    place->name = record->code == 1 ? 4 : record->code == 2 ? 16 : 0;
  }
}
