/*
** fields.c - what a script lists in a table: names, keys, conditions
*/
#include "fields.h"

#include <math.h>

#include "../../core/address.h"
#include "../capture/session.h"

#define KEY_SIZE 256  /* keys up to it are made without an allocation */

unsigned protocol_check(lua_State *L, const State *state, int arg) {
  const char *name = luaL_checkstring(L, arg);
  unsigned protocol = protocols_find(&state->protocols, name);
  if (protocol == PROTOCOL_NONE)
    luaL_argerror(L, arg, lua_pushfstring(L, "unknown protocol \"%s\"", name));
  return protocol;
}

/* --- names --- */

/* Finds what the name at the top refers to; leaves it. */
static void refer(lua_State *L, Fields *f, Ref *ref) {
  const Select *s = &f->select;
  if (lua_type(L, -1) != LUA_TSTRING)
    luaL_error(L, "name of a field expected, got %s", luaL_typename(L, -1));
  const char *name = lua_tostring(L, -1);
  const char *wrong = select_refer(&f->select, name, ref);
  if (!wrong) return;
  if (strchr(name, '.')) luaL_error(L, "%s: %s", name, wrong);
  luaL_error(L, "%s.%s: %s", s->all->known[s->protocols[0]]->protocol->name,
             name, wrong);
}

const Ref *fields_refer(lua_State *L, Fields *f) {
  if (f->select.refs_count == REFS_MAX)
    luaL_error(L, "too many fields: more than %d", REFS_MAX);
  Ref *ref = &f->select.refs[f->select.refs_count];
  refer(L, f, ref);
  f->select.refs_count++;
  lua_pop(L, 1);
  return ref;
}

bool fields_islist(lua_State *L, lua_Integer *n) {
  lua_Integer all = 0;
  *n = (lua_Integer)lua_rawlen(L, -1);
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) all++;
  return *n > 0 && all == *n;
}

/* Adds element `i` of the table at `t`: a name, or a list of them, a key. */
static void add_listed(lua_State *L, Fields *f, int t, lua_Integer i) {
  Listed listed = {f->select.refs_count, 1, false};
  if (lua_rawgeti(L, t, i) != LUA_TTABLE) {
    const Ref *ref = fields_refer(L, f);
    if (ref->kind == REF_FIELD && !ref->number) f->texts = true;
  } else {
    lua_Integer n;
    if (!fields_islist(L, &n))
      luaL_error(L, "key: list of names expected, and nothing else");
    for (lua_Integer k = 1; k <= n; k++) {
      lua_rawgeti(L, -1, k);
      fields_refer(L, f);
    }
    lua_pop(L, 1);
    listed.key = true;
    listed.count = (uint8_t)n;
  }
  f->listed[f->count++] = listed;
}

/* --- conditions --- */

/* Pushes t[key], whatever metatable t has; returns its type. */
static int raw_field(lua_State *L, int t, const char *key) {
  t = lua_absindex(L, t);
  lua_pushstring(L, key);
  return lua_rawget(L, t);
}

/* Raises: the value at an index is not what a condition can be of. */
static int refuse_at(lua_State *L, const Fields *f, const Ref *ref, int index,
                     const char *expected) {
  char name[NAME_MAX_TEXT];
  const char *got = luaL_typename(L, index);
  select_name(&f->select, ref, name, sizeof name);
  if (lua_type(L, index) == LUA_TNUMBER) got = luaL_tolstring(L, index, NULL);
  if (lua_type(L, index) == LUA_TSTRING)
    got = lua_pushfstring(L, "\"%s\"", lua_tostring(L, index));
  return luaL_error(L, "%s: %s expected, got %s", name, expected, got);
}

static int refuse(lua_State *L, const Fields *f, const Ref *ref,
                  const char *expected) {
  return refuse_at(L, f, ref, lua_gettop(L), expected);
}

static int refuse_number(lua_State *L, const Fields *f, const Ref *ref,
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
  return refuse_at(L, f, ref, value, lua_tostring(L, -1));
}

/* The integer at the top, or the one that it names. */
static int64_t check_number(lua_State *L, const Fields *f, const Ref *ref,
                            bool exact) {
  const Field *row =
      ref->kind == REF_FIELD ? select_row(&f->select, ref) : NULL;
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
  }
  if (!integral || n > largest || (row && exact && !field_takes(row, n)))
    refuse_number(L, f, ref, row, largest);
  return (int64_t)n;
}

