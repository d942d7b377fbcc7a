/*
** unread.c - bytes of one direction that are in order, and nobody has read yet
*/
#include "unread.h"

#include <string.h>

#define LEAST 256  /* bytes of the first block */

bool unread_put(Unread *u, const Allocator *allocator, const uint8_t *bytes,
                uint32_t size) {
  if (u->from > 0 && size > u->room - u->to) {
    memmove(u->bytes, u->bytes + u->from, u->to - u->from);
    u->to -= u->from;
    u->from = 0;
  }
  if (size > u->room - u->to) {
    uint64_t room = u->room < LEAST ? LEAST : u->room;
    while (room - u->to < size) room *= 2;
    if (room > INT32_MAX) return false;
    uint8_t *block = allocator_move(allocator, u->bytes, u->room, room);
    if (!block) return false;
    u->bytes = block;
    u->room = (uint32_t)room;
  }
  if (size > 0) memcpy(u->bytes + u->to, bytes, size);
  u->to += size;
  return true;
}

bool unread_note(Unread *u, const Allocator *allocator, MarkKind kind,
                 uint64_t size) {
  uint64_t at = u->number + (u->to - u->from);
  Mark *last = unread_mark(u) ? &u->marks[u->marks_to - 1] : NULL;
  if (last && last->at == at && last->kind != MARK_DATAGRAM &&
      kind != MARK_DATAGRAM) {  /* those at one place are told as one */
    last->size += size;
    return true;
  }
  if (u->marks && u->marks_to == u->marks_room && u->marks_from > 0) {
    memmove(u->marks, u->marks + u->marks_from,
            (u->marks_to - u->marks_from) * sizeof *u->marks);
    u->marks_to -= u->marks_from;
    u->marks_from = 0;
  }
  if (!u->marks || u->marks_to == u->marks_room) {
    uint32_t room = u->marks_room ? u->marks_room * 2 : 2;
    Mark *block = allocator_move(allocator, u->marks,
                                 u->marks_room * sizeof *block,
                                 room * sizeof *block);
    if (!block) return false;
    u->marks = block;
    u->marks_room = room;
  }
  u->marks[u->marks_to++] = (Mark){at, size, (uint8_t)kind};
  return true;
}

bool unread_datagram(Unread *u, const Allocator *allocator,
                     const uint8_t *bytes, uint32_t size) {
  if (!unread_put(u, allocator, bytes, size)) return false;
  if (unread_note(u, allocator, MARK_DATAGRAM, 0)) return true;
  u->to -= size;
  return false;
}

void unread_pass(Unread *u, uint64_t size) {
  Mark *mark = &u->marks[u->marks_from];
  if (size < mark->size) {
    mark->size -= size;
    u->offset += size;
    return;
  }
  u->offset += mark->size;
  u->marks_from++;
}

int64_t unread_find(const Unread *u, uint32_t from, const char *end,
                    size_t length) {
  const uint8_t *bytes = unread_bytes(u);
  uint32_t size = unread_size(u);
  uint32_t at = from >= length ? from - (uint32_t)length + 1 : 0;
  while (size >= length && at <= size - length) {
    const uint8_t *p = memchr(bytes + at, end[0], size - length + 1 - at);
    if (!p) return -1;
    at = (uint32_t)(p - bytes);
    if (memcmp(p, end, length) == 0) return at;
    at++;
  }
  return -1;
}

void unread_free(Unread *u, const Allocator *allocator) {
  if (u->bytes) allocator_move(allocator, u->bytes, u->room, 0);
  if (u->marks)
    allocator_move(allocator, u->marks, u->marks_room * sizeof *u->marks, 0);
}
