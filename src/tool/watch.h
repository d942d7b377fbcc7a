/*
** watch.h - what is said of where packets come from
*/
#ifndef PYCAP_TOOL_WATCH_H
#define PYCAP_TOOL_WATCH_H

#include "../lua/host.h"

/*
** Says on standard error what is listened on, once, and counts what came of it;
** for host_watch, of one state or several.
*/
extern const HostWatch watch_device;

/* True while a device is open. */
bool watch_isopen(void);

/* Says how many packets were captured, received and dropped, if a device was
** opened and this was not said yet. */
void watch_report(void);

/* Says how far the source of a state is; nothing is open: says so. */
void watch_tell(lua_State *L);

/* Draws that as a line of a terminal in the place of the one before, or takes
** that away. */
void watch_draw(lua_State *L);
void watch_clear(void);

#endif
