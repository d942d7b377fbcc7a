/*
** conditions.c - conditions that a script gives: values, ranges, prefixes
*/
#include "conditions.h"

#include <math.h>
#include <string.h>

#include "../../core/address.h"
#include "../../core/choices.h"
#include "../base/options.h"
#include "../value/convert.h"
#include "../value/keys.h"
#include "../value/raw.h"

/* Pushes t[key], whatever metatable t has; returns its type. */
static int raw_field(lua_State *L, int t, const char *key) {
  t = lua_absindex(L, t);
  lua_pushstring(L, key);
  return lua_rawget(L, t);
}

/* Raises: the value at an index is not what a condition can be of. */
static int refuse_at(lua_State *L, const Select *s, const Ref *ref, int index,
                     const char *expected) {
  char name[NAME_MAX_TEXT];
  const Field *row = select_row(s, ref);
  const char *got = value_describe(L, index, true);
  const char *hint = row ? raw_hint(L, row->kind, index) : "";
  select_name(s, ref, name, sizeof name);
  return luaL_error(L, "%s: %s expected, got %s%s", name, expected, got, hint);
}

static int refuse(lua_State *L, const Select *s, const Ref *ref,
                  const char *expected) {
  return refuse_at(L, s, ref, lua_gettop(L), expected);
}

static int refuse_number(lua_State *L, const Select *s, const Ref *ref,
                         const Field *row, uint64_t largest) {
  int value = lua_gettop(L);
  const char *named = !row || !row->names ? ""
                      : row->bits ? " or names" : " or a name";
  if (row && row->scale)
    lua_pushfstring(L, "multiple of %d from %d to %I", row->scale, row->plus,
                    (LUAI_UACINT)largest);
  else
    lua_pushfstring(L, "integer from %d to %I%s", row ? row->plus : 0,
                    (LUAI_UACINT)largest, named);
  return refuse_at(L, s, ref, value, lua_tostring(L, -1));
}

/* Raises: the string at the top is none of the names of the row. */
static int refuse_name(lua_State *L, const Select *s, const Ref *ref,
                       const Field *row) {
  char name[NAME_MAX_TEXT];
  int value = lua_gettop(L);
  select_name(s, ref, name, sizeof name);
  Place place = {NULL, name, 0};
  return name_refuse(L, &place, row, value);
}

/* The time at the top, as CHOICE_MOMENT has it. */
static int64_t check_moment(lua_State *L, const Select *s, const Ref *ref,
                            const Field *row) {
  char name[NAME_MAX_TEXT];
  select_name(s, ref, name, sizeof name);
  const Place place = {NULL, name, 0};
  return (int64_t)value_number(L, &place, row, lua_gettop(L)) ^ INT64_MIN;
}

/* True for a reference to one of NTP's times. */
static bool is_moment(const Select *s, const Ref *ref) {
  const Field *row = select_row(s, ref);
  return row && row->time;
}

/* The integer at the top, or the one that it names. */
static int64_t check_number(lua_State *L, const Select *s, const Ref *ref,
                            bool exact) {
  const Field *row = select_row(s, ref);
  if (row && row->time) return check_moment(L, s, ref, row);
  uint64_t largest = ref->kind == REF_TIMESTAMP ? INT64_MAX : UINT32_MAX;
  uint64_t n = 0;
  int integral = 0;
  if (row) largest = field_largest(row);
  if (lua_type(L, -1) == LUA_TNUMBER) {
    lua_Integer given = lua_tointegerx(L, -1, &integral);
    n = (uint64_t)given;
    if (given < 0) integral = 0;
  } else if (row && lua_type(L, -1) == LUA_TSTRING) {
    const char *text = lua_tostring(L, -1);
    integral = row->bits ? bits_value(row->names, text, &n)
                         : name_value(row->names, text, &n);
    if (!integral && row->names) refuse_name(L, s, ref, row);
  }
  if (!integral || n > largest || (row && exact && !field_takes(row, n)))
    refuse_number(L, s, ref, row, largest);
  return (int64_t)n;
}

static double check_seconds(lua_State *L, const Select *s, const Ref *ref) {
  if (lua_type(L, -1) != LUA_TNUMBER) refuse(L, s, ref, "number");
  return lua_tonumber(L, -1);
}

