/*
** remote.h - packets over TCP: captures as a stream ("PCAP over IP")
**
** "tcp://host:port" is a connection that is made; "tcp-listen:port" and
** "tcp-listen:address:port" wait for one, at 127.0.0.1 unless an address is
** named. An IPv6 address stands in brackets.
*/
#ifndef PYCAP_REMOTE_H
#define PYCAP_REMOTE_H

#include <stdbool.h>

#include "wait.h"

/* True for a name that is one of these; and if it waits. */
bool remote_named(const char *name);
bool remote_listens(const char *name);

/*
** A socket that does not block: one that waits for connections, or that may
** still be connecting. -1 and a fault: "file", "memory".
*/
int remote_open(const char *name, Fault *fault);

/* The next connection, which does not block; -1 and errno, EAGAIN: none yet. */
int remote_accept(int listener);

/*
** The same, waiting until it is connected. `listener`: where a socket that
** waits is kept (-1: none yet); `stop`: as of wait_events. -1 and a fault:
** "file", "memory", "interrupted".
*/
int remote_wait(const char *name, int *listener, const Stopper *stop,
                Fault *fault);

#endif
