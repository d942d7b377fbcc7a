/*
** cdp.c - Cisco Discovery Protocol
*/
#include "../core/protocol.h"

static const Name capabilities[] = {
  {0x001, "router", NULL}, {0x002, "transparent-bridge", NULL},
  {0x004, "source-route-bridge", NULL}, {0x008, "switch", NULL},
  {0x010, "host", NULL}, {0x020, "igmp", NULL}, {0x040, "repeater", NULL},
  {0x080, "phone", NULL}, {0x100, "remotely-managed", NULL},
  {0x200, "dispute-resolution", NULL}, {0x400, "two-port-relay", NULL},
  {0, NULL, NULL}
};

static const Name duplexes[] = {
  {0, "half", NULL}, {1, "full", NULL}, {0, NULL, NULL}
};

static const Field head[] = {
  U("kind", 16, "what the element (TLV) is"),
  U("length", 16, "bytes in the element", DEFAULT(4)),
  {0}
};

static const Field text[] = { T("text", 0, "text"), {0} };

/* NLPID 0xcc is IPv4; addresses of 16 bytes are those of IPv6. */
#define ODD_SIZES UINT64_MAX ^ (BIT(4) | BIT(16))

static const Field address[] = {
  U("protocoltype", 8, "form of the protocol: 1: NLPID, 2: 802.2", DEFAULT(1)),
  U("protocolsize", 8, "bytes of the protocol", DEFAULT(1)),
  B("protocol", 0, "whose address it is", SIZED("protocolsize"),
    DEFAULT_LIST("\xcc")),
  U("addresssize", 16, "bytes of the address", DEFAULT(4)),
  A("address", IP4, "the address", WHEN("addresssize", 4, 4)),
  A("address6", IP6, "the address", WHEN("addresssize", 16, 16)),
  B("other", 0, "an address of another size", SIZED("addresssize"),
    DEFAULT_LIST("\0\0\0\0"), WHEN_AMONG("addresssize", ODD_SIZES)),
  {0}
};

static const Field addresses[] = {
  U("count", 32, "number of addresses"),
  L("addresses", address, "the addresses", COUNTED_ITEMS("count")),
  {0}
};

static const Field abilities[] = {
  U("capabilities", 32, "what the sender is", HEX, BITS(capabilities)),
  {0}
};

static const Field prefix[] = {
  A("prefix", IP4, "network that is reached by the sender"),
  U("prefixlength", 8, "bits of it", DEFAULT(24)),
  {0}
};

static const Field prefixes[] = {
  L("prefixes", prefix, "the networks"), {0}
};

static const Field hello[] = {
  U("organisation", 24, "whose protocol it is (OUI)", HEX, DEFAULT(0x00000c)),
  U("protocol", 16, "the organisation's number of it", HEX),
  B("hello", 0, "what that says"),
  {0}
};

static const Field vlan[] = { U("vlan", 16, "number of the VLAN"), {0} };

static const Field duplex[] = {
  U("duplex", 8, "half or full", NAMED(duplexes)), {0}
};

static const Field voice[] = {
  U("appliance", 8, "which device it is for", DEFAULT(1)),
  U("vlan", 16, "number of the VLAN"),
  {0}
};

static const Field power[] = {
  U("milliwatts", 16, "power that the sender takes"), {0}
};

static const Field mtu[] = { U("mtu", 32, "longest packet, in bytes"), {0} };

static const Field trust[] = {
  U("trust", 8, "whether priorities are trusted", HEX), {0}
};

static const Field class[] = {
  U("class", 8, "priority of frames that are not trusted"), {0}
};

static const Field place[] = {
  U("form", 8, "form of the location"),
  T("location", 0, "where the sender is"),
  {0}
};

static const Field level[] = { U("milliwatts", 32, "power"), {0} };

static const Field levels[] = {
  U("request", 16, "which request this is about"),
  U("management", 16, "number of the sender's power management"),
  L("levels", level, "powers"),
  {0}
};

static const Field pairs[] = {
  U("pairs", 8, "what is known of power over the spare pairs", HEX), {0}
};

static const Item known[] = {
  {1, "device", "name of the sender", text, NULL, NULL},
  {2, "addresses", "the sender's addresses", addresses, NULL, NULL},
  {3, "port", "name of the port", text, NULL, NULL},
  {4, "capabilities", "what the sender is", abilities, NULL, NULL},
  {5, "version", "version of the software", text, NULL, NULL},
  {6, "platform", "kind of the hardware", text, NULL, NULL},
  {7, "prefixes", "networks behind the sender", prefixes, NULL, NULL},
  {8, "hello", "another protocol's message", hello, NULL, NULL},
  {9, "vtpdomain", "VTP management domain", text, NULL, NULL},
  {10, "nativevlan", "VLAN of frames without a tag", vlan, NULL, NULL},
  {11, "duplex", "duplex of the port", duplex, NULL, NULL},
  {14, "voicevlan", "VLAN for phones", voice, NULL, NULL},
  {15, "voicevlanquery", "the same, asked for", voice, NULL, NULL},
  {16, "power", "power that the sender takes", power, NULL, NULL},
  {17, "mtu", "longest packet", mtu, NULL, NULL},
  {18, "trust", "whether priorities are trusted", trust, NULL, NULL},
  {19, "untrusted", "priority of what is not", class, NULL, NULL},
  {20, "systemname", "name of the system", text, NULL, NULL},
  {21, "systemid", "object identifier of the system", NULL, NULL, NULL},
  {22, "management", "addresses for management", addresses, NULL, NULL},
  {23, "location", "where the sender is", place, NULL, NULL},
  {25, "powerrequest", "power that is asked for", levels, NULL, NULL},
  {26, "poweravailable", "power that there is", levels, NULL, NULL},
  {31, "sparepair", "power over the spare pairs", pairs, NULL, NULL},
  {0}
};

static const Items elements = { .head = head, .known = known, .whole = true };

static const Field fields[] = {
  U("version", 8, "version of the protocol", DEFAULT(2)),
  U("timetolive", 8, "seconds for which all this holds", DEFAULT(180)),
  U("checksum", 16, "checksum, of an odd size in Cisco's own way", HEX),
  I("elements", &elements, "elements (TLVs)"),
  {0}
};

static const Carrier carriers[] = {
  {"snap", 0x00000c2000, {0}},
  {"chdlc", 0x2000, {0}},
  {"ppp", 0x0207, {0}},
  {0}
};

static const Line lines[] = { {"v{version}, {elements}", {0}}, {0} };

const Protocol protocol_cdp = {
  .name = "cdp", .title = "CDP", .meaning = "Cisco Discovery Protocol",
  .reference = "Cisco, document ID 12485",
  .fields = fields, .carriers = carriers,
  .checksum = {"checksum", SUM_CISCO, COVERS_REST, false, {0}, NULL},
  .text = "version={version}, timetolive={timetolive}",
  .lines = lines,
};
