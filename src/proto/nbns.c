/*
** nbns.c - NetBIOS Name Service (RFC 1002, section 4.2)
*/
#include "../core/protocol.h"

static const Name opcodes[] = {
  {0, "query", NULL}, {5, "registration", NULL}, {6, "release", NULL},
  {7, "wait", NULL}, {8, "refresh", NULL}, {9, "refresh-alternate", NULL},
  {15, "multihomed-registration", NULL}, {0, NULL, NULL}
};

static const Name rcodes[] = {
  {0, "no-error", NULL}, {1, "format-error", NULL},
  {2, "server-failure", NULL}, {3, "no-such-name", NULL},
  {4, "unsupported", NULL}, {5, "refused", NULL}, {6, "active", NULL},
  {7, "conflict", NULL}, {0, NULL, NULL}
};

static const Name types[] = {
  {1, "a", NULL}, {2, "ns", NULL}, {10, "null", NULL}, {32, "nb", NULL},
  {33, "nbstat", NULL}, {0, NULL, NULL}
};

static const Name classes[] = { {1, "in", NULL}, {0, NULL, NULL} };

static const Name nodes[] = {
  {0, "b", NULL}, {1, "p", NULL}, {2, "m", NULL}, {3, "h", NULL},
  {0, NULL, NULL}
};

static const Field question[] = {
  N("name", "name asked for, two letters for each byte (RFC 1001, 14.1)"),
  U("type", 16, "type of the question", NAMED(types), DEFAULT(32)),
  U("class", 16, "class of the question", NAMED(classes), DEFAULT(1)),
  {0}
};

static const Field record_head[] = {
  N("owner", "name that the record is about, two letters for each byte"),
  U("kind", 16, "type of the record", NAMED(types)),
  U("class", 16, "class of the record", NAMED(classes), DEFAULT(1)),
  U("ttl", 32, "time to live, in seconds"),
  U("length", 16, "bytes in the data"),
  {0}
};

static const Field entry[] = {
  U("group", 1, "0: a unique name, 1: a group name"),
  U("node", 2, "type of the owner's node", NAMED(nodes)),
  U("reserved", 13, "zero"),
  A("address", IP4, "address of the owner"),
  {0}
};

static const Field addresses[] = {
  L("addresses", entry, "addresses"), {0}
};

static const Field name[] = {
  T("name", 120, "the name, filled up with blanks"),
  U("suffix", 8, "what the name is for", HEX),
  U("group", 1, "0: a unique name, 1: a group name"),
  U("node", 2, "type of the owner's node", NAMED(nodes)),
  U("deregistering", 1, "the name is being deleted"),
  U("conflict", 1, "the name is in conflict"),
  U("active", 1, "the name is active"),
  U("permanent", 1, "it is the node's permanent name"),
  U("reserved", 9, "zero"),
  {0}
};

static const Field status[] = {
  U("count", 8, "number of names"),
  L("names", name, "names of the node", COUNTED_ITEMS("count")),
  A("unit", MAC, "hardware address of the node"),
  B("statistics", 0, "counters of the node"),
  {0}
};

static const Item kinds[] = {
  {32, "nb", "addresses of a name", addresses, NULL, NULL},
  {33, "nbstat", "status of a node", status, NULL, NULL},
  {0}
};

static const Items records = { .head = record_head, .known = kinds };

static const Field fields[] = {
  U("id", 16, "identifier, the same in request and response", HEX),
  U("response", 1, "0: a request, 1: a response"),
  U("opcode", 4, "operation", NAMED(opcodes)),
  U("authoritative", 1, "authoritative answer (AA)"),
  U("truncated", 1, "truncation (TC): the message was cut"),
  U("recursiondesired", 1, "recursion desired (RD)", DEFAULT(1)),
  U("recursionavailable", 1, "recursion available (RA)"),
  U("reserved", 2, "zero"),
  U("broadcast", 1, "the message was broadcast or multicast"),
  U("rcode", 4, "response code", NAMED(rcodes)),
  U("questioncount", 16, "number of questions"),
  U("answercount", 16, "number of answers"),
  U("authoritycount", 16, "number of authority records"),
  U("additionalcount", 16, "number of additional records"),
  L("questions", question, "questions", COUNTED_ITEMS("questioncount")),
  I("answers", &records, "answer records", COUNTED_ITEMS("answercount")),
  I("authorities", &records, "authority records",
    COUNTED_ITEMS("authoritycount")),
  I("additionals", &records, "additional records",
    COUNTED_ITEMS("additionalcount")),
  {0}
};

static const Carrier carriers[] = { {"udp", 137, {0}}, {0} };

static const Line lines[] = {
  {"{opcode}, id {id}, {questions}", IF("response", 0, 0)},
  {"{opcode} {rcode}, id {id}, answers {answers}", {0}},
  {0}
};

const Protocol protocol_nbns = {
  .name = "nbns", .title = "NBNS", .meaning = "NetBIOS Name Service",
  .reference = "RFC 1002, section 4.2",
  .fields = fields, .carriers = carriers,
  .text = "id={id}, response={response}, opcode={opcode}, "
          "questions={questions}, answers={answers}",
  .lines = lines,
};
