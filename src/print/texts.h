/*
** texts.h - what is made ready of one protocol's texts
*/
#ifndef PYCAP_TEXTS_H
#define PYCAP_TEXTS_H

#include "template.h"

/* What JSON has of a field: ',"arp.operation":'. */
typedef struct Key {
  uint32_t at, size;  /* in `keys` */
} Key;

typedef struct ProtocolTexts {
  Template *lines;   /* the first whose condition holds is used */
  unsigned count;
  Template text, brief;
  Out keys;
  Key key[FIELDS_MAX];  /* by field */
} ProtocolTexts;

#endif
