/*
** cutter.h - cuts messages of a protocol from a stream of bytes
**
** What rows say of a message's length (protocol.h: Framing, Prefix) is read
** here. A Cutter is of one protocol; a Cut is how far the bytes of one
** direction were looked at, up to the end of a message.
*/
#ifndef PYCAP_CUTTER_H
#define PYCAP_CUTTER_H

#include "protocols.h"

#define CUTTER_MAX 65535   /* bytes of a message at most */
#define CUTTER_END 32      /* and of what ends it */

/* An integer in a fixed place. */
typedef struct Count {
  const Field *field;
  uint16_t at;
  uint8_t size, shift;
} Count;

typedef struct Cutter {
  const Known *known;
  uint8_t prefix;       /* bytes of a prefix; 0: there is none, */
  Count length;         /* but an integer, if that has a field, */
  uint32_t fixed;       /* and so many bytes that it does not count; */
  uint8_t end_size;     /* or bytes that end a message */
  uint8_t end[CUTTER_END];
  bool tested;          /* the first bytes show what is no message */
  int64_t joined, upto; /* kinds of items, -1: there is none */
  uint32_t head, inner_head, inner_fixed;
  Count kind, inner;    /* of items, and the length of a message in them */
} Cutter;

/* False: nothing says how long messages of the protocol are. */
bool cutter_init(Cutter *cutter, const Known *known);

typedef struct Cut {
  uint32_t tested;    /* bytes that were there at the last test of the first */
  uint32_t seen;      /* bytes that need no second look */
  uint32_t items;     /* of a message of several items: how many */
  uint32_t missing;   /* bytes of a message in them that did not come */
  uint8_t head_size;  /* of its head, what came */
  bool over;          /* `upto` came: it stays so to the end of the stream */
  uint8_t head[JOINED_HEAD];
} Cut;

typedef enum CutResult {
  CUT_MORE,   /* a message is not whole yet */
  CUT_WHOLE,  /* it is */
  CUT_OTHER   /* no message begins there */
} CutResult;

/*
** Looks at the `size` bytes that came since the end of the last message. Of a
** message that is whole *length becomes how many of them it takes. After that,
** and after CUT_OTHER, the Cut is ready for what begins next.
*/
CutResult cutter_look(const Cutter *cutter, Cut *cut, const uint8_t *bytes,
                      uint32_t size, uint32_t *length);

/*
** Writes the header of a whole message, of `length` bytes, to `out`, which has
** that many. Items that make one message become one item, if that can be so
** long. Returns its bytes.
*/
uint32_t cutter_write(const Cutter *cutter, const uint8_t *bytes,
                      uint32_t length, uint8_t *out);

/* True where the first bytes of a stream may be such a message: they pass a
** test, whatever the ports are. */
bool cutter_takes(const Cutter *cutter, const uint8_t *bytes, uint32_t size);

#endif
