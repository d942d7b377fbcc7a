/*
** printing.c - a sink that prints packets to standard output, without Lua
**
** printer{form = "line", "tree", "json", "fields" or "csv", time = "clock",
** "none", "epoch", "delta", "date" or "since", nano =, link =, quick =,
** colour =, hex = "x", "xx", "X" or "XX", separator =, names = {[address] =
** name}, flush =}. Of "fields" and "csv" a line has what the handler lists.
*/
#include "printing.h"

#include <errno.h>
#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "../../core/address.h"
#include "../../print/printer.h"
#include "../base/error.h"
#include "../base/keep.h"
#include "../base/options.h"
#include "sink.h"

static const char printing_class[] = "pycap.printing";

typedef enum Form {
  FORM_LINE, FORM_TREE, FORM_JSON, FORM_FIELDS, FORM_CSV
} Form;

/* It keeps its options, and the thread of names. */
typedef struct Printing {
  Sink sink;
  Printer printer;
  Out out;
  lua_State *L;           /* of the table of names: see name_add */
  int form, hex, time;
  const char *separator;
  size_t separator_size;
  bool flush;
  int error;              /* errno of a write that failed */
} Printing;

/* --- fields --- */

/* RFC 4180: in quotes where it holds a separator, a quote or a line's end. */
static void add_csv(Out *o, size_t from, const Printing *p) {
  bool plain = true;
  size_t quotes = 0;
  for (size_t i = from; i < o->size; i++) {
    char c = o->data[i];
    if (c == '"') quotes++;
    if (c == '"' || c == '\n' || c == '\r' ||
        memchr(p->separator, c, p->separator_size))
      plain = false;
  }
  if (plain || !out_room(o, quotes + 2)) return;
  char *to = o->data + o->size + quotes + 2;
  *--to = '"';
  for (size_t i = o->size; i-- > from;) {
    *--to = o->data[i];
    if (*to == '"') *--to = '"';
  }
  *--to = '"';
  o->size += quotes + 2;
}

static void add_time(Out *o, int64_t time) {
  uint64_t size = time < 0 ? 0 - (uint64_t)time : (uint64_t)time;
  if (time < 0) out_char(o, '-');
  out_number(o, size / 1000000000, 1);
  out_char(o, '.');
  out_number(o, size % 1000000000, 9);
}

static void add_flow(Out *o, const Value *v) {
  Flow flow;
  char text[46];
  if (!flow_read(v->bytes, v->size, &flow)) return;
  for (int i = 0; i < 2; i++) {
    const uint8_t *end = i == 0 ? flow.source : flow.destination;
    out_add(o, text, flow.size == 4 ? ip4_text(end, text)
                                    : ip6_text(end, text));
    if (flow.ports) {
      out_char(o, '.');
      out_number(o, i == 0 ? flow.sourceport : flow.destinationport, 1);
    }
    out_char(o, ' ');
  }
  out_number(o, flow.protocol, 1);
}

static void add_ref(Out *o, const Select *s, const Ref *ref, View *view) {
  char text[FIELD_TEXT_MAX];
  Value v;
  if (!select_read(s, ref, view, &v)) return;
  if (ref->kind == REF_TIME) add_time(o, (int64_t)v.number);
  else if (ref_isflow(ref)) add_flow(o, &v);
  else if (ref->number) out_number(o, v.number, 1);
  else if (ref->either && v.set)
    out_add(o, text, field_text(select_address(v.size), &v, text));
  else if (ref->kind <= REF_ENTRY && v.set)
    out_add(o, text, field_text(select_row(s, ref), &v, text));
  else if (ref->kind == REF_FIELD && select_row(s, ref)->kind >= KIND_NAME)
    value_add(o, select_row(s, ref), &v);
  else if (ref->kind == REF_MALFORMED || ref->kind == REF_RECORD ||
           (ref->kind <= REF_ENTRY && !ref->either &&
            select_row(s, ref)->kind == KIND_TEXT))
    out_escaped(o, v.bytes, v.size);
  else out_bytes(o, v.bytes, v.size);
}

static void add_fields(Printing *p, const Fields *f, View *view) {
  for (unsigned i = 0; i < f->count; i++) {
    size_t from;
    if (i > 0) out_add(&p->out, p->separator, p->separator_size);
    from = p->out.size;
    add_ref(&p->out, &f->select, &f->select.refs[f->listed[i].first], view);
    if (p->form == FORM_CSV) add_csv(&p->out, from, p);
  }
}

/* --- packets --- */

enum { HEX_NONE, HEX_x, HEX_xx, HEX_X, HEX_XX };

static void add_hexdump(Printing *p, const Stack *s) {
  uint32_t at = 0;
  if ((p->hex == HEX_x || p->hex == HEX_X) && s->count > 1)
    at = s->layers[0].length;
  hexdump_add(&p->out, s->frame.bytes + at, s->frame.caplen - at,
              p->hex == HEX_X || p->hex == HEX_XX);
}

