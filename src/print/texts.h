/*
** texts.h - the texts of one protocol, prepared for printing
*/
#ifndef PYCAP_TEXTS_H
#define PYCAP_TEXTS_H

#include "template.h"

/* A field's key in JSON: ',"arp.operation":'. */
typedef struct Key {
  uint32_t at, size;  /* offset and size in `keys`, bytes */
} Key;

typedef struct ProtocolTexts {
  Template *lines;   /* `count` of them; the first whose condition holds is
                        used */
  unsigned count;
  Template text, brief;
  Out keys;             /* the keys of all fields, one after the other */
  Key key[FIELDS_MAX];  /* by index of the field */
} ProtocolTexts;

#endif
