/*
** check.h - checks of a protocol's rows
**
** Rows may come from anywhere. All that is trusted here is that strings end
** with a zero and lists with an empty row; of a list without an end no more
** rows are read than it may have. The rest of the core uses rows that passed
** without checking them again.
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

/* True: the rows are right. False: `wrong` has a text, "beacon.name: ...". */
bool check_protocol(const Protocol *protocol, Wrong *wrong);

/* The same for the header that its defaults make. */
bool check_preset(const Known *known, Wrong *wrong);

/*
** The same for what protocols say about each other (checkothers.c):
** - check_count: there are not too many; check_name: no two have the same name;
** - check_others: the protocols exist whose numbers the one at `index` holds,
**   and which stands in its place otherwise;
** - check_carrier, check_link: a carrier and a link type, before they are
**   entered.
*/
bool check_count(unsigned count, Wrong *wrong);
bool check_name(const Protocols *all, const Protocol *protocol, Wrong *wrong);
bool check_others(const Protocols *all, unsigned index, Wrong *wrong);
bool check_carrier(const Protocols *all, unsigned index, const Carrier *c,
                   Wrong *wrong);
bool check_link(const Protocols *all, unsigned index, int link, Wrong *wrong);

/*
** For a protocol that is added later: the protocols that it names exist. And
** for a carry, and the number of carries.
*/
bool check_named(const Protocols *all, unsigned index, Wrong *wrong);
bool check_carry(const Protocols *all, const Carry *c, Wrong *wrong);
bool check_carries(unsigned count, Wrong *wrong);

/* --- the parts of check_protocol --- */

/* A row by itself (checkrow.c). */
bool check_row(const Where *where, const Field *field);

/* The rows of a header (checkrows.c), of a list (checkitems.c). */
bool check_rows(const Where *where, const Field *fields);
bool check_items(const Where *where, const Items *items);

/* What row `i` says about those before it (checkrows.c). */
bool relations_check(const Where *where, const Field *rows, unsigned i);

/* same_presence: two rows are always there together; never_together: they never
** are (checkwhen.c). */
bool same_presence(const Field *a, const Field *b);
bool never_together(const Field *a, const Field *b);

/* The rules of a protocol (checkrule.c). */
bool check_rules(const Where *where, const Protocol *protocol,
                 const Layout *layout);

/* How long messages of a protocol are (checkframing.c). */
bool check_framing(const Where *where, const Protocol *protocol,
                   const Layout *layout);

/* Conditions on fields of a layout (checkwhen.c). */
bool check_condition(const Where *where, const char *what, const Condition *c,
                     const Field *field);
bool check_presence(const Where *where, const Layout *layout);

#endif
