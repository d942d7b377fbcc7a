/*
** header.h - a header from values, and as text
*/
#ifndef PYCAP_HEADER_H
#define PYCAP_HEADER_H

#include "protocols.h"

/*
** Writes a header from values, one for each field (the unset ones are taken
** from `base`, a header of `length` bytes). Unset lengths and counts follow the
** fields they count where one of those is set. Returns the bytes written, or
** -1: `*culprit` is the field that contradicts, or does not fit into `room`.
*/
int64_t header_write(const Layout *layout, const Value *values,
                     const uint8_t *base, uint32_t length, uint8_t *out,
                     size_t room, unsigned *culprit);

/*
** Appends the zeros that make a header of `size` bytes a multiple of its unit.
** Returns its bytes then, or -1: there is no room.
*/
int64_t header_pad(const Layout *layout, uint8_t *out, size_t room,
                   size_t size);

/* The header with every field at its default; returns its length. */
uint32_t header_preset(const Layout *layout, uint8_t *out, size_t room);

/* As tostring gives it, cut to `room`; returns the length. */
size_t header_text(const Known *known, const Value *values, char *out,
                   size_t room);

#endif
