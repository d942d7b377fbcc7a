/*
** shapes.h - the form of rows in Lua: which key is which member of a struct
**
** One description, two directions: pycap.protocols() writes by it (rows.c), and
** pycap.protocol reads by it (readrows.c).
*/
#ifndef PYCAP_SHAPES_H
#define PYCAP_SHAPES_H

#include "../../core/protocol.h"

/* The type of a member in C: what it is in Lua. */
typedef enum MemberType {
  MEMBER_TEXT,      /* const char *: a string; NULL: nothing */
  MEMBER_U8,        /* uint8_t, uint16_t, uint32_t: an integer */
  MEMBER_U16,
  MEMBER_U32,
  MEMBER_U64,       /* uint64_t: an integer of 63 bits */
  MEMBER_LIMIT,     /* uint32_t of a condition: where that lists no numbers */
  MEMBER_FLAG,      /* bool: true, or nothing */
  MEMBER_WORD,      /* an enum: one of `words` */
  MEMBER_BITSET,    /* uint64_t: a list of the numbers of its bits */
  MEMBER_BARE,      /* the kinds of one byte of Items, one list of both sets */
  MEMBER_STRUCT,    /* a struct of `shape`: a table; its first member a text,
                       NULL: nothing */
  MEMBER_POINTER,   /* a pointer to one */
  MEMBER_LIST,      /* a pointer to those, one that is empty at the end */
  MEMBER_NUMBERS,   /* const int *: a list of integers; -1 at the end */
  MEMBER_NAMES,     /* const Name *: value -> name, */
  MEMBER_CONSTANTS, /* and value -> constant, of the same */
  MEMBER_PRINTED,   /* the values in their order, if that is no ascending one */
  MEMBER_ENDS,      /* of a row: the bytes behind its end, a string */
  MEMBER_DEFAULT,   /* of a row, in its kind's form */
  MEMBER_LARGEST,   /* of a row: follows from it */
  MEMBER_COMPUTED,  /* of a protocol: the members that it computes in C */
  MEMBER_NATIVE,    /* of a protocol: it has a hook in C */
  MEMBER_REPLACE    /* of a declaration alone: it takes numbers from others */
} MemberType;

struct Shape;

typedef struct Member {
  const char *key;      /* NULL ends them */
  MemberType type;
  uint16_t at;          /* where it lies in the struct */
  uint8_t kinds;        /* BIT(kind) of the rows that show it; 0: all */
  uint8_t zero;         /* a number that 0 stands for */
  bool shown;           /* a number shows even if it is 0 */
  const char *const *words;   /* up to a NULL */
  const struct Shape *shape;
} Member;

typedef struct Shape {
  const char *what;         /* "row" */
  size_t size;              /* of the struct */
  const Member *members;
  const char *positions[4]; /* keys of what stands at 1, 2, ... */
  unsigned most;            /* in a list */
  const char *alone;        /* the key that a list without keys is meant as */
  const char *inner;        /* the key that a table without one is meant for */
  bool rows;                /* it is Field */
  /*
  ** What follows from the members that were given: BIT(i) for each; or NULL.
  */
  void (*finish)(void *to, uint64_t given);
} Shape;

extern const Shape shape_protocol;

/* The members of one kind of row, or of anything else. */
static inline bool member_shows(const Member *m, Kind kind) {
  return !m->kinds || m->kinds >> kind & 1;
}

#endif
