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
  ** Adds the fields that the sink at an index needs to those of its handler.
  ** Raises if the handler may list none, or a name is wrong.
  */
  void (*attach)(lua_State *L, const State *state, int index, Fields *fields);
  /*
  ** Takes a packet; enters no Lua. False: `raise` has to be called, with the
  ** sink's userdata on top: it raises why `take` failed, or does work in Lua.
  */
  bool (*take)(struct Sink *sink, const Fields *fields, View *view);
  void (*raise)(lua_State *L, struct Sink *sink);
  bool streams;  /* it is of flows' streams: `raise` has to be called, too, when
                    conversations have lost some (flow/conversations.h) */
} SinkClass;

/*
** The beginning of a userdata whose metatable sink_mark has marked.
*/
typedef struct Sink {
  const SinkClass *class;
} Sink;

/* Marks the metatable on top: its userdata begin with a Sink. */
void sink_mark(lua_State *L);

/* The sink at an index; NULL: something else is. */
Sink *sink_to(lua_State *L, int index);

#endif
