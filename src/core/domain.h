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
  DOMAIN_CUT = -1,  /* the name goes on beyond the bytes that are there */
  DOMAIN_BAD = -2   /* it is too long, or a pointer does not lead back */
} DomainFault;

/*
** Reads the name at byte `at` of a message, of which no byte from `end` on is
** looked at. Returns how many bytes the name takes there, or a DomainFault. The
** name with its pointers followed goes to `plain`; it has *size bytes.
*/
int domain_read(const uint8_t *message, uint32_t at, uint32_t end,
                uint8_t plain[DOMAIN_MAX], size_t *size);

/* True for the first byte of a pointer. */
static inline bool domain_points(uint8_t first) {
  return first >= DOMAIN_POINTER;
}

/* The same without reading the name: what domain_read would return. */
int domain_span(const uint8_t *message, uint32_t at, uint32_t end);

/* The same of a name without pointers; 0: it has one, or is not whole. */
static inline uint32_t domain_plain(const uint8_t *message, uint32_t at,
                                    uint32_t end) {
  uint32_t to = at;
  while (to < end && message[to] > 0 && message[to] <= DOMAIN_LABEL)
    to += message[to] + 1u;
  return to < end && message[to] == 0 && to - at < DOMAIN_MAX
           ? to + 1 - at : 0;
}

/*
** domain_text: the text of the name at `at`, "www.example.org"; returns its
** length. The root, and what is no name, are ".". Special characters in a label
** are escaped as \., \\ or \DDD (RFC 4343). `out` has DOMAIN_TEXT_MAX bytes.
** domain_parse: from such a text to a name without pointers, of *length bytes;
** false: the text is no name.
*/
size_t domain_text(const uint8_t *message, uint32_t at, uint32_t end,
                   char *out);
bool domain_parse(const char *text, size_t size, uint8_t plain[DOMAIN_MAX],
                  size_t *length);

#define DOMAIN_PLACES 256  /* a power of two */

/*
** Where names stand in a message that is being written, so that later names can
** point to them. A hash of each suffix of a name ("example.org", "org") gives
** its slot, which holds the suffix's place; a later suffix in the same slot
** replaces an earlier one.
*/
typedef struct Domains {
  uint16_t at[DOMAIN_PLACES];  /* 0: none */
} Domains;

/*
** Writes a name, given without pointers, at byte `at` of a message. A suffix
** that stands in the message already becomes a pointer to it; none does where
** `domains` is NULL. Returns how many bytes were written; 0: they do not fit in
** the `room` bytes of the message.
*/
size_t domain_write(Domains *domains, uint8_t *message, size_t at, size_t room,
                    const uint8_t *plain, size_t size);

#endif
