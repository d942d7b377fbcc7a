/*
** source.h - the cost of compiling a text, estimated before it is compiled
*/
#ifndef PYCAP_LIMITS_SOURCE_H
#define PYCAP_LIMITS_SOURCE_H

#include <lua.h>
#include <stddef.h>
#include <stdint.h>

#define SOURCE_BYTES ((size_t)8 << 20)      /* of a text, at most */
#define SOURCE_STEPS ((uint64_t)1 << 27)    /* to compile it, at most */
#define SOURCE_FUNCTIONS 100                /* nested in each other, at most */

/*
** Returns an upper bound of the steps that Lua's compiler takes for the text.
** For each name it looks at the variables of all functions around it, and for
** each jump at the jumps before it in the same function. Counting ends when
** there are more than SOURCE_STEPS. *functions becomes the depth to which
** functions are nested.
*/
uint64_t source_steps(const char *text, size_t size, unsigned *functions);

/*
** Charges for compiling a text: 8 steps are one instruction. True: it may be
** compiled. False: it may not, and the error is on top of the stack. Raises
** only where memory runs out.
*/
int source_admit(lua_State *L, const char *text, size_t size);

#endif