static double check_seconds(lua_State *L, const Fields *f, const Ref *ref) {
  if (lua_type(L, -1) != LUA_TNUMBER) refuse(L, f, ref, "number");
  return lua_tonumber(L, -1);
}

/* Reads {from = a, to = b}, on top; either may be missing. */
static void read_range(lua_State *L, const Fields *f, const Ref *ref,
                       Choice *c) {
  bool seconds = ref->kind == REF_TIME;
  int n = 0;
  c->kind = seconds ? CHOICE_SECONDS : CHOICE_RANGE;
  c->from = INT64_MIN;
  c->to = INT64_MAX;
  c->after = -HUGE_VAL;
  c->before = HUGE_VAL;
  if (raw_field(L, -1, "from") != LUA_TNIL && ++n) {
    if (seconds) c->after = check_seconds(L, f, ref);
    else c->from = check_number(L, f, ref, false);
  }
  lua_pop(L, 1);
  if (raw_field(L, -1, "to") != LUA_TNIL && ++n) {
    if (seconds) c->before = check_seconds(L, f, ref);
    else c->to = check_number(L, f, ref, false);
  }
  lua_pop(L, 1);
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1))
    if (--n < 0)
      refuse_at(L, f, ref, lua_gettop(L) - 2, "range of from and to alone");
}

/* Reads an address, perhaps with "/bits", on top. */
static void read_prefix(lua_State *L, const Fields *f, const Ref *ref,
                        Choice *c) {
  Kind kind = select_row(&f->select, ref)->kind;
  size_t size = 0;
  const char *text = lua_type(L, -1) == LUA_TSTRING
                       ? lua_tolstring(L, -1, &size) : "";
  const char *slash = memchr(text, '/', size);
  size_t length = slash ? (size_t)(slash - text) : size;
  unsigned bits = ref->size * 8u;
  bool good = kind == KIND_MAC ? mac_parse(text, length, c->prefix)
              : kind == KIND_IP4 ? ip4_parse(text, length, c->prefix)
                                 : ip6_parse(text, length, c->prefix);
  if (slash && good) {
    unsigned given = 0, digits = 0;
    for (slash++; *slash >= '0' && *slash <= '9' && digits < 3; digits++)
      given = given * 10 + (unsigned)(*slash++ - '0');
    good = digits > 0 && given <= bits && slash == text + size;
    bits = given;
  }
  if (!good)
    refuse(L, f, ref, kind == KIND_MAC ? "hardware address or prefix"
                      : kind == KIND_IP4 ? "IPv4 address or prefix"
                                         : "IPv6 address or prefix");
  c->kind = CHOICE_PREFIX;
  c->bits = (uint8_t)bits;
}

static bool is_address(const Fields *f, const Ref *ref) {
  if (ref->kind != REF_FIELD) return false;
  Kind kind = select_row(&f->select, ref)->kind;
  return kind == KIND_MAC || kind == KIND_IP4 || kind == KIND_IP6;
}

/* Reads the choice at the top; `kept` is a table for its bytes. */
static void read_choice(lua_State *L, const Fields *f, const Ref *ref,
                        Choice *c, int kept) {
  memset(c, 0, sizeof *c);
  if (ref->number && lua_istable(L, -1)) {
    read_range(L, f, ref, c);
  } else if (ref->kind == REF_TIME) {
    c->kind = CHOICE_SECONDS;
    c->after = c->before = check_seconds(L, f, ref);
  } else if (ref->number) {
    c->kind = CHOICE_RANGE;
    c->from = c->to = check_number(L, f, ref, true);
  } else if (is_address(f, ref)) {
    read_prefix(L, f, ref, c);
  } else {
    if (lua_type(L, -1) != LUA_TSTRING) refuse(L, f, ref, "string");
    c->kind = CHOICE_BYTES;
    c->bytes = (const uint8_t *)lua_tolstring(L, -1, &c->size);
    lua_pushvalue(L, -1);
    lua_rawseti(L, kept, (lua_Integer)lua_rawlen(L, kept) + 1);
  }
}

