/*
** esp.c - Encapsulating Security Payload (RFC 4303)
*/
#include "../core/protocol.h"

static const Field fields[] = {
  U("index", 32, "security parameters index (SPI)", HEX),
  U("sequence", 32, "sequence number"),
  {0}
};

static const Carrier carriers[] = { {"ip", 50, {0}}, {0} };

const Protocol protocol_esp = {
  .name = "esp", .title = "ESP", .meaning = "Encapsulating Security Payload",
  .reference = "RFC 4303",
  .fields = fields, .carriers = carriers,
  .text = "spi=0x{index:8}, seq={sequence}",
};
