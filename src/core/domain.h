/*
** domain.h - domain names (RFC 1035, section 4.1.4): labels, and pointers back
**
** Nothing here allocates, nor reads or writes outside the lengths given. A name
** is read in linear time: it has at most 255 bytes, and each of its pointers
** leads further back than the one before, to what ends before it.
*/
#ifndef PYCAP_DOMAIN_H
#define PYCAP_DOMAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DOMAIN_MAX 255         /* bytes of a name without pointers */
#define DOMAIN_LABEL 63        /* of one of its labels */
#define DOMAIN_TEXT_MAX 1024   /* of its text */
#define DOMAIN_POINTER 0xc0    /* the bits set in a pointer's first byte */
#define DOMAIN_REACH 0x3fff    /* the furthest place that one reaches */

typedef enum DomainFault {
  DOMAIN_CUT = -1,  /* it goes on beyond what is there */
  DOMAIN_BAD = -2   /* too long, or a pointer that does not lead back */
} DomainFault;

/*
** Reads the name at `at` of a message of which bytes up to `end` may be looked
** at. Returns the bytes that it takes there, or a fault; without pointers it
** has *size bytes, in `plain`.
*/
int domain_read(const uint8_t *message, uint32_t at, uint32_t end,
                uint8_t plain[DOMAIN_MAX], size_t *size);

/* True for the first byte of a pointer. */
static inline bool domain_points(uint8_t first) {
  return first >= DOMAIN_POINTER;
}

/* The bytes that the name takes there, or a fault, of a name that is not read. */
int domain_span(const uint8_t *message, uint32_t at, uint32_t end);

/* The same of one without pointers; 0: it has some, or is not whole. */
static inline uint32_t domain_plain(const uint8_t *message, uint32_t at,
                                    uint32_t end) {
  uint32_t to = at;
  while (to < end && message[to] > 0 && message[to] <= DOMAIN_LABEL)
    to += message[to] + 1u;
  return to < end && message[to] == 0 && to - at < DOMAIN_MAX
           ? to + 1 - at : 0;
}

/*
** Text of such a name, and back to one without pointers: "www.example.org", of
** the root, or of what is no name, "."; what is no letter of a label is \., \\
** or \DDD (RFC 4343). `out` has DOMAIN_TEXT_MAX bytes.
*/
size_t domain_text(const uint8_t *message, uint32_t at, uint32_t end,
                   char *out);
bool domain_parse(const char *text, size_t size, uint8_t plain[DOMAIN_MAX],
                  size_t *length);

#define DOMAIN_PLACES 256  /* a power of two */

/*
** Where names stand in a message that is being written: of each of their ends
** the place, found by a hash; the last of several that share one.
*/
typedef struct Domains {
  uint16_t at[DOMAIN_PLACES];  /* 0: none */
} Domains;

/*
** Writes a name without pointers at `at` of a message, the end that stands
** there already as a pointer; `domains` is NULL: none is made. Returns its
** bytes; 0: there is no room up to `room`.
*/
size_t domain_write(Domains *domains, uint8_t *message, size_t at, size_t room,
                    const uint8_t *plain, size_t size);

#endif
