/*
** epoll.c - a C host whose event loop is epoll, with captures in it
**
** epoll script.lua: the script returns captures. A capture is dispatched when it
** can be read, or has to be; until the script's global `done` is true.
*/
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <math.h>
#include <pycap.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <unistd.h>

/* Calls a method of the capture at an index; leaves its one result. */
static void method(lua_State *L, int capture, const char *name) {
  lua_getfield(L, capture, name);
  lua_pushvalue(L, capture);
  lua_call(L, 1, 1);
}

static void watch(lua_State *L, int epoll, int capture) {
  struct epoll_event event = {.events = EPOLLIN};
  event.data.fd = capture;
  method(L, capture, "fd");
  if (epoll_ctl(epoll, EPOLL_CTL_ADD, (int)lua_tointeger(L, -1), &event) < 0)
    luaL_error(L, "epoll_ctl failed");
  lua_pop(L, 1);
}

/* Milliseconds after which all are to be dispatched; -1: there is no need. */
static int patience(lua_State *L, int captures) {
  lua_Number least = -1;
  for (int i = 1; i <= captures; i++) {
    method(L, i, "selecttimeout");
    lua_Number ms = lua_isnil(L, -1) ? -1 : ceil(lua_tonumber(L, -1) * 1000);
    if (ms >= 0 && (least < 0 || ms < least)) least = ms;
    lua_pop(L, 1);
  }
  return (int)least;
}

static int is_done(lua_State *L) {
  lua_getglobal(L, "done");
  int done = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return done;
}

/* script -> nothing */
static int run(lua_State *L) {
  const char *script = lua_touserdata(L, 1);
  int epoll = epoll_create1(EPOLL_CLOEXEC);
  luaL_openlibs(L);
  luaL_requiref(L, "pycap", luaopen_pycap, 1);
  lua_settop(L, 0);
  if (luaL_dofile(L, script)) return lua_error(L);
  int captures = lua_gettop(L);
  for (int i = 1; i <= captures; i++) watch(L, epoll, i);
  while (!is_done(L)) {
    struct epoll_event events[8];
    int ready = epoll_wait(epoll, events, 8, patience(L, captures));
    for (int i = 0; i < ready; i++) {
      method(L, events[i].data.fd, "dispatch");
      lua_pop(L, 1);
    }
    for (int i = 1; ready == 0 && i <= captures; i++) {
      method(L, i, "dispatch");
      lua_pop(L, 1);
    }
  }
  close(epoll);
  return 0;
}

int main(int argc, char **argv) {
  lua_State *L = luaL_newstate();
  if (L == NULL || argc != 2) return 2;
  lua_pushcfunction(L, run);
  lua_pushlightuserdata(L, argv[1]);
  int status = lua_pcall(L, 1, 0, 0);
  if (status != LUA_OK) {
    lua_getglobal(L, "tostring");
    lua_insert(L, -2);
    lua_call(L, 1, 1);
    fprintf(stderr, "epoll: %s\n", lua_tostring(L, -1));
  }
  lua_close(L);
  return status == LUA_OK ? 0 : 1;
}
