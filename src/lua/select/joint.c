/*
** joint.c - several fields joined to one text
*/
#include "joint.h"

#include <string.h>

#include "../../core/field.h"
#include "names.h"

#define DIGITS_MAX 20
#define FORMAT_MAX 1024
#define TEXT_SIZE 256  /* texts up to it are made without an allocation */

/* --- the format --- */

/* Raises: a field cannot be in a text as the format has it. */
static int refuse_field(lua_State *L, const Select *s, const Ref *ref,
                        const char *problem) {
  char name[NAME_MAX_TEXT];
  select_name(s, ref, name, sizeof name);
  return luaL_error(L, "text: %s: %s", name, problem);
}

/* Raises where a field has no text, or none of this kind. */
static void check_part(lua_State *L, const Select *s, const JointPart *part) {
  const Ref *ref = part->ref;
  const Field *row = select_row(s, ref);
  if (ref->kind == REF_TIME)
    refuse_field(L, s, ref, "packet.timestamp expected, an integer");
  if (ref_isflow(ref))
    refuse_field(L, s, ref, "a field expected: the bytes of a flow are no "
                 "text");
  if (row && row->kind == KIND_ITEMS)
    refuse_field(L, s, ref, "a field of one entry expected: a list is no text");
  if (part->how != 's' && !ref->number)
    refuse_field(L, s, ref, part->how == 'd'
                 ? "%s expected, got %d, which is for integers"
                 : "%s expected, got %x, which is for integers");
}

/* Raises: what begins at `p`, a %, is not allowed there. */
static int refuse_format(lua_State *L, const char *p) {
  char shown[8];
  size_t size = 1 + strspn(p + 1, "0123456789.-+ #"), n = 0;
  if (p[size] != '\0') size++;
  for (; n < size && n < sizeof shown - 1; n++)
    shown[n] = p[n] > ' ' && p[n] < 0x7f ? p[n] : '?';
  shown[n] = '\0';
  return luaL_error(L, "text: %%s, %%d, %%x, %%04x or %%%% expected, one for "
                    "each name, got %s", shown);
}

/* Reads a directive, whose % is before `p`; where it ends. NULL: it is none. */
static const char *read_directive(const char *p, JointPart *part) {
  part->digits = 0;
  if (*p == '0') {
    while (*p >= '0' && *p <= '9' && part->digits <= DIGITS_MAX)
      part->digits = (uint8_t)(part->digits * 10 + (*p++ - '0'));
    if (part->digits == 0 || part->digits > DIGITS_MAX || *p == 's')
      return NULL;
  }
  part->how = *p;
  return *p == 's' || *p == 'd' || *p == 'x' ? p + 1 : NULL;
}

/* Reads the format into a joint. A part without a field ends in the % that a %%
** stands for. */
static void read_format(lua_State *L, const Select *s, const Ref *refs,
                        unsigned names, const char *format, Joint *joint) {
  const char *from = format, *p = format;
  unsigned used = 0;
  while ((p = strchr(p, '%'))) {
    bool literal = p[1] == '%';
    if (!literal && used == names) refuse_format(L, p);
    JointPart *part = &joint->parts[joint->count++];
    *part = (JointPart){.before = from, .length = (uint16_t)(p - from)};
    if (literal) {
      part->length++;
      from = p + 2;
    } else {
      from = read_directive(p + 1, part);
      if (!from) {
        refuse_format(L, p);
        return;
      }
      part->ref = &refs[used++];
      check_part(L, s, part);
    }
    p = from;
  }
  joint->rest = from;
  joint->size = strlen(from);
  if (used < names)
    luaL_error(L, "text: %d of %%s, %%d or %%x expected, one for each name, "
               "got %d", (int)names, (int)used);
}

const Joint *joint_new(lua_State *L, const Select *s, const Ref *refs,
                       unsigned count) {
  size_t size, parts = count;
  if (lua_type(L, -1) != LUA_TSTRING)
    luaL_error(L, "text: a format as \"%%s:%%d\" expected, got %s",
               luaL_typename(L, -1));
  const char *format = lua_tolstring(L, -1, &size);
  if (size > FORMAT_MAX || strlen(format) < size)
    luaL_error(L, "text: a format of up to %d bytes, none of them zero, "
               "expected", FORMAT_MAX);
  for (const char *p = format; (p = strchr(p, '%')); p += p[1] ? 2 : 1)
    parts += p[1] == '%';
  Joint *joint = lua_newuserdatauv(
      L, sizeof *joint + parts * sizeof *joint->parts, 0);
  joint->count = 0;
  read_format(L, s, refs, count, format, joint);
  return joint;
}

/* --- joining --- */

/* A text that is written; what does not fit is only counted. */
typedef struct Written {
  char *out;
  size_t size, room;
} Written;

static inline void add(Written *to, const char *bytes, size_t size) {
  if (size <= to->room && to->size <= to->room - size)
    memcpy(to->out + to->size, bytes, size);
  to->size += size;
}

static void add_number(Written *to, uint64_t n, const JointPart *part) {
  char digits[DIGITS_MAX + 1], *end = digits + sizeof digits, *p = end;
  const char *from = end - part->digits;
  bool hex = part->how == 'x', negative = !hex && n > INT64_MAX;
  if (negative) n = 0 - n;
  do {
    *--p = "0123456789abcdef"[hex ? n % 16 : n % 10];
    n = hex ? n / 16 : n / 10;
  } while (n > 0);
  while (p > from + negative) *--p = '0';
  if (negative) *--p = '-';
  add(to, p, (size_t)(end - p));
}

/* Adds a value that is no number, as a script gets it. */
static void add_value(Written *to, const Select *s, const Ref *ref,
                      const Value *v) {
  const Field *row = ref->either ? select_address(v->size)
                                 : select_row(s, ref);
  char text[DOMAIN_TEXT_MAX];
  if (v->set)
    add(to, text, field_text(row, v, text));
  else if (ref->kind == REF_FIELD && row->kind == KIND_NAME)
    add(to, text, value_domaintext(v, text));
  else
    add(to, (const char *)v->bytes, v->size);
}

/* Writes the text of a packet's fields. False: one of them is absent. */
static bool write_text(Written *to, const Joint *joint, const Select *s,
                       View *view) {
  const JointPart *part = joint->parts, *end = part + joint->count;
  for (; part < end; part++) {
    Value v;
    add(to, part->before, part->length);
    if (!part->ref) continue;
    if (!select_read(s, part->ref, view, &v)) return false;
    if (part->ref->number) add_number(to, v.number, part);
    else add_value(to, s, part->ref, &v);
  }
  add(to, joint->rest, joint->size);
  return true;
}

void joint_push(lua_State *L, const Joint *joint, const Select *s,
                View *view) {
  char text[TEXT_SIZE];
  Written to = {.out = text, .room = sizeof text};
  if (!write_text(&to, joint, s, view)) {
    lua_pushnil(L);
    return;
  }
  if (to.size <= sizeof text) {
    lua_pushlstring(L, text, to.size);
    return;
  }
  size_t size = to.size;
  to = (Written){.out = lua_newuserdatauv(L, size, 0), .room = size};
  write_text(&to, joint, s, view);
  lua_pushlstring(L, to.out, size);
  lua_remove(L, -2);
}
