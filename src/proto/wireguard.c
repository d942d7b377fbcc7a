/*
** wireguard.c - WireGuard (WireGuard: Next Generation Kernel Network Tunnel,
** revision e2da747, section 5.4)
*/
#include "../core/protocol.h"

static const Name types[] = {
  {1, "initiation", NULL}, {2, "response", NULL}, {3, "cookie", NULL},
  {4, "data", NULL}, {0, NULL, NULL}
};

#define INITIATION WHEN("type", 1, 1)
#define HANDSHAKE WHEN("type", 1, 2)

static const Field fields[] = {
  U("type", 8, "what the message is", NAMED(types), DEFAULT(4)),
  U("reserved", 24, "zero"),
  U("sender", 32, "index that the sender chose", HEX, LITTLE, HANDSHAKE),
  U("receiver", 32, "index that the receiver chose", HEX, LITTLE,
    WHEN("type", 2, 4)),
  B("ephemeral", 256, "ephemeral public key", HANDSHAKE),
  B("static", 384, "static public key, encrypted", INITIATION),
  B("timestamp", 224, "timestamp, encrypted", INITIATION),
  B("empty", 128, "nothing, encrypted", WHEN("type", 2, 2)),
  B("mac1", 128, "check of the message by the receiver's key", HANDSHAKE),
  B("mac2", 128, "check of the message by a cookie, or zero", HANDSHAKE),
  B("nonce", 192, "nonce of the cookie", WHEN("type", 3, 3)),
  B("cookie", 256, "cookie, encrypted", WHEN("type", 3, 3)),
  U("counter", 48, "number of the packet", LITTLE, WHEN("type", 4, 4)),
  U("counterhigh", 16, "its highest 16 bits", LITTLE, WHEN("type", 4, 4)),
  {0}
};

static const Carrier carriers[] = { {"udp", 51820, {0}}, {0} };

static const Line lines[] = {
  {"{type}, sender {sender}, receiver {receiver}, counter {counter}", {0}},
  {0}
};

static const Rule rules[] = {
  {"there is no such type", RULE_OTHERWISE, IN(IF("type", 0, 0))},
  {"there is no such type", RULE_OTHERWISE, IN(IF("type", 5, 255))},
  {"the reserved bytes are zero", RULE_OTHERWISE,
   IN(IF("reserved", 1, 0xffffff))},
  {0}
};

const Protocol protocol_wireguard = {
  .name = "wireguard", .title = "WireGuard", .meaning = "WireGuard tunnel",
  .reference = "WireGuard: Next Generation Kernel Network Tunnel (NDSS 2017), "
               "section 5.4",
  .fields = fields, .carriers = carriers, .rules = rules,
  .text = "type={type}, sender={sender}, receiver={receiver}, "
          "counter={counter}",
  .lines = lines,
};
