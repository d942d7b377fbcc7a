/*
** header.h - a header from values, and as text
*/
#ifndef PYCAP_HEADER_H
#define PYCAP_HEADER_H

#include "protocols.h"

/*
** Writes a header from values, one for each field. Values that are not set are
** taken from `base`, a header of `length` bytes; but a length or count that is
** not set is computed where a field that it counts is set. Returns the bytes
** written, or -1: field *culprit contradicts another, or does not fit in
** `room`.
*/
int64_t header_write(const Layout *layout, const Value *values,
                     const uint8_t *base, uint32_t length, uint8_t *out,
                     size_t room, unsigned *culprit);

/*
** Appends the zeros that make a header of `size` bytes a multiple of its unit.
** Returns its new size, or -1: there is no room.
*/
int64_t header_pad(const Layout *layout, uint8_t *out, size_t room,
                   size_t size);

/* Writes the header with every field at its default; returns its length. */
uint32_t header_preset(const Layout *layout, uint8_t *out, size_t room);

/* Writes the text that tostring gives, cut to `room`; returns its length. */
size_t header_text(const Known *known, const Value *values, char *out,
                   size_t room);

#endif
