/*
** interfaces.c - what a pcapng file says of its interfaces
*/
#include "interfaces.h"

#include <string.h>

#define BYTES_MAX ((size_t)16 << 20)  /* of options that are kept */

static void *move(const Interfaces *all, void *block, size_t old, size_t size) {
  if (all->memory) return allocator_move(all->memory, block, old, size);
  return allocator_plain(NULL, block, old, size);
}

void interfaces_clear(Interfaces *all) {
  for (size_t i = 0; i < all->count; i++)
    move(all, all->list[i].options, all->list[i].size, 0);
  move(all, all->list, all->room * sizeof *all->list, 0);
  *all = (Interfaces){.memory = all->memory};
}

Interface *interfaces_add(Interfaces *all) {
  if (all->count == all->room) {
    size_t room = all->room > 0 ? 2 * all->room : 4;
    Interface *list = move(all, all->list, all->room * sizeof *list,
                           room * sizeof *list);
    if (list == NULL) return NULL;
    all->list = list;
    all->room = room;
  }
  Interface *added = &all->list[all->count++];
  *added = (Interface){.scale = 1000, .units = 1000000};
  return added;
}

bool interfaces_keep(Interfaces *all, Interface *interface,
                     const uint8_t *options, size_t size) {
  if (size == 0 || all->bytes + size > BYTES_MAX) return true;
  interface->options = move(all, NULL, 0, size);
  if (interface->options == NULL) return false;
  memcpy(interface->options, options, size);
  interface->size = (uint32_t)size;
  all->bytes += size;
  return true;
}

bool interface_text(const Interface *i, unsigned code, const char **text,
                    size_t *size) {
  NgOption option;
  if (i->options == NULL ||
      !ng_find(i->options, i->options + i->size, code, &option)) return false;
  *text = (const char *)option.value;
  *size = option.size;
  if (code == IF_FILTER) {  /* a text behind a 0, or a program */
    if (*size < 2 || **text != '\0') return false;
    ++*text;
    --*size;
  }
  *size = strnlen(*text, *size);
  return true;
}

bool interface_resolve(Interface *interface, uint8_t resolution) {
  unsigned power = resolution & 0x7f;
  bool binary = resolution & 0x80;
  if (power > (binary ? 63 : 19)) return false;
  uint64_t units = binary ? UINT64_C(1) << power : 1;
  for (unsigned i = 0; !binary && i < power; i++) units *= 10;
  interface->units = units;
  interface->scale = 1000000000u % units == 0
    ? (uint32_t)(1000000000u / units) : 0;
  return true;
}