/* Reads {from = a, to = b}, on top; either may be missing. */
static void read_range(lua_State *L, const Select *s, const Ref *ref,
                       Choice *c) {
  bool seconds = ref->kind == REF_TIME;
  int n = 0;
  c->kind = seconds ? CHOICE_SECONDS
            : is_moment(s, ref) ? CHOICE_MOMENT : CHOICE_RANGE;
  c->from = INT64_MIN;
  c->to = INT64_MAX;
  c->after = -HUGE_VAL;
  c->before = HUGE_VAL;
  if (raw_field(L, -1, "from") != LUA_TNIL && ++n) {
    if (seconds) c->after = check_seconds(L, s, ref);
    else c->from = check_number(L, s, ref, false);
  }
  lua_pop(L, 1);
  if (raw_field(L, -1, "to") != LUA_TNIL && ++n) {
    if (seconds) c->before = check_seconds(L, s, ref);
    else c->to = check_number(L, s, ref, false);
  }
  lua_pop(L, 1);
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1))
    if (--n < 0)
      refuse_at(L, s, ref, lua_gettop(L) - 2, "range with from and to only");
}

/* True when the bytes on top are a pycap.raw, which is read. */
static bool read_raw(lua_State *L, const Select *s, const Ref *ref, Choice *c) {
  c->kind = CHOICE_BYTES;
  c->bytes = raw_to(L, -1, &c->size);
  if (!c->bytes) return false;
  const Field *row = select_row(s, ref);
  if (!row || row->sized || c->size == ref->size) return true;
  char name[NAME_MAX_TEXT];
  select_name(s, ref, name, sizeof name);
  const Place place = {NULL, name, 0};
  raw_refuse(L, &place, row, c->size);
  return false;
}

/* Reads the text of an address; its bytes, 0: it is none of that kind. */
static size_t parse_address(Kind kind, const char *text, size_t length,
                            uint8_t *out) {
  switch (kind) {
    case KIND_MAC: return mac_parse(text, length, out) ? 6 : 0;
    case KIND_IP4: return ip4_parse(text, length, out) ? 4 : 0;
    case KIND_IP6: return ip6_parse(text, length, out) ? 16 : 0;
    default: return 0;
  }
}

/* What is expected of a condition; `row` is NULL: an address of any kind. */
static const char *address_expected(const Field *row) {
  if (!row) return "address or prefix";
  return row->kind == KIND_MAC ? "hardware address or prefix"
         : row->kind == KIND_IP4 ? "IPv4 address or prefix"
                                 : "IPv6 address or prefix";
}

/* Reads an address, perhaps with "/bits", on top. */
static void read_prefix(lua_State *L, const Select *s, const Ref *ref,
                        Choice *c) {
  const Field *row = select_row(s, ref);
  size_t size = 0;
  const char *text = lua_type(L, -1) == LUA_TSTRING
                       ? lua_tolstring(L, -1, &size) : "";
  const char *slash = memchr(text, '/', size);
  size_t length = slash ? (size_t)(slash - text) : size;
  c->size = 0;
  for (int kind = KIND_MAC; kind <= KIND_IP6 && c->size == 0; kind++)
    if (!row || (Kind)kind == row->kind)
      c->size = parse_address((Kind)kind, text, length, c->prefix);
  bool good = c->size > 0;
  unsigned bits = (unsigned)c->size * 8;
  if (slash && good) {
    unsigned given = 0, digits = 0;
    for (slash++; *slash >= '0' && *slash <= '9' && digits < 3; digits++)
      given = given * 10 + (unsigned)(*slash++ - '0');
    good = digits > 0 && given <= bits && slash == text + size;
    bits = given;
  }
  if (!good) refuse(L, s, ref, address_expected(row));
  c->kind = CHOICE_PREFIX;
  c->bits = (uint8_t)bits;
}

static bool is_address(const Select *s, const Ref *ref) {
  const Field *row = select_row(s, ref);
  if (ref->either) return true;
  return row && (row->kind == KIND_MAC || row->kind == KIND_IP4 ||
                 row->kind == KIND_IP6);
}

/* True for a member that a condition may want to be there, or not. */
static bool may_lack(const Ref *ref) {
  return ref->kind >= REF_MALFORMED || ref->kind == REF_COMPUTED;
}

