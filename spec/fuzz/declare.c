/*
** declare.c - libFuzzer on pycap.protocol: random tables of Lua, which are
** refused with a text, or declare a protocol that decodes, prints and composes
**
** Input: bytes that say how tables are made; a fourth is left for a packet.
*/
#include <lauxlib.h>
#include <lualib.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/lua/host.h"
#include "../../src/lua/value/shapes.h"

#define DEPTH_MAX 7
#define TABLES_MAX 200
#define PROTOCOLS 60   /* then a new state begins */

int luaopen_pycap(lua_State *L);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Where tables are drawn from; zeros behind its end. */
static const uint8_t *source, *source_end;

static unsigned draw(unsigned sides) {
  unsigned n = source < source_end ? *source++ : 0;
  return n % sides;
}

/* Whatever a declaration may be written with, by its own description. */
static const char *keys[128];  /* keys, and the words that stand under them */
static const char *words[128] = {
  "a", "b", "c", "a.a", "a.kind", "a.length", "ethernet", "ip", "udp", "tcp",
  "{a}", "{a:4}, {b}", "", "end", "packet", "source", "destination",
  "sourceport", "destinationport", "00:00:00:00:00:01"
};
static const char *const *kinds;  /* of rows */

/* Adds a word to a list, if it is not there. */
static void collect(const char **list, const char *word) {
  while (*list && strcmp(*list, word) != 0) list++;
  *list = word;
}

static void collect_shape(const Shape *shape) {
  static const Shape *seen[32];
  static unsigned count;
  for (unsigned i = 0; i < count; i++)
    if (seen[i] == shape) return;
  seen[count++] = shape;
  for (const Member *m = shape->members; m->key; m++) {
    collect(keys, m->key);
    for (const char *const *word = m->words; word && *word; word++)
      collect(words, *word);
    if (shape->rows && strcmp(m->key, "kind") == 0) kinds = m->words;
    if (m->shape) collect_shape(m->shape);
  }
}

/* One of a list that a NULL ends. */
static const char *draw_of(const char *const *list) {
  unsigned count = 0;
  while (list[count]) count++;
  return list[draw(count)];
}

#define COUNT(list_) (sizeof list_ / sizeof *list_)

/*
** Pushes a value; tables that were made are in the table at 1, so that one may
** hold itself.
*/
static void push_value(lua_State *L, unsigned depth);

static void push_number(lua_State *L) {
  switch (draw(6)) {
    case 0: lua_pushinteger(L, draw(4)); break;
    case 1: lua_pushinteger(L, 8 * (lua_Integer)draw(9)); break;
    case 2: lua_pushinteger(L, draw(256) << 8 | draw(256)); break;
    case 3: lua_pushinteger(L, (lua_Integer)draw(256) << draw(56)); break;
    case 4: lua_pushinteger(L, -(lua_Integer)draw(256)); break;
    default: lua_pushnumber(L, draw(256) / 16.0); break;
  }
}

/* A finalizer or metamethod: changes a table that was made. */
static int disturb(lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_pushnil(L);
  lua_rawseti(L, -2, 1);
  lua_pushnil(L);
  lua_setfield(L, -2, "name");
  lua_pushinteger(L, 7);
  lua_rawseti(L, -2, 2);
  return 0;
}

/* Gives the table on top a metatable whose methods change it. */
static void add_metatable(lua_State *L) {
  static const char *const events[] = {
    "__index", "__len", "__pairs", "__tostring", "__gc", "__name"
  };
  lua_newtable(L);
  for (size_t i = 0; i < COUNT(events); i++) {
    lua_pushvalue(L, -2);
    lua_pushcclosure(L, disturb, 1);
    lua_setfield(L, -2, events[i]);
  }
  lua_setmetatable(L, -2);
}

static void push_table(lua_State *L, unsigned depth) {
  lua_newtable(L);
  if (lua_rawlen(L, 1) < TABLES_MAX) {
    lua_pushvalue(L, -1);
    lua_rawseti(L, 1, (lua_Integer)lua_rawlen(L, 1) + 1);
  }
  if (depth == DEPTH_MAX || lua_rawlen(L, 1) == TABLES_MAX) return;
  unsigned listed = draw(5), named = draw(5);
  for (unsigned i = 1; i <= listed; i++) {
    push_value(L, depth + 1);
    lua_rawseti(L, -2, (lua_Integer)i);
  }
  for (unsigned i = 0; i < named; i++) {
    push_value(L, depth + 1);
    lua_setfield(L, -2, draw_of(keys));
  }
  if (draw(64) == 63) add_metatable(L);
}

static void push_value(lua_State *L, unsigned depth) {
  luaL_checkstack(L, 12, NULL);
  switch (draw(8)) {
    case 0: case 1: lua_pushstring(L, draw_of(words)); break;
    case 2: case 3: push_number(L); break;
    case 4: lua_pushboolean(L, draw(4) > 0); break;
    case 5:
      if (lua_rawlen(L, 1) > 0) {
        lua_rawgeti(L, 1, 1 + (lua_Integer)draw((unsigned)lua_rawlen(L, 1)));
        break;
      }
      /* fall through */
    default: push_table(L, depth); break;
  }
}

/* A row that is often right, with something more. */
static void push_row(lua_State *L, unsigned i) {
  char name[2] = {(char)('a' + i), '\0'};
  lua_newtable(L);
  lua_pushstring(L, name);
  lua_rawseti(L, -2, 1);
  if (draw(3) > 0) lua_pushinteger(L, 8 * (lua_Integer)(1 + draw(4)));
  else lua_pushstring(L, draw_of(kinds));
  lua_rawseti(L, -2, 2);
  for (unsigned n = draw(4); n > 0; n--) {
    push_value(L, 2);
    lua_setfield(L, -2, draw_of(keys));
  }
}

