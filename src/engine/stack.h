/*
** stack.h - whether the calling thread has enough stack for scripts
*/
#ifndef PYCAP_ENGINE_STACK_H
#define PYCAP_ENGINE_STACK_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of stack that a script can use at most: Lua bounds the depth of C calls
** (LUAI_MAXCCALLS). */
#define STACK_NEEDED ((size_t)448 << 10)

/* True: STACK_NEEDED bytes are left, or it is unknown, because the code runs on
** a stack that is not the thread's own. False: only *left bytes are left. */
bool stack_suffices(size_t *left);

#endif
