/*
** near.h - the name that someone meant who wrote another
*/
#ifndef PYCAP_NEAR_H
#define PYCAP_NEAR_H

#include <stddef.h>

#define NEAR_MAX 32  /* longer names are near to none */

/* A search: begin it, offer it names, and take .name, NULL: none is near. */
typedef struct Near {
  const char *text;
  size_t size;
  const char *name;
  unsigned cost;  /* of .name */
} Near;

void near_begin(Near *near, const char *text);

/*
** Offers a name, which has to live as long as the search. Near is a name with a
** few letters mistyped; else one that begins with the text (`op`); else one
** that it shortens (`dport`); else one with all of its letters (`psrc`, of
** sourceprotocol). Capitals do not matter. Of two that are as near the shorter
** is taken, of two as long the one offered first.
*/
void near_offer(Near *near, const char *name);

#endif