/* Carriers that are often right: ports, one or several. */
static void push_carriers(lua_State *L) {
  lua_newtable(L);
  for (int i = 1, count = 1 + (int)draw(3); i <= count; i++) {
    lua_newtable(L);
    lua_pushstring(L, draw(2) ? "tcp" : "udp");
    lua_rawseti(L, -2, 1);
    lua_pushinteger(L, 60000 + (lua_Integer)draw(4));
    lua_rawseti(L, -2, 2);
    lua_rawseti(L, -2, i);
  }
  lua_setfield(L, -2, "carriers");
  lua_pushboolean(L, draw(3) == 0);
  lua_setfield(L, -2, "aimed");
  lua_pushboolean(L, 1);
  lua_setfield(L, -2, "replace");
  if (draw(2)) return;
  lua_newtable(L);
  lua_pushliteral(L, "tcp");
  lua_rawseti(L, -2, 1);
  lua_pushinteger(L, 1 + (lua_Integer)draw(4));
  lua_rawseti(L, -2, 2);
  lua_setfield(L, -2, "prefix");
}

static void push_declaration(lua_State *L, int number) {
  char name[16];
  lua_newtable(L);
  lua_newtable(L);
  unsigned rows = 1 + draw(5);
  for (unsigned i = 0; i < rows; i++) {
    push_row(L, i);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "fields");
  if (draw(2)) push_carriers(L);
  for (unsigned n = draw(4); n > 0; n--) {
    push_value(L, 0);
    lua_setfield(L, -2, draw_of(keys));
  }
  snprintf(name, sizeof name, "x%d", number);
  lua_pushstring(L, name);
  lua_setfield(L, -2, "name");
}

/* What is done with a protocol that was declared. */
static const char use[] =
  "local pycap, name, bytes = ...\n"
  "local function look(packet, written)\n"
  "  assert(packet.bytes == (written or bytes))\n"
  "  tostring(packet) pycap.tree(packet) packet:json() packet:table()\n"
  "  pycap.code(packet)\n"
  "  for i = 1, #packet do\n"
  "    tostring(packet[i])\n"
  "    for field in pairs(packet[i]) do pycap.name(packet[i], field) end\n"
  "    pcall(pycap[pycap.protocolof(packet[i])], pycap.table(packet[i]))\n"
  "    pycap.checksum(packet[i])\n"
  "  end\n"
  "  return packet.flow, packet.conversation\n"
  "end\n"
  "for size = 0, #bytes do\n"
  "  look(pycap.decode(bytes, name, { length = #bytes + size }))\n"
  "  if size > 3 then break end\n"
  "end\n"
  "look(pycap.decode(bytes, 1))\n"
  "pcall(pycap.packet, pycap.ethernet(), pycap.ip(), pycap[name](), bytes)\n"
  "for _, below in ipairs { pycap.tcp, pycap.udp } do\n"
  "  local port = 60000 + #bytes % 4\n"
  "  local written = pycap.packet(pycap.ethernet(), pycap.ip(),\n"
  "    below{ sourceport = 9, destinationport = port }, bytes).bytes\n"
  "  local packet = pycap.decode(written, 1)\n"
  "  look(packet, written)\n"
  "  packet.ip.id = 7\n"
  "  assert(#packet.bytes == #written)\n"
  "end\n"
  "pcall(pycap.carry, name, #bytes, 'arp')\n"
  "look(pycap.decode(bytes, name))\n"
  "for _, protocol in ipairs(pycap.protocols()) do\n"
  "  if protocol.name == name then\n"
  "    protocol.name, protocol.replace = name .. 'y', true\n"
  "    pycap.protocol(protocol)\n"
  "  end\n"
  "end\n"
  "look(pycap.decode(bytes, name .. 'y'))\n";

static lua_State *L;
static int number;  /* of the next protocol */

static void begin(void) {
  if (L) lua_close(L);
  L = luaL_newstate();
  luaL_openlibs(L);
  luaL_requiref(L, "pycap", luaopen_pycap, 1);
  lua_settop(L, 0);
  number = 0;
}

/* Protected: nothing -> nothing */
static int declare(lua_State *T) {
  lua_newtable(T);
  lua_getglobal(T, "pycap");
  lua_getfield(T, -1, "protocol");
  push_declaration(T, number);
  lua_call(T, 1, 0);
  return 0;
}

static void die(const char *text) {
  fprintf(stderr, "%s\n", text);
  abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char name[16];
  if (!kinds) collect_shape(&shape_protocol);
  if (!L || number > PROTOCOLS) begin();
  source = data;
  source_end = data + size - size / 4;
  lua_settop(L, 0);
  lua_pushcfunction(L, declare);
  if (lua_pcall(L, 0, 0, 0) != LUA_OK) {
    if (lua_type(L, -1) != LUA_TSTRING) die("an error that is no string");
    lua_settop(L, 0);
    return 0;
  }
  snprintf(name, sizeof name, "x%d", number++);
  lua_getglobal(L, "pycap");
  lua_getfield(L, -1, name);
  if (lua_isnil(L, -1)) die("declared, but under another name");
  lua_settop(L, 0);
  if (luaL_loadstring(L, use) != LUA_OK) die(lua_tostring(L, -1));
  lua_getglobal(L, "pycap");
  lua_pushstring(L, name);
  lua_pushlstring(L, (const char *)source_end, size / 4);
  if (lua_pcall(L, 3, 0, 0) != LUA_OK) die(lua_tostring(L, -1));
  lua_settop(L, 0);
  return 0;
}
