/*
** sandbox.h - what the kernel refuses a script in the sandbox, and those who
** break out of Lua
*/
#ifndef PYCAP_TOOL_SANDBOX_H
#define PYCAP_TOOL_SANDBOX_H

#include "../limits/limits.h"
#include "options.h"

/* Instructions that a turn still gets when it has taken long. */
#define SANDBOX_LATE (UINT64_C(1) << 20)

/* Looks at times, by the processor time that was used, whether a turn takes
** long: see limits_overdue. NULL: no more. */
void sandbox_watch(Limits *limits);

/* Call the first before any thread starts, when the devices are open, the
** second when the source is. 0; or, with a message, the exit status. */
int sandbox_files(const Options *options);
int sandbox_calls(const Options *options);

#endif
