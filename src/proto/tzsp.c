/*
** tzsp.c - TaZmen Sniffer Protocol (draft of Chris Waters; UDP port 37008)
*/
#include "../core/packet.h"

static const Name types[] = {
  {0, "received", NULL}, {1, "transmit", NULL}, {3, "configuration", NULL},
  {4, "keepalive", NULL}, {5, "opener", NULL}, {0, NULL, NULL}
};

static const Name encapsulations[] = {
  {1, "ethernet", NULL}, {18, "wlan", NULL}, {119, "prism", NULL},
  {0, NULL, NULL}
};

static const Field head[] = {
  U("kind", 8, "tag"),
  U("length", 8, "bytes in the data"),
  {0}
};

static const Item known[] = {
  {0, "padding", "padding", NULL, NULL, NULL},
  {1, "end", "end of the list", NULL, NULL, NULL},
  {10, "signal", "signal strength, in dBm", NULL, NULL, NULL},
  {18, "channel", "channel", NULL, NULL, NULL},
  {41, "length", "length of the frame", NULL, NULL, NULL},
  {60, "sensor", "address of the sensor", NULL, NULL, NULL},
  {0}
};

static const Items tags = {
  .head = head, .known = known, .bare = BIT(0) | BIT(1), .ends = true,
  .last = 1,
};

static const Field fields[] = {
  U("version", 8, "version of the protocol", DEFAULT(1)),
  U("type", 8, "what the message is", NAMED(types)),
  U("encapsulation", 16, "kind of the frame", NAMED(encapsulations),
    DEFAULT(1)),
  I("tags", &tags, "tags", DEFAULT_LIST("\1")),
  {0}
};

static const Carrier carriers[] = { {"udp", 37008, {0}}, {0} };

/* The header goes up to its end tag: no row says where a list ended. */
static const char *inspect(Stack *stack, const Layer *layer) {
  const uint8_t *header = stack_header(stack, layer);
  uint32_t at = 4;
  while (at < layer->length && header[at] != 1) {
    if (header[at] != 0 && layer->length - at < 2) return header_cut;
    at += header[at] == 0 ? 1u : 2u + header[at + 1];
  }
  if (at >= layer->length) return header_cut;
  stack_shorten(stack, at + 1);
  return NULL;
}

static const Rule rules[] = {
  {"its version is not 1", RULE_OTHERWISE, IN(IF("version", 0, 0))},
  {"its version is not 1", RULE_OTHERWISE, IN(IF("version", 2, 255))},
  {0}
};

const Protocol protocol_tzsp = {
  .name = "tzsp", .title = "TZSP", .meaning = "TaZmen Sniffer Protocol",
  .reference = "UDP 37008", .fields = fields, .carriers = carriers,
  .next = "encapsulation", .rules = rules, .inspect = inspect,
  .text = "encapsulation={encapsulation}",
};
