/*
** application.h - what a conversation speaks, by the first bytes of a side
*/
#ifndef PYCAP_APPLICATION_H
#define PYCAP_APPLICATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The number of what begins so over TCP, or else UDP; 0: it is not known. */
uint8_t application_of(bool tcp, const uint8_t *bytes, size_t size);

/* Its name, "tls"; NULL for 0. */
const char *application_name(uint8_t number);

#endif
