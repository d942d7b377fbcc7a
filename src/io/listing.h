/*
** listing.h - what there is to choose from: link types, time stamps; and a
** filter's program as text
*/
#ifndef PYCAP_LISTING_H
#define PYCAP_LISTING_H

#include "fault.h"

/* Takes a line; must return. A name and what it means, which may be NULL. */
typedef void (*ListingLine)(void *context, const char *name,
                            const char *meaning);

/* The link types that a device, NULL: the default one, can give: 0, or -1 and a
** fault as capture_open has it. */
int listing_datalinks(const char *device, ListingLine line, void *context,
                      Fault *fault);

/* The types of time stamps that it can give; none: 0 lines. */
int listing_timestamps(const char *device, ListingLine line, void *context,
                       Fault *fault);

/*
** The program of a filter for frames of a link type: style 1 as assembly, 2 as
** C, 3 as numbers. 0, or -1 and "filter" or "memory".
*/
int listing_program(const char *filter, int datalink, int style,
                    ListingLine line, void *context, Fault *fault);

#endif
