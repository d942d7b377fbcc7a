/*
** print.h - packets as text: a line, a tree, JSON
*/
#ifndef PYCAP_VALUE_PRINT_H
#define PYCAP_VALUE_PRINT_H

#include "../../print/printer.h"
#include "reference.h"

/* The printer of this state, without times or names. Raises if there is no
** memory. */
Printer *state_printer(lua_State *L);

/*
** out_push pushes an empty Out, which is freed when it is collected. out_check
** raises code "memory" if an Out could not take all that was added.
*/
Out *out_push(lua_State *L);
void out_check(lua_State *L, const Out *out);

/*
** Decodes the packet at an index again, as it is now, into `stack`. Pushes the
** value that keeps its bytes alive.
*/
void packet_stack(lua_State *L, const State *state, int index, Stack *stack);

/* packet -> its line: __tostring */
int packet_tostring(lua_State *L);

/* packet:show() prints pycap.tree(packet), packet:json() */
int packet_show(lua_State *L);
int packet_json(lua_State *L);

void open_printing(lua_State *L);  /* stack: module, state */

#endif
