/*
** blocks.h - the blocks of a pcapng file, without interfaces and packets, in
** this machine's byte order
**
** They stay in the order in which they were read, so that a writer can copy
** those that are new. Once they take 16 MiB no more are kept.
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
  uint32_t interfaces; /* how many interfaces of the file came before it */
  uint32_t size;       /* bytes of the body */
  uint8_t bytes[];     /* the body: of a section block only the options; of a
                          counts block with times in ns, and with the interface
                          numbered from 1 */
} NgBlock;

typedef struct Blocks {
  const Allocator *memory;  /* borrowed; NULL: the process's */
  NgBlock **list;
  size_t count, room;
  size_t bytes;        /* of all blocks together */
  unsigned generation; /* how often they were cleared */
} Blocks;

void blocks_clear(Blocks *blocks);

/*
** Adds a block with a body of `size` bytes, which the caller fills in. *added
** is the block, or NULL where too much is kept already. False: no memory.
*/
bool blocks_add(Blocks *blocks, uint32_t type, size_t interfaces, size_t size,
                NgBlock **added);

/* A position among the blocks. All zeros: before the first. */
typedef struct BlockPlace {
  size_t block;        /* index of the block to look at next */
  const uint8_t *at, *end;  /* unread options of the block before */
  NgOption record;     /* the record whose names are being read */
  size_t name;         /* offset of its next name; 0: none */
} BlockPlace;

/* Goes to the next comment of a section block. False: there are no more. */
bool blocks_comment(const Blocks *blocks, BlockPlace *place,
                    const char **text, size_t *size);

typedef struct NameRecord {
  const uint8_t *address;
  uint8_t length;      /* of the address: 4 or 16 */
  const char *name;
  size_t size;         /* never 0 */
} NameRecord;

/* Goes to the next pair of an address and a name. False: there are no more. */
bool blocks_name(const Blocks *blocks, BlockPlace *place, NameRecord *named);

#endif
