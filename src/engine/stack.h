/*
** stack.h - whether the thread that calls has the stack that scripts take
*/
#ifndef PYCAP_ENGINE_STACK_H
#define PYCAP_ENGINE_STACK_H

#include <stdbool.h>
#include <stddef.h>

/* What scripts take at most, with Lua's bound on C calls (LUAI_MAXCCALLS). */
#define STACK_NEEDED ((size_t)448 << 10)

/* False: *left bytes of stack are left, which is less. True, too, where it
** cannot be told: on a stack that is not the thread's. */
bool stack_suffices(size_t *left);

#endif
