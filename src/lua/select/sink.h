/*
** sink.h - what a handler has instead of a callback: it takes packets in C
*/
#ifndef PYCAP_SINK_H
#define PYCAP_SINK_H

#include "fields.h"

struct Sink;

/* What one kind of sink does. */
typedef struct SinkClass {
  const char *name;  /* for messages: "a tally" */
  /*
  ** Adds what the sink at an index needs to the fields that a handler lists.
  ** Raises where those, or a name, are wrong.
  */
  void (*attach)(lua_State *L, const State *state, int index, Fields *fields);
  /*
  ** Takes a packet; enters no Lua. False: it failed, and `raise` says why; or
  ** there is something to be done in Lua, which `raise` does. The sink's userdata
  ** is on top then.
  */
  bool (*take)(struct Sink *sink, const Fields *fields, View *view);
  void (*raise)(lua_State *L, struct Sink *sink);
} SinkClass;

/*
** The beginning of a userdata whose metatable sink_class has marked. A field
** that is added to the handler's own fields is read by its place there.
*/
typedef struct Sink {
  const SinkClass *class;
} Sink;

/* Marks the metatable on top: its userdata begin with a Sink. */
void sink_mark(lua_State *L);

/* The sink at an index; NULL: something else is. */
Sink *sink_to(lua_State *L, int index);

#endif
