/*
** check.h - rows are input: what is wrong with them
**
** Rows may come from anywhere: nothing here trusts them, but that strings end
** with a zero and lists with their empty row; of a list that has no end only so
** many rows are looked at as it may have. What passes, the rest of the core
** reads, writes and prints without looking again.
**
** Circle: checkitems.c, checkrows.c - rows hold lists, whose items are rows.
*/
#ifndef PYCAP_CHECK_H
#define PYCAP_CHECK_H

#include "wrong.h"

#define NAMES_MAX 4096        /* values of a field that have names */
#define KINDS_MAX 1024        /* kinds of items in a list */
#define CARRIERS_MAX 256      /* of one protocol */
#define SUMS_MAX 8            /* of one protocol */
#define LINES_MAX 32          /* of one protocol */
#define RULES_MAX 32          /* of one protocol, */
#define WHEN_MAX 4            /* conditions of one of them, */
#define LOOKS_MAX 128         /* and of all */
#define HEADER_BITS_MAX 65528 /* of all the widths of a protocol together */
#define DEFAULT_MAX 65535     /* bytes of a default whose width is open */
#define CARRIES_MAX 1024      /* in force at a time */
#define ENDS_MAX 16           /* bytes of another end */
#define LOOKUPS_MAX 4096      /* fields read to find the place of one */

/* True, or in `wrong` what is: "beacon.name: ...". */
bool check_protocol(const Protocol *protocol, Wrong *wrong);

/* The same of what its defaults make. */
bool check_preset(const Known *known, Wrong *wrong);

/*
** The same of what protocols say about each other (checkothers.c): that they
** are not too many, and no two have a name; when all are there, whose numbers
** the one at `index` holds, and what stands in its place otherwise; then a
** carrier and a link type of it, before they are entered.
*/
bool check_count(unsigned count, Wrong *wrong);
bool check_name(const Protocols *all, const Protocol *protocol, Wrong *wrong);
bool check_others(const Protocols *all, unsigned index, Wrong *wrong);
bool check_carrier(const Protocols *all, unsigned index, const Carrier *c,
                   Wrong *wrong);
bool check_link(const Protocols *all, unsigned index, int link, Wrong *wrong);

/*
** Of one that is added later: that all whom it names are known. And of a carry.
*/
bool check_named(const Protocols *all, unsigned index, Wrong *wrong);
bool check_carry(const Protocols *all, const Carry *c, Wrong *wrong);
bool check_carries(unsigned count, Wrong *wrong);

/* --- the parts of check_protocol --- */

/* What a row says without the others (checkrow.c). */
bool check_row(const Where *where, const Field *field);

/* The rows of a header (checkrows.c), of a list (checkitems.c). */
bool check_rows(const Where *where, const Field *fields);
bool check_items(const Where *where, const Items *items);

/* What row `i` says of those before it (checkrows.c). */
bool relations_check(const Where *where, const Field *rows, unsigned i);

/* True when two rows are there together; when they never are (checkwhen.c). */
bool same_presence(const Field *a, const Field *b);
bool never_together(const Field *a, const Field *b);

/* The rules of a protocol (checkrule.c). */
bool check_rules(const Where *where, const Protocol *protocol,
                 const Layout *layout);

/* Conditions on fields of a layout (checkwhen.c). */
bool check_condition(const Where *where, const char *what, const Condition *c,
                     const Field *field);
bool check_presence(const Where *where, const Layout *layout);

#endif
