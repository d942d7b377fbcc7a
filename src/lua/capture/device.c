/*
** device.c - pycap.devices: what there is to capture from
*/
#include "device.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../io/device.h"
#include "../base/error.h"
#include "../base/state.h"

static void set_string(lua_State *L, const char *key, const char *text) {
  if (!text || !*text) return;
  lua_pushstring(L, text);
  lua_setfield(L, -2, key);
}

static void set_integer(lua_State *L, const char *key, int n) {
  if (n == 0) return;
  lua_pushinteger(L, n);
  lua_setfield(L, -2, key);
}

static void set_boolean(lua_State *L, const char *key, bool value) {
  lua_pushboolean(L, value);
  lua_setfield(L, -2, key);
}

static void push_device(lua_State *L, const Device *d) {
  lua_newtable(L);
  set_string(L, "name", d->name);
  set_string(L, "description", d->description);
  set_integer(L, "index", d->index);
  set_string(L, "hardware", d->hardware);
  set_integer(L, "mtu", d->mtu);
  set_boolean(L, "up", d->up);
  set_boolean(L, "running", d->running);
  set_boolean(L, "loopback", d->loopback);
  set_boolean(L, "wireless", d->wireless);
  lua_createtable(L, d->count, 0);
  for (int i = 0; i < d->count; i++) {
    lua_newtable(L);
    set_string(L, "address", d->addresses[i].address);
    set_string(L, "netmask", d->addresses[i].netmask);
    set_string(L, "broadcast", d->addresses[i].broadcast);
    lua_rawseti(L, -2, i + 1);
  }
  lua_setfield(L, -2, "addresses");
}

/* Protected: the list -> table */
static int push_devices(lua_State *L) {
  lua_newtable(L);
  lua_Integer n = 0;
  for (const Device *d = lua_touserdata(L, 1); d; d = d->next) {
    push_device(L, d);
    lua_rawseti(L, -2, ++n);
  }
  return 1;
}

/* pycap.devices() -> list of devices */
static int module_devices(lua_State *L) {
  Fault fault = {0};
  state_charge(L, 400);  /* the system calls */
  Device *list = devices_list(&fault);
  if (!list && fault.code) return fault_raise(L, &fault);
  lua_pushcfunction(L, push_devices);
  lua_pushlightuserdata(L, list);
  int status = lua_pcall(L, 1, 1, 0);
  devices_free(list);
  return status == LUA_OK ? 1 : lua_error(L);
}

int host_numbered(const char *name, char **device, char *text, size_t size) {
  Link link;
  Fault fault;
  char *end;
  long number = strtol(name, &end, 10), count = 0;
  if (*name < '0' || *name > '9' || *end || link_find(name, &link) == 0)
    return 0;
  Device *list = devices_list(&fault);
  for (const Device *d = list; d; d = d->next)
    if (++count == number) *device = strdup(d->name);
  devices_free(list);
  bool found = number > 0 && number <= count;
  if (found && *device) return 1;
  if (found) fault_memory(&fault);
  else if (!fault.code)
    fault_set(&fault, "device", "%s: no such device: there are %ld", name,
              count);
  snprintf(text, size, "%s", fault.text);
  return -1;
}

/* Stack: module, state. */
void open_devices(lua_State *L) {
  lua_pushcfunction(L, module_devices);
  lua_setfield(L, -3, "devices");
}
