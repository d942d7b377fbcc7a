/*
** injector.h - an injector from within: what opening and sending share
*/
#ifndef PYCAP_INJECTOR_H
#define PYCAP_INJECTOR_H

#include <arpa/inet.h>
#include <stdbool.h>

#include <libnet.h>

#include "inject.h"
#include "link.h"

struct Injector {
  libnet_t *net;   /* the device's link layer, or its IPv4 */
  libnet_t *net6;  /* its IPv6; NULL: this system has none */
  int fd, fd6;     /* their own; -1: none */
  int last;        /* the one that the last lot went through */
  Level level;
  int index, type; /* the device's; type: ARPHRD_... */
  bool full;       /* the last send found the device's queue full */
  char device[LINK_NAME];  /* what it was called at opening */
  char hardware[LINK_TEXT];
  char protocol[INET_ADDRSTRLEN];
  InjectorStats stats;
};

int injector_down(Fault *fault, const char *device);

/*
** For what has no text of its own: the step that failed and the errno. Those
** that a collection of garbage may cure are "memory" (see fault_exhausted).
*/
int injector_failed(Fault *fault, const char *code, const char *device,
                    const char *step, int error);

#endif
