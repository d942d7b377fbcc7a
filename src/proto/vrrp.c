/*
** vrrp.c - Virtual Router Redundancy Protocol (RFC 9568; version 2: RFC 3768)
*/
#include "../core/protocol.h"

static const Name types[] = { {1, "advertisement", NULL}, {0, NULL, NULL} };

static const Name authentications[] = {
  {0, "none", NULL}, {1, "password", NULL}, {2, "ah", NULL}, {0, NULL, NULL}
};

static const Field address[] = {
  A("address", IP4, "address of the virtual router"), {0}
};

static const Field address6[] = {
  A("address", IP6, "address of the virtual router"), {0}
};

#define OLD WHEN("version", 0, 2)
#define NEW WHEN("version", 3, 15)

/* Nothing but what is left says whether the addresses are those of IPv6. */
static const Field fields[] = {
  U("version", 4, "version of the protocol", DEFAULT(3)),
  U("type", 4, "what the message is", NAMED(types), DEFAULT(1)),
  U("id", 8, "number of the virtual router", DEFAULT(1)),
  U("priority", 8, "the highest is the router; 0: it is no longer, 255: the "
    "addresses are its own", DEFAULT(100)),
  U("count", 8, "number of addresses"),
  U("authenticationtype", 8, "how the message is authenticated",
    NAMED(authentications), OLD),
  U("seconds", 8, "time between messages, in s", DEFAULT(1), OLD),
  U("reserved", 4, "zero", NEW),
  U("interval", 12, "most time between messages, in 1/100 s", DEFAULT(100),
    NEW),
  U("checksum", 16, "Internet checksum, from version 3 on with the pseudo "
    "header", HEX),
  L("addresses", address, "IPv4 addresses", COUNTED_ITEMS("count"), INSTEAD),
  L("addresses6", address6, "IPv6 addresses", COUNTED_ITEMS("count"),
    AT_LEAST(16), NEW),
  B("authentication", 64, "a password, or zeros", OLD, OPTIONAL),
  {0}
};

static const Carrier carriers[] = { {"ip", 112, {0}}, {0} };

static const Checksum alone = {
  "checksum", SUM_INTERNET, COVERS_REST, false, {0}, NULL
};

static const Line lines[] = {
  {"v{version} {type}, router {id}, priority {priority}, {addresses}"
   "{addresses6}", {0}},
  {0}
};

const Protocol protocol_vrrp = {
  .name = "vrrp", .title = "VRRP",
  .meaning = "Virtual Router Redundancy Protocol",
  .reference = "RFC 9568, RFC 5798, RFC 3768",
  .fields = fields, .carriers = carriers,
  .checksum = {"checksum", SUM_INTERNET, COVERS_PSEUDO, false,
               IF("version", 3, 15), &alone},
  .text = "version={version}, id={id}, priority={priority}",
  .lines = lines,
};
