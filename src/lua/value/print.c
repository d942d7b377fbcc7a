/*
** print.c - packets as text: a line, a tree, JSON
*/
#include "print.h"

#include "../base/error.h"
#include "compose.h"
#include "text.h"

#define PRINTER_CLASS "pycap.printer"
#define OUT_CLASS "pycap.out"

/* --- memory --- */

static int out_gc(lua_State *L) {
  out_free(luaL_checkudata(L, 1, OUT_CLASS));
  return 0;
}

Out *out_push(lua_State *L) {
  Out *out = lua_newuserdatauv(L, sizeof *out, 0);
  *out = (Out){0};
  if (luaL_newmetatable(L, OUT_CLASS)) {
    lua_pushcfunction(L, out_gc);
    lua_setfield(L, -2, "__gc");
  }
  lua_setmetatable(L, -2);
  return out;
}

void out_check(lua_State *L, const Out *out) {
  if (out->failed)
    fault_throw(L, "memory", "not enough memory for the text of a packet");
}

static int printer_gc(lua_State *L) {
  printer_free(luaL_checkudata(L, 1, PRINTER_CLASS));
  return 0;
}

Printer *state_printer(lua_State *L) {
  const PrintOptions options = {.time = TIME_NONE};
  if (lua_getfield(L, LUA_REGISTRYINDEX, PRINTER_CLASS ".one") == LUA_TNIL) {
    Printer *made = lua_newuserdatauv(L, sizeof *made, 0);
    *made = (Printer){0};
    if (luaL_newmetatable(L, PRINTER_CLASS)) {
      lua_pushcfunction(L, printer_gc);
      lua_setfield(L, -2, "__gc");
    }
    lua_setmetatable(L, -2);
    if (!printer_init(made, &state_find(L)->protocols, &options))
      fault_throw(L, "memory", "not enough memory for the texts of protocols");
    lua_pushvalue(L, -1);
    lua_setfield(L, LUA_REGISTRYINDEX, PRINTER_CLASS ".one");
    lua_remove(L, -2);
  }
  Printer *printer = lua_touserdata(L, -1);
  lua_pop(L, 1);
  return printer;
}

/* --- packets --- */

void packet_stack(lua_State *L, const State *state, int index, Stack *stack) {
  const Packet *p = lua_touserdata(L, index);
  Frame frame = {.time = p->time, .fcs = p->fcs};
  size_t size;
  if (!p->touched && !p->made) {
    packet_restack(state, p, stack);
    return;
  }
  packet_wire(L, state, index, -1);
  frame.bytes = (const uint8_t *)lua_tolstring(L, -1, &size);
  frame.caplen = (uint32_t)size;
  frame.length = p->made ? frame.caplen : p->length;
  if (p->touched && !p->made) frame.length += frame.caplen - p->caplen;
  if (frame.length < frame.caplen) frame.length = frame.caplen;
  stack_begin(stack, &state->protocols, (unsigned)p->root, &frame);
  stack_decode(stack, NULL);
}

typedef enum Form { FORM_LINE, FORM_TREE, FORM_JSON } Form;

/* Pushes a packet's text; the packet is at 1. */
static int push_text(lua_State *L, Form form) {
  const State *state = state_find(L);
  Stack stack;
  packet_check(L, state, 1);
  lua_settop(L, 1);
  packet_stack(L, state, 1, &stack);
  Printer *printer = state_printer(L);
  Out *out = out_push(L);
  if (form == FORM_LINE) line_add(printer, out, &stack);
  else if (form == FORM_TREE) tree_add(out, &stack);
  else json_add(printer, out, &stack);
  out_check(L, out);
  lua_pushlstring(L, out->data, out->size);
  out_free(out);
  return 1;
}

static int line(lua_State *L) { return push_text(L, FORM_LINE); }

/* One that cannot be composed, as it is now, is shown header by header. */
int packet_tostring(lua_State *L) {
  const State *state = state_find(L);
  const Packet *p = packet_check(L, state, 1);
  lua_settop(L, 1);
  if (!p->touched) return line(L);
  lua_pushcfunction(L, line);
  lua_pushvalue(L, 1);
  if (lua_pcall(L, 1, 1, 0) == LUA_OK) return 1;
  luaL_Buffer b;
  lua_settop(L, 1);
  luaL_buffinit(L, &b);
  for (unsigned i = 0; i < p->count; i++) {
    if (i > 0) luaL_addchar(&b, ' ');
    header_addtext(L, state, 1, i, &b);
  }
  luaL_pushresult(&b);
  return 1;
}

int packet_json(lua_State *L) { return push_text(L, FORM_JSON); }

/* pycap.tree(packet or header) -> text. A header is shown as it would go out in
** its packet. */
static int module_tree(lua_State *L) {
  const State *state = state_find(L);
  unsigned layer;
  Stack stack;
  const Packet *p = header_to(L, state, 1, &layer);
  if (!p) return push_text(L, FORM_TREE);
  packet_stack(L, state, lua_gettop(L), &stack);
  if (layer >= stack.count ||
      stack.layers[layer].protocol != p->layers[layer].protocol)
    return luaL_error(L, "pycap.tree: composed as it is now, the packet of "
                      "this header does not have it");
  Out *out = out_push(L);
  tree_header(out, &stack, layer);
  out_check(L, out);
  lua_pushlstring(L, out->data, out->size);
  out_free(out);
  return 1;
}

int packet_show(lua_State *L) {
  push_text(L, FORM_TREE);
  size_t size;
  const char *text = lua_tolstring(L, -1, &size);
  lua_getglobal(L, "print");
  lua_pushlstring(L, text, size - (size > 0 && text[size - 1] == '\n'));
  lua_call(L, 1, 0);
  return 0;
}

void open_printing(lua_State *L) {
  static const luaL_Reg functions[] = { {"tree", module_tree}, {NULL, NULL} };
  lua_pushvalue(L, -2);
  lua_pushvalue(L, -2);
  luaL_setfuncs(L, functions, 1);
  lua_pop(L, 1);
}
