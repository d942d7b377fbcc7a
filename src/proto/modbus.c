/*
** modbus.c - Modbus over TCP (Modbus Messaging on TCP/IP, V1.0b, section 3.1)
*/
#include "../core/protocol.h"

static const Name functions[] = {
  {1, "read-coils", NULL}, {2, "read-discrete-inputs", NULL},
  {3, "read-holding-registers", NULL}, {4, "read-input-registers", NULL},
  {5, "write-coil", NULL}, {6, "write-register", NULL},
  {7, "read-exception-status", NULL}, {8, "diagnostics", NULL},
  {11, "event-counter", NULL}, {12, "event-log", NULL},
  {15, "write-coils", NULL}, {16, "write-registers", NULL},
  {17, "server-id", NULL}, {20, "read-file", NULL}, {21, "write-file", NULL},
  {22, "mask-register", NULL}, {23, "read-write-registers", NULL},
  {24, "read-fifo", NULL}, {43, "encapsulated", NULL}, {90, "unity", NULL},
  {0, NULL, NULL}
};

static const Name exceptions[] = {
  {1, "illegal-function", NULL}, {2, "illegal-address", NULL},
  {3, "illegal-value", NULL}, {4, "device-failure", NULL},
  {5, "acknowledge", NULL}, {6, "device-busy", NULL},
  {8, "memory-parity", NULL}, {10, "gateway-path", NULL},
  {11, "gateway-target", NULL}, {0, NULL, NULL}
};

static const Field fields[] = {
  U("transaction", 16, "transaction identifier"),
  U("protocol", 16, "protocol identifier, 0: Modbus"),
  U("length", 16, "bytes in the message; on the wire without the first 6",
    PLUS(6), DEFAULT(8)),
  U("unit", 8, "unit identifier"),
  U("failed", 1, "an exception response"),
  U("code", 7, "function code", NAMED(functions), DEFAULT(3)),
  U("exception", 8, "exception code", NAMED(exceptions), OPTIONAL,
    WHEN("failed", 1, 1)),
  {0}
};

static const Carrier carriers[] = { {"tcp", 502, {0}}, {0} };

static const Line lines[] = {
  {"{code}, exception {exception}, unit {unit}, "
   "transaction {transaction}", {0}},
  {0}
};

static const Rule rules[] = {
  {"the protocol is another", RULE_OTHERWISE,
   IN(IF("protocol", 1, UINT16_MAX))},
  {"no message is so short", RULE_OTHERWISE, IN(IF("length", 6, 7))},
  {"no message is so long", RULE_OTHERWISE,
   IN(IF("length", 261, UINT16_MAX))},
  {0}
};

const Protocol protocol_modbus = {
  .name = "modbus", .title = "Modbus", .meaning = "Modbus over TCP",
  .reference = "Modbus Messaging on TCP/IP V1.0b, section 3.1; Modbus "
               "Application Protocol V1.1b3",
  .fields = fields, .carriers = carriers, .rules = rules,
  .extent = {"length", true, false},
  .text = "transaction={transaction}, unit={unit}, code={code}, "
          "exception={exception}",
  .lines = lines,
};
