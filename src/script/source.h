/*
** source.h - what handlers of pycap.on get: a device or a file, as the program
** was told
*/
#ifndef PYCAP_SCRIPT_SOURCE_H
#define PYCAP_SCRIPT_SOURCE_H

#include <lua.h>
#include <stdbool.h>

#define SOURCE_SNAPLEN 262144  /* as tcpdump; pycap.capture has its own */

/* Texts may be NULL; with neither device nor file it is the default device. */
typedef struct Source {
  const char *device, *filename, *filter;
  int snaplen, buffer;   /* bytes; buffer 0: the default */
  bool promiscuous, immediate, monitor, follow, reconnect;
  const char *direction;   /* "in", "out", "inout" */
  const char *datalink;    /* the name of a link type */
  const char *timestamps;  /* that of a type of time stamps */
  long long count;       /* packets that it gives, -1: all */
} Source;

/*
** Opens it and pushes the capture, which is the host's source then. Options of
** the script, the table or nil on top, which is taken, stand before these; of
** two filters a packet has to match both. Raises.
*/
void source_open(lua_State *L, const Source *source);

#endif
