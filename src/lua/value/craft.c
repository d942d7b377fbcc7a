/*
** craft.c - headers made by hand
**
** One that is alone keeps what is set of most fields in its own bytes, and a
** mark for each; only what changes where others lie, or has an odd size, is in
** a table as with other packets (assign.c).
*/
#include "../base/state.h"

/* True when other fields' presence, place or size depends on this one. */
static bool governs(const Layout *l, unsigned field) {
  if (l->at[field].follows) return true;
  for (unsigned i = 0; i < l->count; i++)
    if (l->at[i].when == (int)field) return true;
  return false;
}

uint64_t layout_placed(const Known *k) {
  const Layout *l = &k->layout;
  uint64_t placed = 0;
  bool usual = layout_usual(l, k->preset, k->preset_length);
  for (unsigned i = 0; i < l->count; i++) {
    const Field *f = &l->fields[i];
    bool fixed = i < l->dynamic || (usual && l->at[i].sized >= 0);
    if (fixed && f->width && !f->when.field && !f->optional &&
        f->order != ORDER_WRITER && f->kind != KIND_ITEMS && !governs(l, i))
      placed |= BIT(i);
  }
  return placed;
}

/*
** The bytes of an address or string of the usual size, the string at `arg`;
** NULL: it is another.
*/
static const uint8_t *usual_bytes(lua_State *L, const Field *f, int arg,
                                  uint8_t address[16]) {
  size_t size;
  const char *text = lua_tolstring(L, arg, &size);
  if (value_address(f->kind, text, size, address)) return address;
  return size == field_size(f) ? (const uint8_t *)text : NULL;
}

bool header_place(lua_State *L, const State *state, Packet *p, unsigned field,
                  int arg) {
  const Known *k = known_of(state, p, 0);
  const Field *f = &k->layout.fields[field];
  const uint32_t at = k->layout.at[field].offset / 8u;
  uint8_t *header = (uint8_t *)(p->layers + 1), address[16];
  if (!(state->in_place[k->index] >> field & 1)) return false;
  int type = lua_type(L, arg);
  bool nil = type == LUA_TNIL;
  if (f->kind == KIND_UINT) {
    const Place protocol = {NULL, k->protocol->name, 0};
    const Place place = {&protocol, f->name, 0};
    uint64_t n = nil ? field_preset(f) : value_number(L, &place, f, arg);
    field_write(&k->layout, field, header, p->size, n);
  } else {
    const uint8_t *bytes = nil ? k->preset + at : NULL;
    if (type == LUA_TSTRING) bytes = usual_bytes(L, f, arg, address);
    if (!bytes) return false;
    memcpy(header + at, bytes, field_size(f));
  }
  if (!nil) *packet_marks(p) |= BIT(field);
  return true;
}

/* The field that a key names: its index, or raises. */
static unsigned field_of(lua_State *L, const State *state, const Known *k,
                         int key) {
  /* names are short strings that the metatable keeps: equal ones are one */
  const void *name =
      lua_type(L, key) == LUA_TSTRING ? lua_topointer(L, key) : NULL;
  const void *const *names = state->names[k->index];
  unsigned i = 0;
  while (i < k->layout.count && names[i] != name) i++;
  if (i == k->layout.count) header_refusekey(L, k, key);
  return i;
}

/*
** Assigns the fields that the plain table at 1 has to the header at 2; those
** that have another's length for theirs last.
*/
static void fill(lua_State *L, const State *state, Packet *p) {
  const Known *k = known_of(state, p, 0);
  uint64_t later = 0;
  int top = lua_gettop(L);
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    unsigned field = field_of(L, state, k, top + 1);
    if (!header_place(L, state, p, field, top + 2)) {
      if (k->layout.at[field].sized >= 0) later |= BIT(field);
      else header_assign(L, state, 2, 0, field, top + 2);
    }
    lua_settop(L, top + 1);
  }
  for (unsigned i = 0; later >> i; i++) {
    if (!(later >> i & 1)) continue;
    lua_pushstring(L, k->layout.fields[i].name);
    lua_rawget(L, 1);
    header_assign(L, state, 2, 0, i, top + 1);
    lua_settop(L, top);
  }
}

int module_header(lua_State *L) {
  const State *state = state_of(L);
  const Known *k =
      state->protocols.known[lua_tointeger(L, lua_upvalueindex(3))];
  unsigned layer;
  lua_settop(L, 1);
  bool given = !lua_isnil(L, 1);
  if (given) luaL_checktype(L, 1, LUA_TTABLE);
  Packet *p = packet_new(L, state, 1, k->preset_length, true);
  memcpy(p->layers + 1, k->preset, k->preset_length);
  p->layers[0] = (Layer){0, k->preset_length, k->index, LAYER_MADE};
  p->root = k->index;
  p->caplen = p->length = p->end = k->preset_length;
  p->alone = p->touched = true;
  if (given && header_to(L, state, 1, &layer)) {  /* a header's fields */
    header_table(L, state, -1, layer);
    lua_replace(L, 1);
    lua_pop(L, 1);
  }
  if (given) fill(L, state, p);
  header_push(L, state, 2, 0);
  return 1;
}
