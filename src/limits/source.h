/*
** source.h - what compiling a text may take, known before it is compiled
*/
#ifndef PYCAP_LIMITS_SOURCE_H
#define PYCAP_LIMITS_SOURCE_H

#include <lua.h>
#include <stddef.h>
#include <stdint.h>

#define SOURCE_BYTES ((size_t)8 << 20)      /* of a text */
#define SOURCE_STEPS ((uint64_t)1 << 27)    /* of its compilation */
#define SOURCE_FUNCTIONS 100                /* one in the other */

/*
** At most so many names, or jumps, Lua's compiler looks at for the text: for
** each name the variables of all functions around it, for each jump those
** before it in its function. More than SOURCE_STEPS: not counted to the end.
** In *functions the most that are one in the other.
*/
uint64_t source_steps(const char *text, size_t size, unsigned *functions);

/*
** Charges for compiling a text, 8 steps as an instruction. True: it may be
** compiled. False: it may not, and the error is on top. Does not raise but for
** memory.
*/
int source_admit(lua_State *L, const char *text, size_t size);

#endif
