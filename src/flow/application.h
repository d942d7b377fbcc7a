/*
** application.h - what a conversation speaks, by the first bytes of a side
*/
#ifndef PYCAP_APPLICATION_H
#define PYCAP_APPLICATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../core/record.h"

/* The Application whose payload of `size` bytes, of which `there` were captured,
** begins so over TCP, or else UDP. */
uint8_t application_of(bool tcp, const uint8_t *bytes, size_t there,
                       size_t size);

#endif
