/*
** source.h - the program's source of packets for pycap.on: a device or a file
*/
#ifndef PYCAP_SCRIPT_SOURCE_H
#define PYCAP_SCRIPT_SOURCE_H

#include <lua.h>
#include <stdbool.h>

#define SOURCE_SNAPLEN 262144  /* as tcpdump; pycap.capture has another */

/* Any string may be NULL. With neither device nor filename the source is
** libpcap's default device. */
typedef struct Source {
  const char *device, *filename, *filter;
  int snaplen, buffer;   /* bytes; buffer 0: the default */
  bool promiscuous, immediate, monitor, follow, reconnect;
  bool fragments;        /* they are put together, if the script does not say */
  const char *direction;   /* "in", "out", "inout" */
  const char *datalink;    /* the name of a link type */
  const char *timestamps;  /* the name of a time stamp type */
  long long count;       /* packets to deliver; -1: all */
} Source;

/*
** Opens the source and pushes the capture, which becomes the host's source. The
** table or nil on top of the stack holds the script's options, and is popped.
** They override `source`; but where both have a filter, a packet has to match
** both. Raises.
*/
void source_open(lua_State *L, const Source *source);

#endif
