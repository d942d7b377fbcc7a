/*
** records.h - records of a multicast report (RFC 3376, section 4.2.4; RFC 3810)
*/
#ifndef PYCAP_RECORDS_H
#define PYCAP_RECORDS_H

#include "../core/row.h"

/* The rows of a record's head, with addresses of `size_` bytes. */
#define RECORD_HEAD(address_, size_) \
  U("kind", 8, "record type"), \
  U("auxiliary", 8, "bytes in the auxiliary data", SCALED(4)), \
  U("length", 16, "bytes in the sources", SCALED(size_)), \
  A("group", address_, "multicast address"), \
  {0}

/* The kinds of records; `source_`: the rows of a sender. */
#define RECORD_KINDS(source_) \
  {1, "include", "include mode: only these sources", no_rows, \
   "sources", source_}, \
  {2, "exclude", "exclude mode: all but these sources", no_rows, \
   "sources", source_}, \
  {3, "toinclude", "change to include mode", no_rows, "sources", source_}, \
  {4, "toexclude", "change to exclude mode", no_rows, "sources", source_}, \
  {5, "allow", "allow new sources", no_rows, "sources", source_}, \
  {6, "block", "block old sources", no_rows, "sources", source_}, \
  {0}

#define RECORD_TAIL .tail = "auxiliary", .tailname = "auxiliarydata"

static const Field no_rows[] = { {0} };

#endif
