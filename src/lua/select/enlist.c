/*
** enlist.c - the list of handlers: adding one, and taking one off
**
** A handler is added at the end. One that is cancelled stays until half of the
** list is cancelled, so that the cost of a call does not grow with the list.
*/
#include "enlist.h"

#include <string.h>

#include "../base/keep.h"
#include "candidates.h"
#include "due.h"

#define FEW 16  /* handlers that are looked at one by one */

/* Pushes the table of an empty list with room for so many handlers. */
static HandlerList *new_list(lua_State *L, unsigned room) {
  HandlerList *list;
  lua_createtable(L, (int)room * 2, 2);
  list = lua_newuserdatauv(L, sizeof *list + room * (sizeof *list->all +
                                                     sizeof *list->dues), 0);
  memset(list, 0, sizeof *list);
  list->room = room;
  list->dues = (unsigned *)(void *)(list->all + room);
  lua_rawseti(L, -2, 0);
  return list;
}

void enlist_begin(lua_State *L, Handlers *h) {
  h->list = new_list(L, 4);
  lua_pushvalue(L, -2);
  lua_rawseti(L, -2, -1);
  keep(L, -2);
}

/* Has the index, where there are many handlers, have one more. */
static void add_place(Handlers *h, const Handler *added) {
  if (h->index && !index_add(h->index, added, added->place)) {
    index_free(h->index);
    h->index = NULL;
  }
}

/* Makes the index anew, or none where there are few handlers. */
static void index_all(Handlers *h) {
  const HandlerList *list = h->list;
  index_free(h->index);
  h->index = NULL;
  if (list->count <= FEW || h->closed) return;
  const Allocator memory = state_memory(list->all[0]->state);
  h->index = index_new(&memory);
  for (unsigned i = 0; i < list->count; i++) add_place(h, list->all[i]);
}

/* Copies the handlers that are not cancelled, with their entries of the table
** at `from`, into an empty list, whose table is at `to`. */
static void copy_list(lua_State *L, Handlers *handlers, int from,
                      HandlerList *list, int to) {
  const HandlerList *old = handlers->list;
  unsigned due = 0, matched = 0;
  for (unsigned i = 0; i < old->count; i++) {
    Handler *h = old->all[i];
    bool is_due = due < old->due && old->dues[due] == i;
    due += is_due;
    if (h->cancelled) continue;
    matched += i < handlers->matched;
    for (int k = 1; k <= 2; k++) {
      lua_rawgeti(L, from, 2 * (lua_Integer)i + k);
      lua_rawseti(L, to, 2 * (lua_Integer)list->count + k);
    }
    if (is_due) list->dues[list->due++] = list->count;
    h->place = list->count;
    list->all[list->count++] = h;
  }
  handlers->matched = matched;
}

/*
** Replaces the list by one without the cancelled, and with room for `more`. The
** old one stays as it was: a run may be walking it.
*/
static void replace_list(lua_State *L, int handlers, unsigned more) {
  Handlers *h = lua_touserdata(L, handlers);
  HandlerList *list;
  int top = lua_gettop(L);
  do {  /* a finalizer may have come here, too */
    lua_settop(L, top);
    list = new_list(L, 2 * (h->live + more) + 4);
  } while (h->live + more > list->room);
  lua_pushvalue(L, handlers);
  lua_rawseti(L, top + 1, -1);
  kept_push(L, handlers);
  copy_list(L, h, top + 2, list, top + 1);
  lua_settop(L, top + 1);
  keep(L, handlers);
  h->list = list;
  index_all(h);
  if (h->live > 0) handlers_refresh(h, &list->all[0]->state->protocols);
}

void enlist(lua_State *L, int handlers) {
  Handlers *h = lua_touserdata(L, handlers);
  int top = lua_gettop(L);
  Handler *added = lua_touserdata(L, top);
  while (h->list->count == h->list->room) {
    replace_list(L, handlers, 1);
    lua_settop(L, top);
  }
  HandlerList *list = h->list;
  const lua_Integer at = 2 * (lua_Integer)list->count;
  kept_push(L, handlers);
  lua_pushvalue(L, top - 1);
  lua_rawseti(L, -2, at + 1);
  lua_pushvalue(L, top);
  lua_rawseti(L, -2, at + 2);
  lua_settop(L, top);
  h->matched += h->matched == list->count;
  added->cancelled = false;
  added->place = list->count;
  list->all[list->count++] = added;
  h->live++;
  if (list->count == FEW + 1) index_all(h);
  else add_place(h, added);
  if (h->live == 1) handlers_refresh(h, &added->state->protocols);
  else handlers_count(h, added, true);
}

void enlist_cancel(lua_State *L, int handlers, Handler *cancelled) {
  Handlers *h = lua_touserdata(L, handlers);
  cancelled->cancelled = true;
  h->live--;
  if (h->live > 0) handlers_count(h, cancelled, false);
  else h->any = false;  /* the next one that is added counts anew */
  if (h->live == 0) h->conversations = NULL;
  if (h->list->count <= FEW || h->live < h->list->count / 2) {
    replace_list(L, handlers, 0);
    return;
  }
  kept_push(L, handlers);
  lua_pushboolean(L, 0);
  lua_rawseti(L, -2, 2 * (lua_Integer)cancelled->place + 1);
}
