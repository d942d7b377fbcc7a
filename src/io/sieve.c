/*
** sieve.c - a filter over frames of any link type (libpcap)
*/
#include "sieve.h"

#include <stdlib.h>
#include <string.h>

#include "filter.h"

typedef struct Mesh {
  uint16_t link;
  Filter *filter;  /* NULL: it cannot be for that link type */
} Mesh;

struct Sieve {
  char *bound, *expression;
  unsigned count, room;
  const Mesh *last;  /* of the frame before */
  Mesh *list;
};

/* Compiles the filter for a link type; 0, or -1 and a fault. */
static int add(Sieve *sieve, uint16_t link, Fault *fault) {
  if (sieve->count == sieve->room) {
    unsigned room = 2 * sieve->room + 2;
    Mesh *list = realloc(sieve->list, room * sizeof *list);
    if (list == NULL) return fault_memory(fault);
    sieve->list = list;
    sieve->room = room;
  }
  Filter *filter = filter_compile(sieve->bound, sieve->expression, link, NULL,
                                  fault);
  sieve->last = &sieve->list[sieve->count++];
  sieve->list[sieve->count - 1] = (Mesh){link, filter};
  return filter != NULL ? 0 : -1;
}

Sieve *sieve_open(const char *bound, const char *expression, int link,
                  Fault *fault) {
  Sieve *sieve = calloc(1, sizeof *sieve);
  if (sieve != NULL) sieve->expression = strdup(expression);
  if (sieve != NULL && bound != NULL) sieve->bound = strdup(bound);
  if (sieve == NULL || sieve->expression == NULL ||
      (bound != NULL && sieve->bound == NULL)) fault_memory(fault);
  else if (add(sieve, (uint16_t)link, fault) == 0) return sieve;
  sieve_close(sieve);
  return NULL;
}

void sieve_close(Sieve *sieve) {
  if (sieve == NULL) return;
  for (unsigned i = 0; i < sieve->count; i++) filter_free(sieve->list[i].filter);
  free(sieve->list);
  free(sieve->bound);
  free(sieve->expression);
  free(sieve);
}

/* Has `last` be that of a link type. */
static void turn(Sieve *sieve, uint16_t link) {
  Fault ignored;
  for (unsigned i = 0; i < sieve->count; i++)
    if (sieve->list[i].link == link) {
      sieve->last = &sieve->list[i];
      return;
    }
  add(sieve, link, &ignored);
}

bool sieve_pass(Sieve *sieve, const Frame *frame) {
  if (sieve->last->link != frame->link) turn(sieve, frame->link);
  if (sieve->last->link != frame->link || sieve->last->filter == NULL)
    return false;
  return filter_match(sieve->last->filter, frame);
}