/* Raises where the string at the top is a text that the field never is. */
static void check_text(lua_State *L, const Select *s, const Ref *ref) {
  Field row = *select_row(s, ref);
  uint64_t n;
  if (ref->kind == REF_COMPUTED) row.names = select_computed(s, ref)->names;
  if (row.kind == KIND_TEXT && row.names &&
      !name_value(row.names, lua_tostring(L, -1), &n))
    refuse_name(L, s, ref, &row);
}

/* Reads the choice at the top; `kept` is a table for its bytes. */
static void read_choice(lua_State *L, const Select *s, const Ref *ref,
                        Choice *c, int kept) {
  memset(c, 0, sizeof *c);
  if (ref->number && lua_istable(L, -1)) {
    read_range(L, s, ref, c);
  } else if (ref->kind == REF_TIME) {
    c->kind = CHOICE_SECONDS;
    c->after = c->before = check_seconds(L, s, ref);
  } else if (ref->number) {
    c->kind = is_moment(s, ref) ? CHOICE_MOMENT : CHOICE_RANGE;
    c->from = c->to = check_number(L, s, ref, true);
  } else if (is_address(s, ref) && !read_raw(L, s, ref, c)) {
    read_prefix(L, s, ref, c);
  } else {
    if (!c->bytes) {
      if (lua_type(L, -1) != LUA_TSTRING)
        refuse(L, s, ref, may_lack(ref) ? "string, true or false" : "string");
      if (select_row(s, ref)) check_text(L, s, ref);
      c->kind = CHOICE_BYTES;
    }
    if (ref_isflow(ref)) key_plain(L, -1);
    else lua_pushvalue(L, -1);
    if (!c->bytes) c->bytes = (const uint8_t *)lua_tolstring(L, -1, &c->size);
    lua_rawseti(L, kept, (lua_Integer)lua_rawlen(L, kept) + 1);
  }
}

lua_Integer condition_length(lua_State *L) {
  if (!lua_istable(L, -1)) return 0;
  bool range = raw_field(L, -1, "from") != LUA_TNIL;
  range = raw_field(L, -2, "to") != LUA_TNIL || range;
  lua_pop(L, 2);
  if (range) return 0;
  lua_Integer n;
  return table_islist(L, &n) ? n : -1;
}

/* Reads the choice at the top. */
static void add_choice(lua_State *L, const Select *s, const Ref *ref,
                       Choices *choices) {
  /* a finalizer may have changed the table since it was counted */
  if (choices->used == choices->room) luaL_error(L, "too many conditions");
  read_choice(L, s, ref, &choices->all[choices->used++], choices->kept);
}

/* Has a test be that what it refers to is there, or not. */
static void test_presence(lua_State *L, Test *test, Choices *choices,
                          bool there) {
  test->how = there ? TEST_VALUE : TEST_ABSENT;
  if (!there) return;
  if (choices->used == choices->room) luaL_error(L, "too many conditions");
  choices->all[choices->used++] = (Choice){.kind = CHOICE_THERE};
}

/*
** True when the condition on top is that a header is there, or not: its name,
** below, is a protocol's, and not a field's.
*/
static bool read_header(lua_State *L, Select *s, Test *test, Choices *choices) {
  Ref field;
  const char *name = lua_tostring(L, -2);
  if (s->record) return false;
  unsigned protocol = protocols_find(s->all, name);
  uint8_t paths = s->paths_count;
  bool refers = !select_refer(s, name, &field) || strpbrk(name, ".[");
  s->paths_count = paths;
  if (protocol != PROTOCOL_NONE && !refers && !lua_isboolean(L, -1))
    luaL_error(L, "%s: true or false expected (a header that is there or not), "
               "got %s", name, value_describe(L, -1, true));
  if (!lua_isboolean(L, -1) || (protocol == PROTOCOL_NONE && refers))
    return false;
  lua_pushvalue(L, -2);
  protocol = name_protocol(L, s);
  lua_pop(L, 1);
  bool there = lua_toboolean(L, -1);
  if (!there && protocol == s->protocols[0])
    luaL_error(L, "%s = false: a handler of %s gets only packets with it",
               name, name);
  if (!select_header(s, protocol, &test->ref))
    luaL_error(L, "%s: too many protocols", name);
  test_presence(L, test, choices, there);
  return true;
}

