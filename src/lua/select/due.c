/*
** due.c - which handlers are due for a frame
*/
#include "due.h"

#include <string.h>

#include "follow.h"
#include "spoken.h"

/* --- what they want --- */

/* True when some handler is for what fragments may carry. */
static bool is_above(const Handlers *h, const Protocols *all) {
  static const char *const splits[] = {"ip", "fragment"};
  for (unsigned i = 0; i < h->count; i++)
    for (unsigned n = 0; n < 2 && !h->list[i]->frames; n++)
      if (set_has(&all->below[protocols_find(all, splits[n])],
                  h->list[i]->protocol))
        return true;
  return false;
}

void handlers_refresh(Handlers *h, const Protocols *all) {
  h->version = all->version;
  memset(h->interest, 0, sizeof h->interest);
  for (unsigned i = 0; i < h->count; i++)
    select_interest(&h->list[i]->fields.select, h->interest);
  follow_refresh(h, all);
  spoken_refresh(h, all);
  bool wanted = h->owned && ((h->owned->fragments && is_above(h, all)) ||
                             h->owned->follows || h->owned->speaks);
  h->conversations = wanted ? h->owned : NULL;
  if (!wanted) h->more = false;
}

/* --- which are due --- */

/* Entries of lists that are looked at before that is charged, and checked. */
#define WORK_AT_ONCE 65536

/* True when the current frame, of which others have parts, is for a handler. */
static bool is_for(const Handlers *handlers, const Handler *h) {
  const View *view = &handlers->view;
  const Delivery *d = handlers->delivery;
  if (h->frames) return !d;
  if (h->at) return follow_wants(h, d);
  size_t at = (size_t)(view->at[0].header - view->stack->frame.bytes);
  return at >= (d ? d->from : 0) && at < handlers->until;
}

/*
** Says which of the handlers from `i` on are due, until that was much work.
** True: some are. `part`: not all of them are to get the frame. Inline, since a
** call costs each frame a tenth more.
*/
__attribute__((always_inline))
static inline bool match(Handlers *handlers, Stack *stack, unsigned i,
                         const bool part) {
  bool due = false;
  View *view = &handlers->view;
  const unsigned count = handlers->count;
  for (; i < count && view->work <= WORK_AT_ONCE; i++) {
    Handler *h = handlers->list[i];
    const Select *s = &h->fields.select;
    h->due = !h->cancelled && select_view(s, stack, view) &&
             (!part || is_for(handlers, h)) && select_holds(s, view);
    handlers->viewed = h;
    if (!h->due) continue;
    if (h->sink)
      h->due = !h->sink->class->take(h->sink, &h->fields, view);
    due = due || h->due;
  }
  handlers->matched = i;
  return due;
}

/*
** handlers_want for a frame that may be a part of a conversation; `delivery` is
** what it came with, NULL: it was captured.
*/
static bool want_part(Handlers *h, Stack *stack, const Delivery *delivery,
                      bool there) {
  Conversations *c = h->owned;
  h->delivery = delivery;
  h->until = EVERYWHERE;
  h->view.work = 0;
  h->matched = h->count;
  if (!delivery || delivery->event == 0) {
    if (conversations_want(stack))
      h->until = conversations_take(c, stack, delivery);
    if (c->speaks && h->until == EVERYWHERE)
      h->until = conversations_listen(c, stack, delivery);
    else conversations_follow(c, stack, h->until == EVERYWHERE);
    if (h->starts || h->periods) follow_report(h);
    there = there && h->count > h->flows;
  }
  h->more = delivery || h->until != EVERYWHERE || c->follows ||
            conversations_wait(c);
  h->due = (there || h->every) && match(h, stack, 0, true);
  return h->due = h->due || h->matched < h->count;
}

bool handlers_want(Handlers *h, Stack *stack) {
  h->viewed = NULL;
  bool there = stack_decode(stack, h->interest);
  if (h->conversations && (h->more || h->owned->follows ||
                           conversations_hear(h->owned, stack) ||
                           conversations_want(stack)))
    return want_part(h, stack, NULL, there) || conversations_wait(h->owned);
  if (!there && !h->every) return false;
  h->view.work = 0;
  return match(h, stack, 0, false) || h->matched < h->count;
}

/* True when conversations have lost streams: those who read them are due. */
static bool want_lost(Handlers *h) {
  h->due = false;
  for (unsigned i = 0; i < h->count && h->owned->lost; i++) {
    Handler *each = h->list[i];
    each->due = each->sink && each->sink->class->streams;
    h->due = h->due || each->due;
  }
  h->owned->lost = false;
  h->owned->seen.flow = NULL;
  h->matched = h->count;
  return h->due;
}

bool handlers_next(Handlers *h, Stack *stack) {
  const Delivery *d;
  if (!h->owned) return false;
  const Protocols *all = h->owned->all;
  if (h->version != all->version) handlers_refresh(h, all);
  if (h->owned->lost && want_lost(h)) return true;
  while ((d = conversations_next(h->owned))) {
    h->viewed = NULL;
    stack_begin(stack, all, d->root, &d->frame);
    if (d->message > 0) stack_message(stack, d->message, d->spoken);
    bool there = stack_decode(stack, h->interest);
    if (d->problem) {
      stack_decode(stack, NULL);
      stack->problem = d->problem;
      stack->culprit = d->culprit;
      stack->where = d->where;
    }
    if (want_part(h, stack, d, there || d->event)) return true;
  }
  h->more = h->owned->lost && want_lost(h);
  return h->more;
}

void handlers_rest(lua_State *L, Handlers *h, Stack *stack) {
  while (h->matched < h->count) {
    fields_charge(L, &h->view);
    match(h, stack, h->matched, h->more);
  }
}

void handlers_look(lua_State *L, Handlers *handlers, const State *state,
                   const Packet *p, Stack *stack) {
  View view;
  view.work = 0;
  handlers->viewed = NULL;
  handlers->matched = handlers->count;
  packet_restack(state, p, stack);
  for (unsigned i = 0; i < handlers->count; i++) {
    Handler *h = handlers->list[i];
    const Select *s = &h->fields.select;
    h->due = !h->sink && h->at == 0 && select_view(s, stack, &view) &&
             (h->frames || p->until == 0 ||
              view.at[0].header < packet_bytes(p) + p->until) &&
             select_holds(s, &view);
    fields_charge(L, &view);
  }
}
