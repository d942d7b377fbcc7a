/*
** etherip.c - Ethernet in IP datagrams (RFC 3378)
*/
#include "../core/protocol.h"

static const Field fields[] = {
  U("version", 4, "version of the protocol", DEFAULT(3)),
  U("reserved", 12, "zero", HEX),
  {0}
};

static const Carrier carriers[] = { {"ip", 97, {0}}, {0} };

static const Rule rules[] = {
  {"its version is not 3", RULE_REFUSE,
   IN(IF_AMONG("version", 0xffff ^ BIT(3)))},
  {0}
};

const Protocol protocol_etherip = {
  .name = "etherip", .title = "EtherIP", .meaning = "Ethernet in IP datagrams",
  .reference = "RFC 3378",
  .fields = fields, .carriers = carriers, .rules = rules,
  .text = "version={version}",
};
