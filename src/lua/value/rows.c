/*
** rows.c - pycap.protocols(): the rows as data
*/
#include "rows.h"

#include "../../core/items.h"
#include "../base/state.h"

static const char *const kinds[] = {"integer", "mac", "ip4", "ip6", "bytes",
                                    "text", "name", "items"};
static const char *const orders[] = {"network", "little", "writer"};
static const char *const covered[] = {"header", "rest", "pseudo"};
static const char *const sums[] = {"internet", "crc32c"};

static void set_string(lua_State *L, const char *key, const char *text) {
  lua_pushstring(L, text);
  lua_setfield(L, -2, key);
}

static void set_integer(lua_State *L, const char *key, lua_Integer n) {
  lua_pushinteger(L, n);
  lua_setfield(L, -2, key);
}

static void set_true(lua_State *L, const char *key, bool is) {
  if (!is) return;
  lua_pushboolean(L, true);
  lua_setfield(L, -2, key);
}

/* Sets the numbers of the bits that are set, as a list. */
static void set_bits(lua_State *L, const char *key, uint64_t bits) {
  if (bits == 0) return;
  lua_newtable(L);
  for (int i = 0, n = 0; i < 64; i++) {
    if (!(bits >> i & 1)) continue;
    lua_pushinteger(L, i);
    lua_rawseti(L, -2, ++n);
  }
  lua_setfield(L, -2, key);
}

static void push_condition(lua_State *L, const char *key,
                           const Condition *c) {
  if (!c->field) return;
  lua_newtable(L);
  set_string(L, "field", c->field);
  if (!c->among) {
    set_integer(L, "from", c->from);
    set_integer(L, "to", c->to);
  }
  if (c->mask) set_integer(L, "mask", c->mask);
  set_bits(L, "among", c->among);
  lua_setfield(L, -2, key);
}

static void push_names(lua_State *L, const Name *names) {
  lua_newtable(L);
  for (; names->name; names++) {
    lua_pushstring(L, names->name);
    lua_rawseti(L, -2, names->value);
  }
  lua_setfield(L, -2, "names");
}

static void push_items(lua_State *L, const Items *items);

static void push_row(lua_State *L, const Field *f) {
  lua_newtable(L);
  set_string(L, "name", f->name);
  set_string(L, "kind", kinds[f->kind]);
  set_string(L, "meaning", f->meaning);
  set_integer(L, "width", f->width);
  set_true(L, "time", f->time);
  if (f->ended) {
    lua_pushlstring(L, (const char *)f->ended, f->endsize);
    lua_setfield(L, -2, "ended");
  }
  if (f->kind == KIND_UINT) {
    set_integer(L, "default", (lua_Integer)field_preset(f));
    set_integer(L, "largest", (lua_Integer)field_largest(f));
    set_integer(L, "scale", f->scale ? f->scale : 1);
    set_integer(L, "plus", f->plus);
    set_string(L, "order", orders[f->order]);
    set_true(L, "hex", f->hex);
    set_true(L, "bits", f->bits);
  }
  set_true(L, "optional", f->optional);
  if (f->kind == KIND_ITEMS) push_items(L, f->items);
  if (f->names) push_names(L, f->names);
  if (f->sized) set_string(L, "sized", f->sized);
  if (f->counted) set_string(L, "counted", f->counted);
  if (f->unit) set_integer(L, "unit", f->unit);
  push_condition(L, "when", &f->when);
  push_condition(L, "form", &f->form);
}

/* Sets a list of rows in the table on top. */
static void push_rows(lua_State *L, const char *key, const Field *rows) {
  if (!rows) return;
  lua_newtable(L);
  for (int i = 0; rows[i].name; i++) {
    push_row(L, &rows[i]);
    lua_rawseti(L, -2, i + 1);
  }
  lua_setfield(L, -2, key);
}