/*
** The choices of the condition at the top, if it is a list: how many; 0: one
** alone; -1: it is no condition.
*/
static lua_Integer list_length(lua_State *L) {
  if (!lua_istable(L, -1)) return 0;
  bool range = raw_field(L, -1, "from") != LUA_TNIL;
  range = raw_field(L, -2, "to") != LUA_TNIL || range;
  lua_pop(L, 2);
  if (range) return 0;
  lua_Integer n;
  return fields_islist(L, &n) ? n : -1;
}

/* The choices of all conditions. */
typedef struct Choices {
  Choice *all;
  lua_Integer room;
  uint32_t used;
  int kept;  /* stack index of a table for their bytes */
} Choices;

/* Reads the choice at the top. */
static void add_choice(lua_State *L, const Fields *f, const Ref *ref,
                       Choices *choices) {
  /* a finalizer may have changed the table since it was counted */
  if (choices->used == choices->room) luaL_error(L, "too many conditions");
  read_choice(L, f, ref, &choices->all[choices->used++], choices->kept);
}

/* Adds the condition whose name is below the top, whose value is on top. */
static void add_test(lua_State *L, Fields *f, Choices *choices) {
  Select *s = &f->select;
  if (s->tests_count == TESTS_MAX)
    luaL_error(L, "too many conditions: more than %d", TESTS_MAX);
  Test *test = &s->tests[s->tests_count];
  lua_pushvalue(L, -2);
  refer(L, f, &test->ref);
  lua_pop(L, 1);
  lua_Integer n = list_length(L);
  if (n < 0) refuse(L, f, &test->ref, "value, list of values or range");
  test->first = choices->used;
  if (n == 0) add_choice(L, f, &test->ref, choices);
  for (lua_Integer i = 1; i <= n; i++) {
    lua_rawgeti(L, -1, i);
    add_choice(L, f, &test->ref, choices);
    lua_pop(L, 1);
  }
  test->count = choices->used - test->first;
  s->tests_count++;
}

void fields_compile(lua_State *L, const State *state, Fields *f,
                    unsigned protocol, int table) {
  lua_Integer names = 0, count = 0;
  memset(f, 0, sizeof *f);
  select_init(&f->select, &state->protocols, protocol);
  luaL_checkstack(L, 16, NULL);
  if (table == 0) {
    lua_pushnil(L);
    return;
  }
  for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
    lua_Integer n = lua_type(L, -2) == LUA_TSTRING ? list_length(L) : 0;
    if (lua_type(L, -2) == LUA_TSTRING) count += n > 0 ? n : 1;
    else names++;
  }
  if (names != (lua_Integer)lua_rawlen(L, table) || names > REFS_MAX)
    luaL_error(L, "names expected at 1, 2, ... and conditions under names");
  for (lua_Integer i = 1; i <= names; i++) add_listed(L, f, table, i);
  Choices choices = {.room = count};
  choices.all = lua_newuserdatauv(
      L, (size_t)(count > 0 ? count : 1) * sizeof *choices.all, 1);
  f->select.choices = choices.all;
  lua_newtable(L);
  choices.kept = lua_gettop(L);
  for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1))
    if (lua_type(L, -2) == LUA_TSTRING) add_test(L, f, &choices);
  lua_setiuservalue(L, -2, 1);
}

/* --- values --- */

static void push_number(lua_State *L, const Ref *ref, uint64_t n) {
  if (ref->kind == REF_TIME) lua_pushnumber(L, frame_seconds((int64_t)n));
  else lua_pushinteger(L, (lua_Integer)n);
}

static void push_ref(lua_State *L, State *state, const Select *s,
                     const Ref *ref, View *view, int texts) {
  Value v;
  if (!select_read(s, ref, view, &v)) lua_pushnil(L);
  else if (ref->number) push_number(L, ref, v.number);
  else if (v.set)
    header_pushaddress(L, state, texts, select_row(s, ref), v.bytes);
  else if (ref->kind == REF_FIELD) value_push(L, select_row(s, ref), &v, false);
  else lua_pushlstring(L, (const char *)v.bytes, v.size);
}

