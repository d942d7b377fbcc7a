/*
** arp.c - Address Resolution Protocol (RFC 826)
*/
#include "../core/protocol.h"

static const Name hardware[] = {
  {1, "ethernet", "ARPHRD_ETHER"},    {6, "ieee802", "ARPHRD_IEEE802"},
  {15, "frame-relay", "ARPHRD_FRELAY"}, {19, "atm", "ARPHRD_ATM"},
  {24, "ieee1394", "ARPHRD_IEEE1394"}, {28, "hiparp", NULL},
  {32, "infiniband", "ARPHRD_INFINIBAND"},
  {0, NULL, NULL}
};

static const Name operations[] = {
  {1, "request", "ARPOP_REQUEST"},
  {2, "reply", "ARPOP_REPLY"},
  {3, "rarp-request", "ARPOP_REVREQUEST"},       /* RFC 903 */
  {4, "rarp-reply", "ARPOP_REVREPLY"},
  {8, "inarp-request", "ARPOP_INVREQUEST"},      /* RFC 2390 */
  {9, "inarp-reply", "ARPOP_INVREPLY"},
  {0, NULL, NULL}
};

static const Field fields[] = {
  U("hardwareformat", 16, "hardware type", NAMED(hardware), DEFAULT(1)),
  U("protocol", 16, "protocol type, an EtherType", HEX, DEFAULT(0x0800)),
  U("hardwarelength", 8, "bytes in a hardware address", DEFAULT(6)),
  U("protocollength", 8, "bytes in a protocol address", DEFAULT(4)),
  U("operation", 16, "operation", NAMED(operations), DEFAULT(1)),
  A("sourcehardware", MAC, "hardware address of the sender",
    SIZED("hardwarelength")),
  A("sourceprotocol", IP4, "protocol address of the sender",
    SIZED("protocollength"), FORM("protocol", 0x0800, 0x0800)),
  A("targethardware", MAC, "hardware address of the target",
    SIZED("hardwarelength")),
  A("targetprotocol", IP4, "protocol address of the target",
    SIZED("protocollength"), FORM("protocol", 0x0800, 0x0800)),
  {0}
};

static const Carrier carriers[] = {
  {"ethernet", 0x8035, IF("operation", 3, 4)},     /* RARP */
  {"ethernet", 0x0806, {0}},
  {0}
};

static const Line lines[] = {
  {"who-has {targetprotocol} tell {sourceprotocol}", IF("operation", 1, 1)},
  {"reply {sourceprotocol} is-at {sourcehardware}", IF("operation", 2, 2)},
  {"{operation} {sourcehardware} ({sourceprotocol}) > "
   "{targethardware} ({targetprotocol})", {0}},
  {0}
};

/* Three kinds of hardware have layouts of their own. */
enum { ATM = 19, IEEE1394 = 24, HIPARP = 28 };

static const Rule rules[] = {
  {"its addresses lie as RFC 2734 has it: not decoded", RULE_REFUSE,
   IN(IF("hardwareformat", IEEE1394, IEEE1394))},
  {"its addresses lie as RFC 2225 has it: not decoded", RULE_REFUSE,
   IN(IF("hardwareformat", ATM, ATM))},
  {"its addresses lie as RFC 2834 has it: not decoded", RULE_REFUSE,
   IN(IF("hardwareformat", HIPARP, HIPARP))},
  {0}
};

const Protocol protocol_arp = {
  .name = "arp", .title = "ARP", .meaning = "Address Resolution Protocol",
  .reference = "RFC 826, RFC 903, RFC 2390, RFC 5227",
  .fields = fields, .carriers = carriers,
  .ends = true, .rules = rules,
  .text = "op=0x{operation:4}, protocol=0x{protocol:4}, "
          "{sourcehardware} ({sourceprotocol}) -> "
          "{targethardware} ({targetprotocol})",
  .lines = lines,
};
