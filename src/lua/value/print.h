/*
** print.h - packets as text: a line, a tree, JSON
*/
#ifndef PYCAP_VALUE_PRINT_H
#define PYCAP_VALUE_PRINT_H

#include "../../print/printer.h"
#include "reference.h"

/* The printer of this state, without times or names. Raises for memory. */
Printer *state_printer(lua_State *L);

/*
** Pushes an Out, all zero, that is freed when it is collected, and one that
** raises code "memory" where `out` could not take all.
*/
Out *out_push(lua_State *L);
void out_check(lua_State *L, const Out *out);

/*
** Decodes the packet at an index anew, as it is now. Pushes what its bytes live
** in.
*/
void packet_stack(lua_State *L, const State *state, int index, Stack *stack);

/* packet -> its line: __tostring */
int packet_tostring(lua_State *L);

/* packet:show() prints pycap.tree(packet), packet:json() */
int packet_show(lua_State *L);
int packet_json(lua_State *L);

void open_printing(lua_State *L);  /* stack: module, state */

#endif
