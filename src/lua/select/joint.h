/*
** joint.h - several fields joined to one text: {"ip.source", "sourceport",
** text = "%s:%d"}
*/
#ifndef PYCAP_JOINT_H
#define PYCAP_JOINT_H

#include "../../core/select.h"
#include "../base/state.h"

/* One field of a text, and what stands before it. */
typedef struct JointPart {
  const Ref *ref;      /* NULL: no field */
  const char *before;  /* in the format */
  uint16_t length;     /* bytes of it */
  uint8_t digits;      /* a number has at least so many */
  char how;            /* 's', 'd' or 'x' */
} JointPart;

typedef struct Joint {
  const char *rest;  /* what stands behind the last part */
  size_t size;
  unsigned count;
  JointPart parts[];
} Joint;

/*
** Makes a joint of `count` refs, by the format on top of the stack; raises if
** it is not one for them. Pushes its userdata, which has to be kept together
** with the format.
*/
const Joint *joint_new(lua_State *L, const Select *select, const Ref *refs,
                       unsigned count);

/* Pushes the text of a packet's fields, or nil where one of them is absent. */
void joint_push(lua_State *L, const Joint *joint, const Select *select,
                View *view);

#endif
