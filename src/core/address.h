/*
** address.h - MAC, IPv4 and IPv6 addresses <-> text (RFC 4291, RFC 5952)
*/
#ifndef PYCAP_ADDRESS_H
#define PYCAP_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Each writes text without a final zero and returns its length. */
size_t mac_text(const uint8_t *bytes, size_t size, char *out); /* 3 a byte */
size_t ip4_text(const uint8_t bytes[4], char out[15]);
size_t ip6_text(const uint8_t bytes[16], char out[46]);

/* Each is false when the text is not exactly an address. */
bool mac_parse(const char *text, size_t size, uint8_t out[6]);
bool ip4_parse(const char *text, size_t size, uint8_t out[4]);
bool ip6_parse(const char *text, size_t size, uint8_t out[16]);

#endif
