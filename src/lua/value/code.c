/*
** code.c - pycap.code: the Lua source that makes a packet again
**
** What composing gives by itself is left out. The packet is composed three
** times at most: from what is no default; with the lengths and links that this
** gets wrong; with the checksums.
*/
#include "code.h"

#include <lauxlib.h>
#include <string.h>

#include "../../core/header.h"
#include "../../core/sum.h"
#include "compose.h"
#include "literal.h"
#include "reference.h"
#include "composition.h"

/* A packet that is put into words. */
typedef struct Code {
  const Protocols *all;
  Decoded from;       /* its bytes, and where its headers are */
  unsigned count;     /* of the headers that the source has */
  Part *parts;
  Value *values;      /* of all fields: .set where the source has them */
  uint8_t *out;
  size_t room;
} Code;

static const Known *known_at(const Code *c, unsigned layer) {
  return c->all->known[c->from.layers[layer].protocol];
}

static const uint8_t *header_at(const Code *c, unsigned layer) {
  return c->from.bytes + c->from.layers[layer].offset;
}

/* True for a field that composing fills in where it is not set. */
static bool is_computed(const Known *k, unsigned field) {
  int i = (int)field;
  return i == k->next || i == k->twin || i == k->length || i == k->extent ||
         k->sums >> field & 1 || k->layout.at[field].follows;
}

/*
** Reads a field as the source has it: of a word in the order of bytes that is
** not ours the number that, made in ours, has these bytes.
*/
static bool read_field(const Code *c, unsigned layer, unsigned field,
                       Value *v) {
  const Known *k = known_at(c, layer);
  const Field *f = &k->layout.fields[field];
  if (!field_read(&k->layout, field, header_at(c, layer),
                  c->from.layers[layer].length, v))
    return false;
  if (f->order == ORDER_WRITER && !v->reversed) {
    uint64_t number = v->number;
    v->number = 0;
    for (unsigned i = 0; i < f->width; i += 8)
      v->number = v->number << 8 | (number >> i & 255);
    v->reversed = true;
  }
  return true;
}

/* Sets a layer's fields: all, or those that are no defaults. */
static void set_fields(const Code *c, unsigned layer, bool all) {
  const Known *k = known_at(c, layer);
  Value *values = (Value *)c->parts[layer].values;
  for (unsigned i = 0; i < k->layout.count; i++) {
    Value *v = &values[i];
    *v = (Value){0};
    bool there = read_field(c, layer, i, v);
    const Field *f = &k->layout.fields[i];
    v->set = there && (all || (!is_computed(k, i) &&
                               (f->optional || !literal_preset(f, v))));
    /* an address of an odd size is taken where the size is told */
    if (v->set && f->sized && v->size != field_size(f))
      values[k->layout.at[i].sized].set = true;
  }
}

/* True when a header's fields, all of them set, give its bytes. */
static bool is_told(const Code *c, unsigned layer) {
  const Known *k = known_at(c, layer);
  const Layer *at = &c->from.layers[layer];
  unsigned culprit;
  if (at->flags & LAYER_CUT) return false;
  set_fields(c, layer, true);
  int64_t size = header_write(&k->layout, c->parts[layer].values, k->preset,
                              k->preset_length, c->out, c->room, &culprit);
  if (size >= 0)
    size = header_pad(&k->layout, c->out, c->room, (size_t)size);
  return size == (int64_t)at->length &&
         memcmp(c->out, header_at(c, layer), at->length) == 0;
}

/* Where the headers end that the source has. */
static uint32_t body_of(const Code *c) {
  if (c->count == 0) return 0;
  const Layer *last = &c->from.layers[c->count - 1];
  return last->offset + last->length;
}

/* True when all is as it was. -1: it cannot be composed. */
static int compose(const Code *c) {
  uint32_t body = body_of(c);
  unsigned part, field;
  int64_t size = packet_compose(c->all, c->parts, c->count,
                                c->from.bytes + body, c->from.size - body, 0,
                                c->out, c->room, &part, &field);
  if (size < 0) return -1;
  return size == (int64_t)c->from.size &&
         (size == 0 || memcmp(c->out, c->from.bytes, c->from.size) == 0);
}

