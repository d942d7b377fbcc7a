/*
** datalink.h - link types (DLT) by name
*/
#ifndef PYCAP_DATALINK_H
#define PYCAP_DATALINK_H

/* "EN10MB" -> 1; -1 when libpcap does not know the name. */
int datalink_number(const char *name);
const char *datalink_name(int number);     /* NULL: unknown */
const char *datalink_meaning(int number);  /* "Ethernet"; likewise */

#endif
