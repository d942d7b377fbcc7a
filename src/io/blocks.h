/*
** blocks.h - what a pcapng file says besides its packets: comments of sections,
** names of addresses, and secrets to decrypt by
**
** In the order in which it came: who writes a file on looks at what was added
** since. Of very much, no more is kept.
*/
#ifndef PYCAP_BLOCKS_H
#define PYCAP_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Named {
  uint8_t address[16];
  uint8_t length;      /* of the address: 4 or 16 */
  char name[];         /* never empty */
} Named;

typedef struct Secrets {
  uint32_t type;       /* as pcapng numbers them: 0x544c534b is TLS's */
  uint32_t size;
  uint8_t bytes[];
} Secrets;

typedef struct Blocks {
  char **comments;
  Named **names;
  Secrets **secrets;
  size_t comment_count, name_count, secret_count;
  size_t bytes;        /* of all */
} Blocks;

void blocks_clear(Blocks *blocks);

/* Each keeps a copy; false: no memory. */
bool blocks_comment(Blocks *blocks, const void *text, size_t size);
bool blocks_name(Blocks *blocks, const uint8_t *address, uint8_t length,
                 const void *name, size_t size);
bool blocks_secrets(Blocks *blocks, uint32_t type, const void *bytes,
                    size_t size);

#endif
