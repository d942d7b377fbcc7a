/*
** chap.c - Challenge Handshake Authentication Protocol (RFC 1994)
*/
#include "../core/protocol.h"

static const Name codes[] = {
  {1, "challenge", NULL}, {2, "response", NULL}, {3, "success", NULL},
  {4, "failure", NULL}, {0, NULL, NULL}
};

#define ASKS WHEN("code", 1, 2)

static const Field fields[] = {
  U("code", 8, "what the message is", NAMED(codes), DEFAULT(3)),
  U("id", 8, "number of the challenge, the same in its response", DEFAULT(1)),
  U("length", 16, "bytes in the message, from the code on",
    DEFAULT(4)),
  U("valuelength", 8, "bytes in the value", ASKS),
  B("value", 0, "the challenge, or the response to it", SIZED("valuelength"),
    ASKS),
  B("text", 0, "name of the sender; in the other messages a text"),
  {0}
};

static const Carrier carriers[] = { {"ppp", 0xc223, {0}}, {0} };

const Protocol protocol_chap = {
  .name = "chap", .title = "CHAP",
  .meaning = "Challenge Handshake Authentication Protocol",
  .reference = "RFC 1994",
  .fields = fields, .carriers = carriers, .length = "length",
  .text = "code={code}, id={id}",
};
