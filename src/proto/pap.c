/*
** pap.c - Password Authentication Protocol (RFC 1334)
*/
#include "../core/protocol.h"

static const Name codes[] = {
  {1, "request", NULL}, {2, "ack", NULL}, {3, "nak", NULL}, {0, NULL, NULL}
};

#define ASKS WHEN("code", 1, 1)
#define SAYS WHEN("code", 2, 3)

static const Field fields[] = {
  U("code", 8, "what the message is", NAMED(codes), DEFAULT(1)),
  U("id", 8, "number of the request, the same in its answer", DEFAULT(1)),
  U("length", 16, "bytes in the message, from the code on",
    DEFAULT(6)),
  U("peerlength", 8, "bytes in the name", ASKS),
  B("peer", 0, "name of the peer", SIZED("peerlength"), ASKS),
  U("passwordlength", 8, "bytes in the password", ASKS),
  B("password", 0, "password", SIZED("passwordlength"), ASKS),
  U("messagelength", 8, "bytes in the message", SAYS),
  B("message", 0, "message to the user", SIZED("messagelength"), SAYS),
  B("rest", 0, "what follows"),
  {0}
};

static const Carrier carriers[] = { {"ppp", 0xc023, {0}}, {0} };

const Protocol protocol_pap = {
  .name = "pap", .title = "PAP",
  .meaning = "Password Authentication Protocol", .reference = "RFC 1334",
  .fields = fields, .carriers = carriers, .length = "length",
  .text = "code={code}, id={id}",
};
