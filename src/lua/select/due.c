/*
** due.c - which handlers are due for a frame
*/
#include "due.h"

#include <string.h>

#include "candidates.h"
#include "follow.h"
#include "spoken.h"

/* --- what they want --- */

/* True when a handler is for what fragments may carry. */
static bool is_above(const Protocols *all, const Handler *h) {
  static const char *const splits[] = {"ip", "fragment"};
  bool above = false;
  for (unsigned n = 0; n < 2 && !h->frames && !above; n++)
    above = set_has(&all->below[protocols_find(all, splits[n])], h->protocol);
  return above;
}

/* Adds `by`, 1 or -1, to the counts that a handler is in. */
static void count(Handlers *h, const Handler *each, unsigned by) {
  h->every += each->protocol == PROTOCOL_NONE ? by : 0;
  h->texts += each->fields.texts ? by : 0;
  h->above += each->above ? by : 0;
  h->streams += each->sink && each->sink->class->streams ? by : 0;
  follow_count(h, each, by);
}

/* Adds what a handler wants to be decoded. */
static void add_interest(Handlers *h, const Protocols *all, Handler *each) {
  select_interest(&each->fields.select, h->interest);
  if (each->at || (each->sink && each->sink->class->streams))
    follow_interest(h, all);
  each->above = h->owned && h->owned->fragments && is_above(all, each);
}

/* Says what is wanted of several frames together. */
static void settle(Handlers *h) {
  Conversations *c = h->owned;
  h->any = h->live > 0;
  if (c) follow_settle(h);
  bool wanted = c && ((c->fragments && h->above + h->flows > 0) || c->follows ||
                      c->speaks);
  h->conversations = wanted ? c : NULL;
  if (!wanted) h->more = false;
}

void handlers_count(Handlers *h, Handler *each, bool added) {
  const Protocols *all = &each->state->protocols;
  if (added) add_interest(h, all, each);
  count(h, each, added ? 1 : -1u);
  if (messages_has(all, each->protocol)) spoken_refresh(h, all);
  settle(h);
}

void handlers_refresh(Handlers *h, const Protocols *all) {
  h->version = all->version;
  memset(h->interest, 0, sizeof h->interest);
  h->every = h->texts = h->above = h->streams = 0;
  h->flows = h->starts = h->periods = h->ends = 0;
  for (unsigned i = 0; i < h->list->count; i++) {
    if (h->list->all[i]->cancelled) continue;
    add_interest(h, all, h->list->all[i]);
    count(h, h->list->all[i], 1);
  }
  spoken_refresh(h, all);
  settle(h);
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

/* True when a handler is due for the frame: it is not cancelled, and no sink
** took it. `part`: not all handlers are to get the frame. */
__attribute__((always_inline))
static inline bool is_due(Handlers *handlers, Handler *h, Stack *stack,
                          const bool part) {
  const Select *s = &h->fields.select;
  View *view = &handlers->view;
  bool due = !h->cancelled && select_view(s, stack, view) &&
             (!part || is_for(handlers, h)) && select_holds(s, view);
  handlers->viewed = h;
  return due && !(h->sink && h->sink->class->take(h->sink, &h->fields, view));
}

/* match where there are many handlers. At least one is compared, though to find
** them was much work. */
static void match_many(Handlers *handlers, Stack *stack, unsigned from,
                       bool part) {
  HandlerList *list = handlers->list;
  View *view = &handlers->view;
  Candidates candidates;
  candidates_begin(&candidates, handlers->index, stack, view, from);
  unsigned i = candidates_next(&candidates);
  for (bool first = true; i < list->count &&
       (first || view->work <= WORK_AT_ONCE); first = false) {
    if (is_due(handlers, list->all[i], stack, part))
      list->dues[list->due++] = i;
    i = candidates_next(&candidates);
  }
  handlers->matched = i < list->count ? i : list->count;
}

/*
** Says which of the handlers from `i` on are due, until that was much work.
** True: some are. Inline, since a call costs each frame a tenth more.
*/
__attribute__((always_inline))
static inline bool match(Handlers *handlers, Stack *stack, unsigned i,
                         const bool part) {
  HandlerList *list = handlers->list;
  const unsigned count = list->count;
  if (handlers->index) {
    match_many(handlers, stack, i, part);
    return list->due > 0;
  }
  for (; i < count && handlers->view.work <= WORK_AT_ONCE; i++)
    if (is_due(handlers, list->all[i], stack, part))
      list->dues[list->due++] = i;
  handlers->matched = i;
  return list->due > 0;
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
  h->matched = h->list->count;
  h->list->due = 0;
  if (!delivery || delivery->event == 0) {
    if (conversations_want(stack))
      h->until = conversations_take(c, stack, delivery);
    if (c->speaks && h->until == EVERYWHERE)
      h->until = conversations_listen(c, stack, delivery);
    else conversations_follow(c, stack, h->until == EVERYWHERE);
    if (h->starts || h->periods) follow_report(h);
    unsigned idle = h->flows + (conversations_quiet(c) ? h->streams : 0);
    there = there && h->live > idle;
  }
  h->more = delivery || h->until != EVERYWHERE || c->follows ||
            conversations_wait(c);
  h->due = (there || h->every) && match(h, stack, 0, true);
  return h->due = h->due || h->matched < h->list->count;
}

bool handlers_want(Handlers *h, Stack *stack) {
  h->viewed = NULL;
  h->list->due = 0;
  bool there = stack_decode(stack, h->interest);
  if (h->conversations && (h->more || h->owned->follows ||
                           conversations_hear(h->owned, stack) ||
                           conversations_want(stack)))
    return want_part(h, stack, NULL, there) || conversations_wait(h->owned);
  if (!there && !h->every) return false;
  h->view.work = 0;
  return match(h, stack, 0, false) || h->matched < h->list->count;
}

/* True when conversations have lost streams: those who read them are due. */
static bool want_lost(Handlers *h) {
  HandlerList *list = h->list;
  list->due = 0;
  for (unsigned i = 0; i < list->count && h->owned->lost; i++) {
    const Handler *each = list->all[i];
    if (!each->cancelled && each->sink && each->sink->class->streams)
      list->dues[list->due++] = i;
  }
  h->owned->lost = false;
  h->owned->seen.flow = NULL;
  h->matched = list->count;
  return h->due = list->due > 0;
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
  while (h->matched < h->list->count) {
    fields_charge(L, &h->view);
    match(h, stack, h->matched, h->more);
  }
}

/* True when a handler without a sink is due for a kept packet. */
static bool is_due_again(const Handler *h, const Packet *p, Stack *stack,
                         View *view) {
  const Select *s = &h->fields.select;
  return !h->cancelled && !h->sink && h->at == 0 &&
         select_view(s, stack, view) &&
         (h->frames || p->until == 0 ||
          view->at[0].header < packet_bytes(p) + p->until) &&
         select_holds(s, view);
}

void handlers_look(lua_State *L, Handlers *handlers, const State *state,
                   const Packet *p, Stack *stack) {
  HandlerList *list = handlers->list;
  Candidates candidates = {.every = true};
  View view;
  view.work = 0;
  list->due = 0;
  handlers->viewed = NULL;
  handlers->matched = list->count;
  packet_restack(state, p, stack);
  if (handlers->index)
    candidates_begin(&candidates, handlers->index, stack, &view, 0);
  for (unsigned i; (i = candidates_next(&candidates)) < list->count;) {
    if (is_due_again(list->all[i], p, stack, &view))
      list->dues[list->due++] = i;
    fields_charge(L, &view);
  }
}