/* Puts the choices of a test in order, which is charged. */
static void order_choices(lua_State *L, Choices *choices, Test *test) {
  Choice *all = &choices->all[test->first];
  uint32_t count = choices->used - test->first;
  size_t longest = 0;
  uint64_t log = 1;
  for (uint32_t i = 0; i < count; i++)
    if (all[i].size > longest) longest = all[i].size;
  while (count >> log) log++;
  if (count > CHOICES_FEW)
    state_charge(L, count * log * (1 + longest / 64));
  test->count = choices_sort(all, count);
  choices->used = test->first + test->count;
}

/* True when the bytes of the last choice are those of the one before it. */
static bool is_again(const Choices *choices, uint32_t first) {
  const Choice *last = &choices->all[choices->used - 1];
  return choices->used - first > 1 && last->kind == CHOICE_BYTES &&
         last->bytes == last[-1].bytes && last->size == last[-1].size;
}

/* Reads the choices of the condition on top: a value, or a list of values. */
static void read_choices(lua_State *L, const Select *s, Test *test,
                         Choices *choices) {
  lua_Integer n = condition_length(L);
  if (n < 0) refuse(L, s, &test->ref, "value, list of values or range");
  if (n == 0) add_choice(L, s, &test->ref, choices);
  for (lua_Integer i = 1; i <= n; i++) {
    lua_rawgeti(L, -1, i);
    add_choice(L, s, &test->ref, choices);
    choices->used -= is_again(choices, test->first);
    lua_pop(L, 1);
  }
  order_choices(L, choices, test);
}

void condition_add(lua_State *L, Select *s, Choices *choices) {
  if (s->tests_count == TESTS_MAX)
    luaL_error(L, "too many conditions: more than %d", TESTS_MAX);
  Test *test = &s->tests[s->tests_count];
  test->first = choices->used;
  if (!read_header(L, s, test, choices)) {
    lua_pushvalue(L, -2);
    name_refer(L, s, &test->ref);
    test->how = select_several(s, &test->ref) ? TEST_SOME : TEST_VALUE;
    lua_pop(L, 1);
    if (may_lack(&test->ref) && lua_isboolean(L, -1))
      test_presence(L, test, choices, lua_toboolean(L, -1));
    else
      read_choices(L, s, test, choices);
  }
  test->count = choices->used - test->first;
  s->tests_count++;
}

/* Pushes the address of a choice as text; one with less than all bits raises,
** with the literal, which is on top. */
static void push_address(lua_State *L, const Select *s, const Ref *ref,
                         const Choice *c) {
  char text[46];
  if (c->bits < c->size * 8) refuse(L, s, ref, "address");
  size_t size = c->size == 4 ? ip4_text(c->prefix, text)
                : c->size == 6 ? mac_text(c->prefix, 6, text)
                               : ip6_text(c->prefix, text);
  lua_pushlstring(L, text, size);
}

int condition_constant(lua_State *L) {
  Select s;
  Ref ref = {0};
  Choice c;
  bool bound = lua_toboolean(L, 3);
  lua_settop(L, 2);
  lua_newtable(L);
  select_init(&s, &state_of(L)->protocols, PROTOCOL_NONE);
  lua_pushvalue(L, 1);
  if (!strpbrk(luaL_checkstring(L, 1), ".[")) name_protocol(L, &s);
  else name_refer(L, &s, &ref);
  if (lua_isnil(L, 2)) return 0;
  lua_pushvalue(L, 2);
  luaL_argcheck(L, strpbrk(lua_tostring(L, 1), ".["), 1, "no field");
  bool integer = ref.number && ref.kind != REF_TIME && !is_moment(&s, &ref);
  if (integer && bound) {
    lua_pushinteger(L, check_number(L, &s, &ref, false));
  } else {
    read_choice(L, &s, &ref, &c, 3);
    if (c.kind == CHOICE_RANGE) lua_pushinteger(L, c.from);
    else if (c.kind == CHOICE_PREFIX) push_address(L, &s, &ref, &c);
  }
  lua_pushboolean(L, integer);
  return 2;
}