/* The sink's: prints a packet, decoded to its end. */
static bool take(Sink *sink, const Fields *fields, View *view) {
  Printing *p = (Printing *)sink;
  Stack *stack = (Stack *)view->stack;
  Out *o = &p->out;
  o->size = 0;
  if (!fields->select.record) stack_decode(stack, NULL);
  if (p->form == FORM_JSON) {
    json_add(&p->printer, o, stack);
  } else if (p->form == FORM_FIELDS || p->form == FORM_CSV) {
    add_fields(p, fields, view);
  } else {
    printer_time(&p->printer, o, stack->frame.time);
    line_add(&p->printer, o, stack);
  }
  out_text(o, p->form == FORM_CSV ? "\r\n" : "\n");
  if (p->form == FORM_TREE) tree_add(o, stack);
  if (p->hex) add_hexdump(p, stack);
  errno = 0;
  if (o->failed) p->error = ENOMEM;
  else if (fwrite(o->data, 1, o->size, stdout) < o->size ||
           (p->flush && fflush(stdout) != 0))
    p->error = errno ? errno : EIO;
  return p->error == 0;
}

static void raise(lua_State *L, Sink *sink) {
  Printing *p = (Printing *)sink;
  int error = p->error;
  p->error = 0;
  p->out.failed = false;
  if (error == ENOMEM)
    fault_throw(L, "memory", "not enough memory for a packet's text");
  fault_throw(L, "write", "standard output: %s", strerror(error));
}

static void attach(lua_State *L, const State *state, int index, Fields *f) {
  const Printing *p = lua_touserdata(L, index);
  bool listed = p->form == FORM_FIELDS || p->form == FORM_CSV;
  (void)state;
  if (listed && f->count == 0)
    luaL_error(L, "on: the fields to print expected");
  if (!listed && f->select.record)
    luaL_error(L, "on: a flow is no packet: a printer of fields expected");
  if (!listed && f->count > 0)
    luaL_error(L, "on: a printer of whole packets takes conditions alone");
  for (unsigned i = 0; i < f->count; i++)
    if (f->listed[i].key || f->listed[i].text)
      luaL_error(L, "on: a printer takes fields, not keys or texts of several");
}

static const SinkClass printing = {
  .name = "a printer", .attach = attach, .take = take, .raise = raise
};

/* --- names --- */

/* Adds the name that the table has for an address. */
static bool name_add(void *context, Out *out, const uint8_t *bytes,
                     size_t size) {
  Printing *p = context;
  char text[46];
  size_t length = size == 4 ? ip4_text(bytes, text) : ip6_text(bytes, text);
  lua_State *L = p->L;
  bool found = false;
  lua_pushlstring(L, text, length);
  if (lua_rawget(L, 1) == LUA_TSTRING) {
    size_t name_size;
    const char *name = lua_tolstring(L, -1, &name_size);
    out_escaped(out, (const uint8_t *)name, name_size);
    found = true;
  }
  lua_pop(L, 1);
  return found;
}

/* --- making --- */

static int printing_gc(lua_State *L) {
  Printing *p = luaL_checkudata(L, 1, printing_class);
  printer_free(&p->printer);
  out_free(&p->out);
  return 0;
}

/* Puts the names into a thread of their own, whose [1] is the table: it is kept
** in the table at 3. */
static void keep_names(lua_State *L, Printing *p) {
  if (lua_getfield(L, 1, "names") == LUA_TNIL) {
    lua_pop(L, 1);
    return;
  }
  luaL_checktype(L, -1, LUA_TTABLE);
  p->L = lua_newthread(L);
  lua_insert(L, -2);
  lua_xmove(L, p->L, 1);
  lua_rawseti(L, 3, 2);
}

int printing_new(lua_State *L) {
  static const char *const forms[] = {"line", "tree", "json", "fields", "csv",
                                      NULL};
  static const char *const times[] = {"clock", "none", "epoch", "delta",
                                      "date", "since", NULL};
  static const char *const hexes[] = {"none", "x", "xx", "X", "XX", NULL};
  PrintOptions o = {0};
  const State *state = state_of(L);
  const char *separator = NULL;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  Printing *p = lua_newuserdatauv(L, sizeof *p, 0);
  memset(p, 0, sizeof *p);
  p->sink.class = &printing;
  luaL_setmetatable(L, printing_class);
  const Option options[] = {
    {OPTION("form", WORD, &p->form), .words = forms},
    {OPTION("time", WORD, &p->time), .words = times},
    {OPTION("hex", WORD, &p->hex), .words = hexes},
    {OPTION("nano", FLAG, &o.nano)}, {OPTION("link", FLAG, &o.link)},
    {OPTION("quick", FLAG, &o.quick)}, {OPTION("colour", FLAG, &o.colour)},
    {OPTION("flush", FLAG, &p->flush)},
    {OPTION("separator", TEXT, &separator), .what = "text"},
    {OPTION("names", OTHER, NULL)},
    {.key = NULL}
  };
  options_take(L, 1, "printer", options);
  o.time = (TimeStyle)p->time;
  p->separator = separator ? separator : p->form == FORM_CSV ? "," : "\t";
  p->separator_size = strlen(p->separator);
  lua_createtable(L, 2, 0);
  lua_pushvalue(L, 1);
  lua_rawseti(L, 3, 1);
  keep_names(L, p);
  keep(L, 2);
  if (p->L) o.name = name_add;
  o.context = p;
  if (!printer_init(&p->printer, &state->protocols, &o))
    return fault_throw(L, "memory", "not enough memory for a printer");
  return 1;
}

void open_printing_sinks(lua_State *L) {
  static const luaL_Reg meta[] = { {"__gc", printing_gc}, {NULL, NULL} };
  static const luaL_Reg none[] = { {NULL, NULL} };
  state_class(L, printing_class, meta, none);
  sink_mark(L);
  lua_pop(L, 1);
}
