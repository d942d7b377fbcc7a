/*
** interfaces.c - what a pcapng file says of its interfaces
*/
#include "interfaces.h"

#include <stdlib.h>
#include <string.h>

#define TEXTS_MAX ((size_t)16 << 20)  /* bytes of texts that are kept */

static void drop(Interface *interface) {
  free(interface->name);
  free(interface->description);
  free(interface->filter);
  free(interface->system);
  free(interface->hardware);
  free(interface->comment);
}

void interfaces_clear(Interfaces *interfaces) {
  for (size_t i = 0; i < interfaces->count; i++) drop(&interfaces->list[i]);
  free(interfaces->list);
  *interfaces = (Interfaces){0};
}

Interface *interfaces_add(Interfaces *interfaces) {
  if (interfaces->count == interfaces->room) {
    size_t room = interfaces->room > 0 ? 2 * interfaces->room : 4;
    Interface *list = realloc(interfaces->list, room * sizeof *list);
    if (list == NULL) return NULL;
    interfaces->list = list;
    interfaces->room = room;
  }
  Interface *added = &interfaces->list[interfaces->count++];
  *added = (Interface){.scale = 1000, .units = 1000000};
  return added;
}

bool interfaces_keep(Interfaces *interfaces, char **text, const void *bytes,
                     size_t size) {
  if (*text != NULL || interfaces->texts + size > TEXTS_MAX) return true;
  char *copy = malloc(size + 1);
  if (copy == NULL) return false;
  memcpy(copy, bytes, size);
  copy[size] = '\0';
  *text = copy;
  interfaces->texts += size;
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
