/*
** watch.h - what is said of the device that packets come from
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

/* Says how many packets were received and dropped, if a device was opened and
** this was not said yet. */
void watch_report(void);

#endif
