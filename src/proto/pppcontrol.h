/*
** pppcontrol.h - what the protocols that configure PPP share (RFC 1661, 5)
*/
#ifndef PYCAP_PPPCONTROL_H
#define PYCAP_PPPCONTROL_H

#include "../core/protocol.h"

static const Name codes[] = {
  {1, "configure-request", NULL}, {2, "configure-ack", NULL},
  {3, "configure-nak", NULL}, {4, "configure-reject", NULL},
  {5, "terminate-request", NULL}, {6, "terminate-ack", NULL},
  {7, "code-reject", NULL}, {8, "protocol-reject", NULL},
  {9, "echo-request", NULL}, {10, "echo-reply", NULL},
  {11, "discard-request", NULL}, {0, NULL, NULL}
};

static const Field head[] = {
  U("kind", 8, "option type"),
  U("length", 8, "bytes in the option, kind and length included"),
  {0}
};

#define CONTROL_HEAD \
  U("code", 8, "what the message is", NAMED(codes), DEFAULT(1)), \
  U("id", 8, "number of the request, the same in its reply", DEFAULT(1)), \
  U("length", 16, "bytes in the message, from the code on", DEFAULT(4))

#define CONTROL_OPTIONS \
  I("options", &options, "options", WHEN("code", 0, 4))

#define CONTROL_DATA \
  B("data", 0, "data of other messages", WHEN("code", 5, 255))

#endif