/* Sets what is in a list of items. */
static void push_items(lua_State *L, const Items *items) {
  luaL_checkstack(L, 12, "too many lists in lists");
  lua_newtable(L);
  push_rows(L, "head", items->head);
  set_bits(L, "bare", items->bare);
  set_bits(L, "high", items->high);
  set_true(L, "plain", items->plain);
  set_true(L, "ends", items->ends);
  if (items->last) set_integer(L, "last", items->last);
  set_true(L, "whole", items->whole);
  if (items->tail) {
    set_string(L, "tail", items->tail);
    set_string(L, "tailname", items->tailname);
  }
  set_integer(L, "align", items->align ? items->align : 1);
  set_integer(L, "pad", items->pad ? items->pad : 1);
  lua_newtable(L);
  for (int i = 0; items->known && items->known[i].name; i++) {
    const Item *item = &items->known[i];
    lua_newtable(L);
    set_integer(L, "kind", item->kind);
    set_string(L, "name", item->name);
    set_string(L, "meaning", item->meaning);
    push_rows(L, "fields", item->fields);
    if (item->group) set_string(L, "group", item->group);
    push_rows(L, "each", item->each);
    lua_rawseti(L, -2, i + 1);
  }
  lua_setfield(L, -2, "kinds");
  lua_setfield(L, -2, "items");
}

static void push_carriers(lua_State *L, const Protocol *p) {
  lua_newtable(L);
  int n = 0;
  for (int i = 0; p->carriers[i].parent; i++) {
    /* what no field holds is found out otherwise (cooked.h) */
    if (p->carriers[i].number > UINT16_MAX) continue;
    lua_newtable(L);
    set_string(L, "parent", p->carriers[i].parent);
    set_integer(L, "number", p->carriers[i].number);
    push_condition(L, "when", &p->carriers[i].when);
    lua_rawseti(L, -2, ++n);
  }
  lua_setfield(L, -2, "carriers");
}

static void push_extent(lua_State *L, const Extent *extent) {
  if (!extent->field) return;
  lua_newtable(L);
  set_string(L, "field", extent->field);
  set_true(L, "header", extent->header);
  set_true(L, "open", extent->open);
  lua_setfield(L, -2, "extent");
}

static void push_checksum(lua_State *L, const Checksum *checksum) {
  if (!checksum->field) return;
  lua_newtable(L);
  set_string(L, "field", checksum->field);
  set_string(L, "kind", sums[checksum->kind]);
  set_string(L, "covers", covered[checksum->covers]);
  set_true(L, "optional", checksum->optional);
  lua_setfield(L, -2, "checksum");
}

static void push_protocol(lua_State *L, const Protocol *p) {
  lua_newtable(L);
  set_string(L, "name", p->name);
  set_string(L, "title", p->title);
  set_string(L, "meaning", p->meaning);
  set_string(L, "reference", p->reference);
  if (p->next) set_string(L, "next", p->next);
  if (p->twin) set_string(L, "twin", p->twin);
  if (p->space) set_string(L, "space", p->space);
  if (p->length) set_string(L, "length", p->length);
  if (p->otherwise) set_string(L, "otherwise", p->otherwise);
  set_true(L, "lengths", p->lengths);
  set_true(L, "guarded", p->is != NULL);
  push_rows(L, "fields", p->fields);
  push_carriers(L, p);
  push_extent(L, &p->extent);
  push_checksum(L, &p->checksum);
  if (!p->datalinks) return;
  lua_newtable(L);
  for (int i = 0; p->datalinks[i] >= 0; i++) {
    lua_pushinteger(L, p->datalinks[i]);
    lua_rawseti(L, -2, i + 1);
  }
  lua_setfield(L, -2, "datalinks");
}

int module_protocols(lua_State *L) {
  const State *state = state_of(L);
  const Protocols *all = &state->protocols;
  lua_createtable(L, (int)all->count, 0);
  for (unsigned i = 0; i < all->count; i++) {
    push_protocol(L, all->known[i]->protocol);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}
