/*
** inplace.c - headers made by hand, which keep in their bytes what is set
**
** One that is alone keeps what is set of most fields in its own bytes, and a
** mark for each; only what changes where others lie, or has an odd size, is in
** a table as with other packets (edits.c).
*/
#include "inplace.h"

#include <string.h>

#include "convert.h"

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
        f->order != ORDER_WRITER && f->kind <= KIND_BYTES && !governs(l, i))
      placed |= BIT(i);
  }
  return placed;
}

/*
** The bytes of an address, or of a string of the usual size, at `arg`; NULL: it
** is another.
*/
static const uint8_t *usual_bytes(lua_State *L, const Field *f, int arg,
                                  uint8_t address[16]) {
  size_t size;
  const char *text = lua_tolstring(L, arg, &size);
  if (value_address(f->kind, text, size, address)) return address;
  return f->kind == KIND_BYTES && size == field_size(f)
    ? (const uint8_t *)text : NULL;
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
