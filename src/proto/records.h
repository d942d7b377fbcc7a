/*
** records.h - records of a multicast report (RFC 3376, section 4.2.4; RFC 3810)
*/
#ifndef PYCAP_RECORDS_H
#define PYCAP_RECORDS_H

#include "../core/row.h"

/* The rows of a record's head, with addresses of `size_` bytes. */
#define RECORD_HEAD(address_, size_) \
  U("kind", 8, "what the record says of the sources"), \
  U("auxiliary", 8, "bytes of auxiliary data", SCALED(4)), \
  U("length", 16, "bytes of the sources", SCALED(size_)), \
  A("group", address_, "multicast address"), \
  {0}

/* The kinds of records; `source_`: the rows of a sender. */
#define RECORD_KINDS(source_) \
  {1, "include", "only these are listened to", no_rows, "sources", source_}, \
  {2, "exclude", "all but these", no_rows, "sources", source_}, \
  {3, "toinclude", "only these from now on", no_rows, "sources", source_}, \
  {4, "toexclude", "all but these from now on", no_rows, "sources", source_}, \
  {5, "allow", "these, too", no_rows, "sources", source_}, \
  {6, "block", "these no more", no_rows, "sources", source_}, \
  {0}

#define RECORD_TAIL .tail = "auxiliary", .tailname = "auxiliarydata"

static const Field no_rows[] = { {0} };

#endif
