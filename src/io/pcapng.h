/*
** pcapng.h - inside the reader of pcapng: blocks, and their options
*/
#ifndef PYCAP_PCAPNG_H
#define PYCAP_PCAPNG_H

#include "records.h"

/* A block that is here whole. */
typedef struct Block {
  const uint8_t *at;   /* where it begins */
  uint32_t type;
  uint32_t size;       /* a multiple of 4, 12 or more */
} Block;

/* Notes what is wrong with the block that is being read, and where. */
int pcapng_refuse(Reader *reader, const char *what);

/*
** What options say, of a section, an interface, and a packet, whose options
** begin at `start`; and blocks of other types. READER_FAULT; or READER_FRAME of
** a packet, READER_STARVED of all else.
*/
int pcapng_section(Reader *reader, const Block *block);
int pcapng_interface(Reader *reader, const Block *block, Interface *interface);
int pcapng_notes(Reader *reader, const Block *block, uint32_t start,
                 Frame *frame);
int pcapng_other(Reader *reader, const Block *block);

/* The interface of a number in this section; NULL: there is none. */
static inline const Interface *pcapng_find(const Reader *reader,
                                           uint32_t number) {
  const Interfaces *all = &reader->interfaces;
  return number < all->count - all->first ? &all->list[all->first + number]
                                          : NULL;
}

#endif