static void push_key(lua_State *L, const Select *s, const Listed *listed,
                     View *view) {
  uint8_t key[KEY_SIZE];
  const Ref *refs = &s->refs[listed->first];
  size_t size = key_write(s, refs, listed->count, view, key, sizeof key);
  if (size <= sizeof key) {
    lua_pushlstring(L, (const char *)key, size);
    return;
  }
  uint8_t *large = lua_newuserdatauv(L, size, 0);
  key_write(s, refs, listed->count, view, large, size);
  lua_pushlstring(L, (const char *)large, size);
  lua_remove(L, -2);
}

void fields_push(lua_State *L, State *state, const Fields *f, View *view,
                 int texts) {
  const Select *s = &f->select;
  for (unsigned i = 0; i < f->count; i++) {
    const Listed *listed = &f->listed[i];
    if (listed->key) push_key(L, s, listed, view);
    else push_ref(L, state, s, &s->refs[listed->first], view, texts);
  }
}

/* Pushes source, destination, protocol and the ports of a flow. */
static int push_flow(lua_State *L, const uint8_t *key, size_t size) {
  char text[46];
  Flow flow;
  if (!flow_read(key, size, &flow)) return -1;
  for (int i = 0; i < 2; i++) {
    const uint8_t *end = i == 0 ? flow.source : flow.destination;
    lua_pushlstring(L, text, flow.size == 4 ? ip4_text(end, text)
                                            : ip6_text(end, text));
  }
  lua_pushinteger(L, flow.protocol);
  for (int i = 0; i < 2; i++) {
    if (!flow.ports) lua_pushnil(L);
    else lua_pushinteger(L, i == 0 ? flow.sourceport : flow.destinationport);
  }
  return 5;
}

int fields_values(lua_State *L, const Select *s, const Ref *refs,
                  unsigned count, const char *key, size_t size) {
  const uint8_t *p = (const uint8_t *)key, *end = p + size;
  int values = 0;
  luaL_checkstack(L, 5 * REFS_MAX, NULL);
  if (count == 0) return push_flow(L, p, size);
  for (unsigned i = 0; i < count; i++) {
    const Ref *ref = &refs[i];
    bool flow = ref->kind == REF_FLOW || ref->kind == REF_CONVERSATION;
    bool there;
    Value v;
    int pushed = 1;
    if (!key_read(ref, &p, end, &v, &there)) return -1;
    if (flow && there) pushed = push_flow(L, v.bytes, v.size);
    else if (flow) pushed = (lua_settop(L, lua_gettop(L) + 5), 5);
    else if (!there) lua_pushnil(L);
    else if (ref->number) push_number(L, ref, v.number);
    else if (ref->kind == REF_FIELD)
      value_push(L, select_row(s, ref), &v, v.set);
    else lua_pushlstring(L, (const char *)v.bytes, v.size);
    if (pushed < 0) return -1;
    values += pushed;
  }
  return p == end ? values : -1;
}

/* --- an iterator --- */

/* Iterator of capture:fields; upvalue 2: the Wanted. */
static int next_of_fields(lua_State *L) {
  const Wanted *wanted = lua_touserdata(L, lua_upvalueindex(2));
  const Session *s = luaL_checkudata(L, 1, CAPTURE_CLASS);
  if (!s->capture) return 0;
  session_check(L, 1);
  return session_next(L, wanted);
}

/*
** capture:fields(protocol, names and conditions) -> iterator, capture: it gives
** what is listed of each packet that has the protocol; false where the first is
** absent.
*/
int capture_fields_lua(lua_State *L) {
  const State *state = state_of(L);
  session_check(L, 1);
  unsigned protocol = protocol_check(L, state, 2);
  luaL_checktype(L, 3, LUA_TTABLE);
  lua_settop(L, 3);
  lua_pushvalue(L, lua_upvalueindex(1));
  Wanted *wanted = lua_newuserdatauv(L, sizeof *wanted, 1);
  fields_compile(L, state, &wanted->fields, protocol, 3);
  luaL_argcheck(L, wanted->fields.count > 0, 3, "no fields are listed");
  lua_setiuservalue(L, -2, 1);
  memset(wanted->interest, 0, sizeof wanted->interest);
  select_interest(&wanted->fields.select, wanted->interest);
  lua_pushcclosure(L, next_of_fields, 2);
  lua_pushvalue(L, 1);
  return 2;
}
