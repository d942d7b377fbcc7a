/*
** ntp.c - Network Time Protocol (RFC 5905; control: RFC 9327)
*/
#include "../core/protocol.h"

static const Name leaps[] = {
  {0, "none", NULL}, {1, "longer", NULL}, {2, "shorter", NULL},
  {3, "unsynchronized", NULL}, {0, NULL, NULL}
};

static const Name modes[] = {
  {1, "symmetric-active", NULL}, {2, "symmetric-passive", NULL},
  {3, "client", NULL}, {4, "server", NULL}, {5, "broadcast", NULL},
  {6, "control", NULL}, {7, "private", NULL}, {0, NULL, NULL}
};

static const Name operations[] = {
  {1, "read-status", NULL}, {2, "read-variables", NULL},
  {3, "write-variables", NULL}, {4, "read-clock", NULL},
  {5, "write-clock", NULL}, {6, "set-trap", NULL}, {7, "trap", NULL},
  {8, "configure", NULL}, {9, "export-configuration", NULL},
  {10, "read-clients", NULL}, {11, "read-list", NULL},
  {12, "request-nonce", NULL}, {31, "unset-trap", NULL}, {0, NULL, NULL}
};

/* --- extension fields (RFC 7822, RFC 8915, section 5.7) --- */

static const Field extension_head[] = {
  U("kind", 16, "what the field is", HEX),
  U("length", 16, "bytes in the field", DEFAULT(16)),
  {0}
};

static const Item extension_kinds[] = {
  {0x0104, "uniqueid", "which request and response belong together", NULL,
   NULL, NULL},
  {0x0204, "cookie", "what the server knows the client's keys by", NULL, NULL,
   NULL},
  {0x0304, "placeholder", "the client asks for one cookie more", NULL, NULL,
   NULL},
  {0x0404, "authenticator", "nonce and encrypted fields", NULL, NULL, NULL},
  {0x2005, "complement", "makes the checksum of UDP right (RFC 7821)", NULL,
   NULL, NULL},
  {0}
};

static const Items extensions = {
  .head = extension_head, .known = extension_kinds, .whole = true, .align = 4
};

#define MAC_MAX 24  /* bytes of key number and digest at most (RFC 7822, 7.5) */

/* --- the message --- */

#define TIMES WHEN("mode", 0, 5)
#define CONTROL WHEN("mode", 6, 6)
#define PRIVATE WHEN("mode", 7, 7)

static const Field fields[] = {
  U("leap", 2, "leap second to come; of private messages: response, and more",
    NAMED(leaps)),
  U("version", 3, "version of the protocol", DEFAULT(4)),
  U("mode", 3, "what the message is", NAMED(modes), DEFAULT(3)),
  U("stratum", 8, "servers up to the clock; 0: not known", TIMES),
  U("poll", 8, "most time between messages: power of two of seconds", TIMES),
  U("precision", 8, "the same of the clock's steps, a signed number", TIMES),
  U("rootdelay", 32, "time to the clock and back, in 1/65536 s", TIMES),
  U("rootdispersion", 32, "most error of all up to it, in 1/65536 s", TIMES),
  A("referenceid", IP4, "the server's own one; up to stratum 1: four letters",
    FORM("stratum", 2, 255), TIMES),
  TIME("reference", "when the clock was last set", TIMES),
  TIME("origin", "when the request left the client, by its clock", TIMES),
  TIME("receive", "when it came to the server", TIMES),
  TIME("transmit", "when this message left", TIMES),
  I("extensions", &extensions, "extension fields", LEAVES(MAC_MAX), TIMES),
  U("keyid", 32, "which key the message is signed with", TIMES, OPTIONAL),
  B("digest", 0, "digest of key and message", WHEN("keyid", 0, UINT32_MAX)),
  U("response", 1, "0: a command, 1: a response", CONTROL),
  U("failed", 1, "the command was not done", CONTROL),
  U("more", 1, "more of the response follows", CONTROL),
  U("operation", 5, "what is to be done", NAMED(operations), DEFAULT(2),
    CONTROL),
  U("sequence", 16, "which command and response belong together", CONTROL),
  U("status", 16, "state of what the command is about", HEX, CONTROL),
  U("association", 16, "what it is about, 0: the whole server", CONTROL),
  U("offset", 16, "bytes of the data before these", CONTROL),
  U("count", 16, "bytes of the data", CONTROL),
  B("data", 0, "the data", SIZED("count"), CONTROL),
  U("signed", 1, "the message is signed", PRIVATE),
  U("number", 7, "number of the message in the response", PRIVATE),
  U("implementation", 8, "what the rest is a message of", PRIVATE),
  U("request", 8, "what is asked, by the implementation", PRIVATE),
  U("error", 4, "what went wrong", PRIVATE),
  U("items", 12, "number of items that follow", PRIVATE),
  U("reserved", 4, "zero", PRIVATE),
  U("itemsize", 12, "bytes of an item", PRIVATE),
  {0}
};

static const Carrier carriers[] = { {"udp", 123, {0}}, {0} };

static const Line lines[] = {
  {"v{version} {mode}, stratum {stratum}, transmit {transmit}",
   IF("mode", 0, 5)},
  {"v{version} {mode} {operation}, sequence {sequence}, count {count}",
   IF("mode", 6, 6)},
  {"v{version} {mode} request {request}, items {items}", {0}},
  {0}
};

static const Rule rules[] = {
  {"there is no such version", RULE_OTHERWISE, IN(IF("version", 0, 0))},
  {"there is no such version", RULE_OTHERWISE, IN(IF("version", 5, 7))},
  {0}
};

const Protocol protocol_ntp = {
  .name = "ntp", .title = "NTP", .meaning = "Network Time Protocol",
  .reference = "RFC 5905, RFC 9327",
  .fields = fields, .carriers = carriers, .rules = rules,
  .text = "version={version}, mode={mode}, stratum={stratum}, "
          "transmit={transmit}, operation={operation}, request={request}",
  .lines = lines,
};
