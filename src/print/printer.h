/*
** printer.h - packets as people and programs read them: a line, a tree, JSON
**
** All of it follows from the rows. Bytes of the wire come out escaped. Each
** function takes a frame that was decoded to its end.
*/
#ifndef PYCAP_PRINTER_H
#define PYCAP_PRINTER_H

#include "../core/packet.h"
#include "template.h"

/* Before a line: the time of day, in this place's time zone unless said. */
typedef enum TimeStyle {
  TIME_CLOCK,   /* 12:00:01.250000 */
  TIME_NONE,
  TIME_EPOCH,   /* seconds since 1970, UTC */
  TIME_DELTA,   /* since the packet before */
  TIME_DATE,    /* with the date */
  TIME_SINCE    /* since the first packet */
} TimeStyle;

/*
** Looks for the name of an address of 4 or 16 bytes and adds it; false: it has
** none.
*/
typedef bool (*AddressName)(void *context, Out *out, const uint8_t *bytes,
                            size_t size);

typedef struct PrintOptions {
  TimeStyle time;
  bool nano;        /* nine digits behind the seconds, else six */
  bool link;        /* the header of the link, too */
  bool quick;       /* less of each packet */
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
  int64_t quarter;      /* of an hour since the epoch: when it began, */
  int hour, minute;     /* by the clock of this place */
} Printer;

/* False: no memory; it need not be freed. */
bool printer_init(Printer *printer, const Protocols *all,
                  const PrintOptions *options);

/* Makes ready protocols that came later. False: no memory. */
bool printer_grow(Printer *printer);

static inline bool printer_ready(Printer *printer) {
  return printer->count == printer->all->count || printer_grow(printer);
}

void printer_free(Printer *printer);

/* Adds a time as the options say, and a space behind it. */
void printer_time(Printer *printer, Out *out, int64_t time);

/* Adds the line of a frame, without its time and without a line feed. */
void line_add(Printer *printer, Out *out, const Stack *stack);

/* Adds all fields, a line each, below a line for each header. */
void tree_add(Out *out, const Stack *stack);

/* Adds one JSON object, flat, without a line feed. */
void json_add(Printer *printer, Out *out, const Stack *stack);

/* Adds why a frame is malformed, which it is. */
void problem_add(Out *out, const Stack *stack);

/* Where bytes of a dump begin, and whether their characters stand beside. */
void hexdump_add(Out *out, const uint8_t *bytes, size_t size, bool text);

/* The bytes of a frame's payload on the wire, those cut off included. */
uint64_t payload_length(const Stack *stack);

#endif
