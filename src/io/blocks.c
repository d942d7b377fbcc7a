/*
** blocks.c - what a pcapng file says besides its packets
*/
#include "blocks.h"

#include <stdlib.h>
#include <string.h>

#define BYTES_MAX ((size_t)16 << 20)
#define OVERHEAD 32  /* bytes that one costs, besides its own */

static void drop(void **list, size_t count) {
  for (size_t i = 0; i < count; i++) free(list[i]);
  free(list);
}

void blocks_clear(Blocks *blocks) {
  drop((void **)blocks->comments, blocks->comment_count);
  drop((void **)blocks->names, blocks->name_count);
  drop((void **)blocks->secrets, blocks->secret_count);
  *blocks = (Blocks){0};
}

/* True while there is room for so many bytes more, which it notes. */
static bool spend(Blocks *blocks, size_t size) {
  if (size + OVERHEAD > BYTES_MAX - blocks->bytes) return false;
  blocks->bytes += size + OVERHEAD;
  return true;
}

/* Appends what was allocated to a list; NULL, and freed: no memory. */
static void *append(void *list, size_t count, void *added) {
  void **longer = list;
  if ((count & (count - 1)) == 0)  /* room doubles at each power of two */
    longer = realloc(list, (count > 0 ? 2 * count : 1) * sizeof *longer);
  if (longer != NULL) longer[count] = added;
  else free(added);
  return longer;
}

bool blocks_comment(Blocks *blocks, const void *text, size_t size) {
  if (!spend(blocks, size)) return true;
  char *copy = malloc(size + 1);
  if (copy == NULL) return false;
  memcpy(copy, text, size);
  copy[size] = '\0';
  char **list = append(blocks->comments, blocks->comment_count, copy);
  if (list == NULL) return false;
  blocks->comments = list;
  blocks->comment_count++;
  return true;
}

bool blocks_name(Blocks *blocks, const uint8_t *address, uint8_t length,
                 const void *name, size_t size) {
  if (!spend(blocks, size + sizeof(Named))) return true;
  Named *named = malloc(sizeof *named + size + 1);
  if (named == NULL) return false;
  memcpy(named->address, address, length);
  named->length = length;
  memcpy(named->name, name, size);
  named->name[size] = '\0';
  Named **list = append(blocks->names, blocks->name_count, named);
  if (list == NULL) return false;
  blocks->names = list;
  blocks->name_count++;
  return true;
}

bool blocks_secrets(Blocks *blocks, uint32_t type, const void *bytes,
                    size_t size) {
  if (!spend(blocks, size)) return true;
  Secrets *secrets = malloc(sizeof *secrets + size);
  if (secrets == NULL) return false;
  secrets->type = type;
  secrets->size = (uint32_t)size;
  memcpy(secrets->bytes, bytes, size);
  Secrets **list = append(blocks->secrets, blocks->secret_count, secrets);
  if (list == NULL) return false;
  blocks->secrets = list;
  blocks->secret_count++;
  return true;
}
