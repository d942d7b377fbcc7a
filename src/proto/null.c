/*
** null.c - BSD loopback capture (LINKTYPE_NULL)
*/
#include "../core/packet.h"
#include "families.h"

static const Field fields[] = {
  U("family", 32, "address family of the payload, in the writer's byte order",
    NAMED(families), WRITERS),
  {0}
};

static const Carrier carriers[] = { {0} };
static const int datalinks[] = {0, -1};

/* What is no family in either order may have an EtherType in its last bytes. */
static const char *inspect(Stack *stack, const Layer *layer) {
  const uint8_t *header = stack_header(stack, layer);
  if (stack_number(stack, layer, "family") > UINT16_MAX)
    stack_follow(stack, layer, (uint32_t)(header[2] << 8 | header[3]));
  return NULL;
}

const Protocol protocol_null = {
  .name = "null", .title = "Null", .meaning = "BSD loopback capture",
  .reference = "LINKTYPE 0",
  .fields = fields, .carriers = carriers, .next = "family",
  .datalinks = datalinks, .inspect = inspect,
};
