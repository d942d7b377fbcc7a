/*
** watch.h - messages about the source of the packets, and progress
*/
#ifndef PYCAP_TOOL_WATCH_H
#define PYCAP_TOOL_WATCH_H

#include "../lua/host.h"

/*
** Callbacks for host_watch, for one Lua state or several. The first device that
** is opened is named on standard error; the packets of all devices are counted.
*/
extern const HostWatch watch_device;

/* True while any device is open. */
bool watch_isopen(void);

/* Prints how many packets were captured, received and dropped. Does nothing
** where no device was opened, or where it has printed this before. */
void watch_report(void);

/* Prints how many packets a state's source has given, and how much of a file
** was read. Where no source is open it says so. */
void watch_tell(lua_State *L);

/* watch_draw draws the same as a line on a terminal, over the line before.
** watch_clear erases that line. */
void watch_draw(lua_State *L);
void watch_clear(void);

#endif
