/*
** near.h - which known name is similar to one that was mistyped
*/
#ifndef PYCAP_NEAR_H
#define PYCAP_NEAR_H

#include <stddef.h>

#define NEAR_MAX 32  /* a longer name is similar to none */

/* A search: begin it, offer names, then take .name; NULL: none is similar. */
typedef struct Near {
  const char *text;
  size_t size;
  const char *name;
  unsigned cost;  /* of .name */
} Near;

void near_begin(Near *near, const char *text);

/*
** Offers a name, which has to live as long as the search. Similar, best first,
** are: a name of which a few letters are mistyped; one that begins with the
** text (`op`); one that the text shortens (`dport`); one that has all letters
** of the text (`psrc`, of sourceprotocol). Case does not matter.
** Of equally similar names the shortest is taken, of those the first offered.
*/
void near_offer(Near *near, const char *name);

#endif
