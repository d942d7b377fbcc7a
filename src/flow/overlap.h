/*
** overlap.h - which bytes count where several came for one place
*/
#ifndef PYCAP_OVERLAP_H
#define PYCAP_OVERLAP_H

/* What becomes of fragments that overlap. */
typedef enum Overlap {
  OVERLAP_FIRST,  /* the bytes that came first count, */
  OVERLAP_LAST,   /* or those that came last, */
  OVERLAP_NONE    /* or the datagram is given up (RFC 5722); repeating the very
                     bytes that are there is none */
} Overlap;

#endif
