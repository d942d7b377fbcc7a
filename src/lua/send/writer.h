/*
** writer.h - inside pycap.dump: a file that is written
*/
#ifndef PYCAP_WRITER_H
#define PYCAP_WRITER_H

#include "../../io/dump.h"
#include "../capture/session.h"
#include "../select/sink.h"

#define DUMP_CLASS "pycap.dump"  /* of them in the registry */

/* A capture file that is written. It keeps a table: [1] is the capture that it
** was made for, [2] the function that gets the name of each part; or nil. */
typedef struct Writer {
  Sink sink;        /* so that a handler can write frames as they came */
  Dump *dump;       /* NULL: closed */
  unsigned root;    /* the protocol that frames of its link type begin with */
  Session *source;  /* of [1], or NULL */
  bool tells;       /* there is [2] */
  Stopper stop;     /* ends its waits */
  Unread unread;    /* finds the files that it must not overwrite */
  Fault fault;      /* of the sink's last write; .code is NULL: it succeeded */
} Writer;

extern const SinkClass writer_class;

/* Makes their class; the state is on top. */
void writer_register(lua_State *L);

#endif
