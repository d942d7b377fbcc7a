/*
** bfd.c - Bidirectional Forwarding Detection (RFC 5880)
*/
#include "../core/protocol.h"

static const Name diagnostics[] = {
  {0, "none", NULL}, {1, "detection-time-expired", NULL},
  {2, "echo-failed", NULL}, {3, "neighbor-down", NULL},
  {4, "forwarding-reset", NULL}, {5, "path-down", NULL},
  {6, "concatenated-path-down", NULL}, {7, "administratively-down", NULL},
  {8, "reverse-concatenated-path-down", NULL}, {0, NULL, NULL}
};

static const Name states[] = {
  {0, "admin-down", NULL}, {1, "down", NULL}, {2, "init", NULL},
  {3, "up", NULL}, {0, NULL, NULL}
};

static const Name flags[] = {
  {0x20, "poll", NULL}, {0x10, "final", NULL},
  {0x08, "control-plane-independent", NULL}, {0x04, "authentication", NULL},
  {0x02, "demand", NULL}, {0x01, "multipoint", NULL}, {0, NULL, NULL}
};

static const Name authentications[] = {
  {1, "password", NULL}, {2, "md5", NULL}, {3, "meticulous-md5", NULL},
  {4, "sha1", NULL}, {5, "meticulous-sha1", NULL}, {0, NULL, NULL}
};

#define SIGNED WHEN_BITS("flags", 0x04)

static const Field fields[] = {
  U("version", 3, "version of the protocol", DEFAULT(1)),
  U("diagnostic", 5, "diagnostic: why the session left the state up",
    NAMED(diagnostics)),
  U("state", 2, "state of the session, as the sender sees it", NAMED(states),
    DEFAULT(1)),
  U("flags", 6, "flags: poll, final, ...", BITS(flags)),
  U("multiplier", 8, "detection time multiplier", DEFAULT(3)),
  U("length", 8, "bytes in the packet", DEFAULT(24)),
  U("mydiscriminator", 32, "my discriminator", DEFAULT(1)),
  U("yourdiscriminator", 32, "your discriminator, 0: not known"),
  U("desiredminimum", 32, "desired minimum transmit interval, in us",
    DEFAULT(1000000)),
  U("requiredminimum", 32, "required minimum receive interval, in us",
    DEFAULT(1000000)),
  U("requiredminimumecho", 32,
    "required minimum echo receive interval, in us, 0: none"),
  U("authenticationtype", 8, "authentication type", NAMED(authentications),
    SIGNED),
  U("authenticationlength", 8,
    "authentication length, in bytes, type and length included", SIGNED),
  U("keyid", 8, "key ID of the key or password", SIGNED),
  B("authentication", 0, "password, or sequence number and digest"),
  {0}
};

/* The sender's port is any other (RFC 5881, section 4). */
static const Carrier carriers[] = {
  {"udp", 3784, {0}},
  {"udp", 4784, {0}},  /* over several hops: RFC 5883 */
  {"udp", 6784, {0}},  /* on one link of several: RFC 7130 */
  {0}
};

static const Line lines[] = {
  {"{state}, flags [{flags}], diagnostic {diagnostic}, my {mydiscriminator}, "
   "your {yourdiscriminator}", {0}},
  {0}
};

static const Rule rules[] = {
  {"its version is not 1", RULE_OTHERWISE,
   IN(IF_AMONG("version", 0xff ^ BIT(1)))},
  {0}
};

const Protocol protocol_bfd = {
  .name = "bfd", .title = "BFD",
  .meaning = "Bidirectional Forwarding Detection",
  .reference = "RFC 5880, RFC 5881, RFC 5883, RFC 7130",
  .fields = fields, .carriers = carriers, .aimed = true, .rules = rules,
  .length = "length",
  .text = "state={state}, flags=({flags}), {mydiscriminator} -> "
          "{yourdiscriminator}",
  .lines = lines,
};
