/*
** blocks.h - the blocks of a pcapng file besides interfaces and packets, in
** this machine's byte order
**
** In the order in which they came: who writes a file on looks at what was added
** since. Of very much, no more is kept.
*/
#ifndef PYCAP_BLOCKS_H
#define PYCAP_BLOCKS_H

#include "../core/allocator.h"
#include "ngoptions.h"

enum {
  NG_BLOCK_INTERFACE = 1, NG_BLOCK_OBSOLETE = 2, NG_BLOCK_SIMPLE = 3,
  NG_BLOCK_NAMES = 4, NG_BLOCK_COUNTS = 5, NG_BLOCK_FRAME = 6,
  NG_BLOCK_JOURNAL = 9, NG_BLOCK_SECRETS = 10, NG_BLOCK_CUSTOM = 0xbad,
  NG_BLOCK_CUSTOM_STAYS = 0x40000bad,  /* not to be copied */
  NG_BLOCK_SECTION = 0x0a0d0d0a
};

typedef struct NgBlock {
  uint32_t type;
  uint32_t interfaces; /* of the file that came before it */
  uint32_t size;       /* of the body: of a section, its options alone; of */
  uint8_t bytes[];     /* counts, the interface from 1, and times in ns */
} NgBlock;

typedef struct Blocks {
  const Allocator *memory;  /* borrowed; NULL: the process's */
  NgBlock **list;
  size_t count, room;
  size_t bytes;        /* of all */
  unsigned generation; /* how often they were cleared */
} Blocks;

void blocks_clear(Blocks *blocks);

/*
** Adds a block, whose body is to be filled in, up to `size`; *added is NULL
** where there is too much. False: no memory.
*/
bool blocks_add(Blocks *blocks, uint32_t type, size_t interfaces, size_t size,
                NgBlock **added);

/* A place among the blocks; all zero: before the first. */
typedef struct BlockPlace {
  size_t block;        /* the next to be looked at */
  const uint8_t *at, *end;  /* options of the one before */
  NgOption record;     /* of which names are read, */
  size_t name;         /* the next of them here; 0: none */
} BlockPlace;

/* Goes to the next comment of a section; false: there is none. */
bool blocks_comment(const Blocks *blocks, BlockPlace *place,
                    const char **text, size_t *size);

typedef struct NameRecord {
  const uint8_t *address;
  uint8_t length;      /* of the address: 4 or 16 */
  const char *name;
  size_t size;         /* never 0 */
} NameRecord;

/* Goes to the next name of an address; false: there is none. */
bool blocks_name(const Blocks *blocks, BlockPlace *place, NameRecord *named);

#endif
