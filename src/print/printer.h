/*
** printer.h - packets as people and programs read them: a line, a tree, JSON
**
** The texts are made from the protocols' rows. Bytes of the wire are escaped.
** Each function takes a frame that was decoded to its end.
*/
#ifndef PYCAP_PRINTER_H
#define PYCAP_PRINTER_H

#include "../core/packet.h"
#include "template.h"

/* The time in front of a line; local time, where the style says nothing
** else. */
typedef enum TimeStyle {
  TIME_CLOCK,   /* 12:00:01.250000 */
  TIME_NONE,
  TIME_EPOCH,   /* seconds since 1970, UTC */
  TIME_DELTA,   /* since the packet before */
  TIME_DATE,    /* date and time of day */
  TIME_SINCE    /* since the first packet */
} TimeStyle;

/*
** Looks up the name of an address of 4 or 16 bytes, and adds it to `out`.
** False: it has no name.
*/
typedef bool (*AddressName)(void *context, Out *out, const uint8_t *bytes,
                            size_t size);

typedef struct PrintOptions {
  TimeStyle time;
  bool nano;        /* fractions of a second have nine digits; else six */
  bool link;        /* print the link layer's header, too */
  bool quick;       /* print less of each packet */
  bool colour;      /* escape sequences of a terminal (ECMA-48) */
  AddressName name; /* NULL: addresses stay numbers */
  void *context;
} PrintOptions;

struct ProtocolTexts;

typedef struct Printer {
  const Protocols *all;
  PrintOptions options;
  struct ProtocolTexts *texts;  /* by protocol */
  unsigned count;
  int64_t first, last;  /* times of packets, ns; INT64_MIN: none came */
  /* the local time when a quarter of an hour began, kept for later packets */
  int64_t quarter;      /* quarters of an hour from the epoch until then */
  int hour, minute;
} Printer;

/* False: no memory; then there is nothing to free. */
bool printer_init(Printer *printer, const Protocols *all,
                  const PrintOptions *options);

/* Prepares the texts of protocols that were added later. False: no memory. */
bool printer_grow(Printer *printer);

static inline bool printer_ready(Printer *printer) {
  return printer->count == printer->all->count || printer_grow(printer);
}

void printer_free(Printer *printer);

/* Adds a time (ns since the epoch) in the style of the options, and a space. */
void printer_time(Printer *printer, Out *out, int64_t time);

/* Adds the one-line text of a frame, without its time and the line feed. */
void line_add(Printer *printer, Out *out, const Stack *stack);

/* Adds a line for each header, and below it a line for each field. */
void tree_add(Out *out, const Stack *stack);

/* The same for one header. */
void tree_header(Out *out, const Stack *stack, unsigned layer);

/* Adds a frame as one flat JSON object, without a line feed. */
void json_add(Printer *printer, Out *out, const Stack *stack);

/* Adds why a frame is malformed. Call it only for one that is. */
void problem_add(Out *out, const Stack *stack);

/* Adds a dump of bytes: offsets and hexadecimal digits; with `text` also the
** characters beside them. */
void hexdump_add(Out *out, const uint8_t *bytes, size_t size, bool text);

/* The length of a frame's payload on the wire, in bytes: those that were not
** captured count, too. */
uint64_t payload_length(const Stack *stack);

#endif
