/*
** ctp.c - Configuration Testing Protocol (Ethernet, version 2.0, section 8)
*/
#include "../core/protocol.h"

static const Name functions[] = {
  {1, "reply", NULL}, {2, "forward", NULL}, {0, NULL, NULL}
};

static const Field fields[] = {
  U("skip", 16, "bytes between here and the function", LITTLE),
  B("skipped", 0, "functions that are done", SIZED("skip")),
  U("operation", 16, "what the receiver does", NAMED(functions), LITTLE,
    DEFAULT(1)),
  {0}
};

static const Carrier carriers[] = { {"ethernet", 0x9000, {0}}, {0} };

/* Its function, the one thing that tells it, is in no fixed place. */
static bool is(const uint8_t *bytes, uint32_t left) {
  if (left < 4) return false;
  uint32_t at = 2 + (bytes[0] | (uint32_t)bytes[1] << 8);
  return at + 2 <= left && (bytes[at] == 1 || bytes[at] == 2) &&
         bytes[at + 1] == 0;
}

const Protocol protocol_ctp = {
  .name = "ctp", .title = "CTP", .meaning = "Configuration Testing Protocol",
  .reference = "DIX 2.0 (Ethernet), section 8",
  .fields = fields, .carriers = carriers, .is = is,
  .text = "operation={operation}",
};
