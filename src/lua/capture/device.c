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
#include "../base/table.h"

/* What the system does not say, empty or 0, is no member. */
static void set_text(lua_State *L, const char *key, const char *text) {
  table_text(L, key, text && *text ? text : NULL);
}

static void set_number(lua_State *L, const char *key, int n) {
  if (n != 0) table_integer(L, key, n);
}

static void push_device(lua_State *L, const Device *d) {
  lua_newtable(L);
  set_text(L, "name", d->name);
  set_text(L, "description", d->description);
  set_number(L, "index", d->index);
  set_text(L, "hardware", d->hardware);
  set_number(L, "mtu", d->mtu);
  table_boolean(L, "up", d->up);
  table_boolean(L, "running", d->running);
  table_boolean(L, "loopback", d->loopback);
  table_boolean(L, "wireless", d->wireless);
  lua_createtable(L, d->count, 0);
  for (int i = 0; i < d->count; i++) {
    lua_newtable(L);
    set_text(L, "address", d->addresses[i].address);
    set_text(L, "netmask", d->addresses[i].netmask);
    set_text(L, "broadcast", d->addresses[i].broadcast);
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