/* Sets those of the computed fields that came out otherwise. */
static void correct(const Code *c, bool checksums) {
  for (unsigned layer = 0; layer < c->count; layer++) {
    const Known *k = known_at(c, layer);
    const Part *p = &c->parts[layer];
    Value *values = (Value *)p->values, v = {0};
    for (unsigned i = 0; i < k->layout.count; i++) {
      if (values[i].set || !is_computed(k, i) ||
          (k->sums >> i & 1) != checksums ||
          !read_field(c, layer, i, &values[i]))
        continue;
      values[i].set = !field_read(&k->layout, i, c->out + p->offset,
                                  p->written, &v) ||
                      v.number != values[i].number;
    }
  }
}

/* Sets what the source is to have. False: these headers do not make it. */
static bool choose(const Code *c) {
  bool checksums = false;
  for (unsigned i = 0; i < c->count; i++) set_fields(c, i, false);
  int same = compose(c);
  for (int round = 0; same == 0 && round < 2; round++) {
    correct(c, checksums);
    checksums = true;
    same = compose(c);
  }
  if (same == 1) return true;
  for (unsigned i = 0; i < c->count; i++) set_fields(c, i, true);
  return compose(c) == 1;
}

static void add_header(luaL_Buffer *b, const Code *c, unsigned layer) {
  const Known *k = known_at(c, layer);
  const Value *values = c->parts[layer].values;
  const Layout *l = &k->layout;
  bool first = true;
  luaL_addstring(b, "  pycap.");
  luaL_addstring(b, k->protocol->name);
  for (unsigned i = 0; i < l->count; i++) {
    const Field *f = &l->fields[i];
    if (!values[i].set) continue;
    luaL_addstring(b, first ? " { " : ", ");
    luaL_addstring(b, f->name);
    luaL_addstring(b, " = ");
    literal_add(b, f, &values[i],
                field_holds(l, &f->form, l->at[i].form, header_at(c, layer),
                            c->from.layers[layer].length));
    first = false;
  }
  luaL_addstring(b, first ? "()" : " }");
}

static void push_source(lua_State *L, const Code *c) {
  luaL_Buffer b;
  uint32_t body = body_of(c);
  luaL_buffinit(L, &b);
  luaL_addstring(&b, "pycap.packet(\n");
  for (unsigned i = 0; i < c->count; i++) {
    if (i > 0) luaL_addstring(&b, ",\n");
    add_header(&b, c, i);
  }
  if (body < c->from.size || c->count == 0) {
    luaL_addstring(&b, c->count > 0 ? ",\n  " : "  ");
    literal_quote(&b, c->from.bytes + body, c->from.size - body);
  }
  luaL_addchar(&b, ')');
  luaL_pushresult(&b);
}

int internal_code(lua_State *L) {
  const State *state = state_of(L);
  Layer layers[LAYERS_MAX];
  lua_settop(L, 1);
  if (!packet_to(L, state, 1)) {
    luaL_where(L, 2);  /* 1 is the function in Lua that documents it */
    lua_pushfstring(L, "code: packet expected, got %s", luaL_typename(L, 1));
    lua_concat(L, 2);
    return lua_error(L);
  }
  Code c = {.all = &state->protocols};
  c.from = packet_layers(L, state, 1, layers);
  size_t fields = 0;
  for (unsigned i = 0; i < c.from.count; i++)
    fields += known_at(&c, i)->layout.count;
  c.parts = lua_newuserdatauv(
      L, c.from.count * sizeof(Part) + fields * sizeof(Value) + 1, 0);
  Value *values = (Value *)(c.parts + c.from.count);
  for (unsigned i = 0; i < c.from.count; i++) {
    const Known *k = known_at(&c, i);
    c.parts[i] = (Part){.base = k->preset, .length = k->preset_length,
                        .protocol = k->index, .flags = LAYER_MADE,
                        .values = values};
    set_fields(&c, i, true);
    values += k->layout.count;
  }
  c.room = packet_room(c.all, c.parts, c.from.count, c.from.size) + 64;
  c.out = lua_newuserdatauv(L, c.room, 0);
  while (c.count < c.from.count && is_told(&c, c.count)) c.count++;
  while (c.count > 0 && !choose(&c)) c.count--;
  push_source(L, &c);
  return 1;
}
