/*
** deliveries.h - what is handed to handlers besides the frames that were
** captured: frames that were put together of several
*/
#ifndef PYCAP_DELIVERIES_H
#define PYCAP_DELIVERIES_H

#include "../core/allocator.h"
#include "../core/packet.h"

#define DEPTH_MAX 4  /* deliveries that one may have come out of */

typedef struct Delivery {
  struct Delivery *next;
  Frame frame;          /* of `bytes` */
  uint32_t from;        /* it is for handlers whose header begins here or
                           behind; the others got a captured frame */
  uint32_t parts;       /* fragments or segments that it was put together of; 0:
                           it is not whole */
  uint16_t root;        /* the protocol that it begins with */
  uint8_t depth;        /* deliveries that it has come out of */
  uint8_t event;        /* the frame's bytes are a Record, of this event; 0: they
                           are a frame's */
  uint16_t culprit;     /* why it is malformed, as in a Stack; */
  uint32_t where;
  const char *problem;  /* NULL: only its bytes say */
  _Alignas(int64_t) uint8_t bytes[];
} Delivery;

/* A queue of them. */
typedef struct Deliveries {
  Allocator allocator;
  Delivery *first, **end;
  Delivery *handed;     /* the one that was taken last */
} Deliveries;

void deliveries_init(Deliveries *queue, const Allocator *allocator);

/* Frees all that is in it. */
void deliveries_clear(Deliveries *queue);

/*
** A delivery with room for a frame of `size` bytes, which the caller fills in.
** What else a frame says is as in `frame`; all other members are zero. It is in
** no queue yet: deliveries_add or deliveries_free has to follow. NULL: no
** memory.
*/
Delivery *deliveries_new(Deliveries *queue, const Frame *frame, uint32_t size);
void deliveries_add(Deliveries *queue, Delivery *delivery);
void deliveries_free(Deliveries *queue, Delivery *delivery);

/* Takes the first out of the queue: it is valid until the next call. NULL: the
** queue is empty. */
const Delivery *deliveries_next(Deliveries *queue);

#endif
