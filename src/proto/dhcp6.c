/*
** dhcp6.c - Dynamic Host Configuration Protocol for IPv6 (RFC 8415)
*/
#include "netboot.h"

static const Name messages[] = {
  {1, "solicit", NULL}, {2, "advertise", NULL}, {3, "request", NULL},
  {4, "confirm", NULL}, {5, "renew", NULL}, {6, "rebind", NULL},
  {7, "reply", NULL}, {8, "release", NULL}, {9, "decline", NULL},
  {10, "reconfigure", NULL}, {11, "information-request", NULL},
  {12, "relay-forward", NULL}, {13, "relay-reply", NULL},
  {14, "lease-query", NULL}, {15, "lease-query-reply", NULL},  /* RFC 5007 */
  {16, "lease-query-done", NULL}, {17, "lease-query-data", NULL},
  {18, "reconfigure-request", NULL}, {19, "reconfigure-reply", NULL},
  {20, "query", NULL}, {21, "response", NULL},                 /* RFC 7341 */
  {0, NULL, NULL}
};

static const Name codes[] = {
  {0, "success", NULL}, {1, "unspecified", NULL}, {2, "no-addresses", NULL},
  {3, "no-binding", NULL}, {4, "not-on-link", NULL},
  {5, "use-multicast", NULL}, {6, "no-prefixes", NULL},
  {7, "unknown-query", NULL}, {8, "malformed-query", NULL},
  {9, "not-configured", NULL}, {10, "not-allowed", NULL},
  {0, NULL, NULL}
};

static const Name identifiers[] = {
  {1, "llt", NULL}, {2, "en", NULL}, {3, "ll", NULL}, {4, "uuid", NULL},
  {0, NULL, NULL}
};

/* The head of all options, in all lists. */
static const Field head[] = {
  U("kind", 16, "kind of the option"),
  U("length", 16, "bytes of its data"),
  {0}
};

#define OPTION(kind_, name_, rows_, meaning_) \
  {kind_, name_, meaning_, rows_, NULL, NULL}

/* --- data of options --- */

static const Field nothing[] = { {0} };

static const Field seconds[] = { U("seconds", 32, "seconds"), {0} };

static const Field text[] = { T("text", 0, "the text"), {0} };

static const Field address[] = { A("address", IP6, "the address"), {0} };

static const Field addresses[] = {
  L("addresses", address, "the addresses, the best one first"), {0}
};

static const Field domain[] = { N("domain", "the name", ALONE), {0} };

static const Field domains[] = {
  L("domains", domain, "the names, the best one first"), {0}
};

static const Field identifier[] = {
  U("type", 16, "what it is made of", NAMED(identifiers), DEFAULT(3)),
  U("hardwareformat", 16, "hardware address space", DEFAULT(1),
    WHEN_AMONG("type", BIT(1) | BIT(3))),
  U("time", 32, "seconds since 2000 when it was made", WHEN("type", 1, 1)),
  A("hardware", MAC, "a hardware address",
    WHEN_AMONG("type", BIT(1) | BIT(3))),
  U("enterprise", 32, "number of the vendor", WHEN("type", 2, 2)),
  B("id", 0, "what another type has", WHEN_AMONG("type", ~(BIT(1) | BIT(3)))),
  {0}
};

static const Field code[] = { U("code", 16, "kind of an option"), {0} };

static const Field request[] = {
  L("codes", code, "what the client asks for"), {0}
};

static const Field preference[] = {
  U("preference", 8, "the highest server is taken"), {0}
};

static const Field elapsed[] = {
  U("hundredths", 16, "hundredths of a second since the client began"), {0}
};

static const Field authentication[] = {
  U("protocol", 8, "how it is authenticated"),
  U("algorithm", 8, "the algorithm in use"),
  U("method", 8, "how replays are detected"),
  B("replay", 64, "what is against replays"),
  B("information", 0, "what the protocol has more"),
  {0}
};

static const Field status[] = {
  U("code", 16, "how it went", NAMED(codes)),
  T("text", 0, "the same for people"),
  {0}
};

static const Field piece[] = {
  U("size", 16, "bytes of the content"),
  B("content", 0, "the content", SIZED("size")),
  {0}
};

static const Field userclass[] = { L("classes", piece, "the classes"), {0} };

static const Field vendorclass[] = {
  U("enterprise", 32, "number of the vendor"),
  L("classes", piece, "the classes"),
  {0}
};

static const Items vendor_options = { .head = head };

static const Field vendor[] = {
  U("enterprise", 32, "number of the vendor"),
  I("options", &vendor_options, "what the vendor defines"),
  {0}
};

static const Field reconfigure[] = {
  U("type", 8, "message that the client is to send", NAMED(messages),
    DEFAULT(5)),
  {0}
};

static const Field remote[] = {
  U("enterprise", 32, "number of the vendor"),
  B("id", 0, "who is at the other end of the circuit"),
  {0}
};

static const Field label[] = {
  U("size", 8, "bytes of the text, 0: the root, which ends a whole name"),
  T("text", 0, "a part of the name", SIZED("size")),
  {0}
};

static const Field fqdn[] = {
  U("flags", 8, "1: the server updates AAAA, 2: it overrode that, 4: it "
    "updates nothing", HEX),
  L("labels", label, "the name, or the beginning of one"),
  {0}
};

static const Field parameters[] = {
  L("parameters", piece, "the parameters"), {0}
};

static const Field link[] = {
  U("hardwareformat", 16, "hardware address space", DEFAULT(1)),
  A("hardware", MAC, "hardware address of the client"),
  {0}
};

static const Item time_kinds[] = {
  OPTION(1, "server", address, "address of a server"),
  OPTION(2, "group", address, "multicast address"),
  OPTION(3, "name", domain, "name of a server"),
  {0}
};

static const Items time_options = { .head = head, .known = time_kinds };

static const Field times[] = { I("servers", &time_options, "servers"), {0} };

/* --- what is leased --- */

static const Item lease_kinds[] = {
  OPTION(13, "status", status, "how it went"),
  OPTION(67, "exclude", NULL, "prefix that is not (RFC 6603)"),
  {0}
};

static const Items lease_options = { .head = head, .known = lease_kinds };

static const Field lease[] = {
  A("address", IP6, "the address"),
  U("preferred", 32, "seconds that it is preferred"),
  U("valid", 32, "seconds that it is valid"),
  I("options", &lease_options, "options"),
  {0}
};

static const Field prefix[] = {
  U("preferred", 32, "seconds that it is preferred"),
  U("valid", 32, "seconds that it is valid"),
  U("prefixlength", 8, "bits of the prefix that count", DEFAULT(64)),
  A("prefix", IP6, "the prefix"),
  I("options", &lease_options, "options"),
  {0}
};

static const Item association_kinds[] = {
  OPTION(5, "iaaddr", lease, "an address"),
  OPTION(13, "status", status, "how it went"),
  OPTION(26, "iaprefix", prefix, "a prefix"),
  {0}
};

static const Items association_options = {
  .head = head, .known = association_kinds
};

static const Field association[] = {
  U("iaid", 32, "number of the association at the client", HEX),
  U("renew", 32, "seconds until the client renews it (T1)"),
  U("rebind", 32, "seconds until it asks any server to (T2)"),
  I("options", &association_options, "options"),
  {0}
};

static const Field temporary[] = {
  U("iaid", 32, "number of the association at the client", HEX),
  I("options", &association_options, "options"),
  {0}
};

/* --- options --- */

/* All kinds, of which the message that a relay passes on has these rows. */
#define KINDS(message_) \
  OPTION(1, "clientid", identifier, "identifier of the client (DUID)"), \
  OPTION(2, "serverid", identifier, "identifier of the server (DUID)"), \
  OPTION(3, "iana", association, "association of addresses"), \
  OPTION(4, "iata", temporary, "association of temporary addresses"), \
  OPTION(5, "iaaddr", lease, "an address"), \
  OPTION(6, "request", request, "options that the client asks for"), \
  OPTION(7, "preference", preference, "preference of the server"), \
  OPTION(8, "elapsed", elapsed, "time since the client began"), \
  OPTION(9, "relaymessage", message_, "message that a relay passes on"), \
  OPTION(11, "authentication", authentication, "authentication"), \
  OPTION(12, "unicast", address, "where the client may send to"), \
  OPTION(13, "status", status, "how it went"), \
  OPTION(14, "rapidcommit", nothing, "two messages will do"), \
  OPTION(15, "userclass", userclass, "classes of the user"), \
  OPTION(16, "vendorclass", vendorclass, "classes of the vendor"), \
  OPTION(17, "vendor", vendor, "what a vendor defines"), \
  OPTION(18, "interfaceid", NULL, "interface that the message came by"), \
  OPTION(19, "reconfigure", reconfigure, "what the client is to do"), \
  OPTION(20, "reconfigureaccept", nothing, "the client does so"), \
  OPTION(21, "sipdomains", domains, "servers of SIP (RFC 3319)"), \
  OPTION(22, "sipservers", addresses, "servers of SIP (RFC 3319)"), \
  OPTION(23, "dnsservers", addresses, "servers of the DNS (RFC 3646)"), \
  OPTION(24, "domainsearch", domains, "domains to search (RFC 3646)"), \
  OPTION(25, "iapd", association, "association of prefixes"), \
  OPTION(26, "iaprefix", prefix, "a prefix"), \
  OPTION(27, "nisservers", addresses, "servers of NIS (RFC 3898)"), \
  OPTION(28, "nisplusservers", addresses, "servers of NIS+"), \
  OPTION(29, "nisdomains", domains, "domains of NIS"), \
  OPTION(30, "nisplusdomains", domains, "domains of NIS+"), \
  OPTION(31, "sntpservers", addresses, "servers of SNTP (RFC 4075)"), \
  OPTION(32, "refreshtime", seconds, "when the client asks anew"), \
  OPTION(37, "remoteid", remote, "remote identifier (RFC 4649)"), \
  OPTION(38, "subscriberid", text, "subscriber (RFC 4580)"), \
  OPTION(39, "fqdn", fqdn, "name in the DNS (RFC 4704)"), \
  OPTION(41, "timezone", text, "time zone by POSIX (RFC 4833)"), \
  OPTION(42, "timezonename", text, "time zone by name (RFC 4833)"), \
  OPTION(46, "lasttransaction", seconds, "age of the lease (RFC 5007)"), \
  OPTION(53, "relayid", identifier, "the relay (RFC 5460)"), \
  OPTION(56, "timeservers", times, "servers of NTP (RFC 5908)"), \
  OPTION(59, "bootfile", text, "URL of the boot file (RFC 5970)"), \
  OPTION(60, "bootparameters", parameters, "its parameters"), \
  OPTION(61, "architecture", architectures, "the client's"), \
  OPTION(62, "interface", interface, "network interface"), \
  OPTION(64, "aftr", domain, "end of the tunnel (RFC 6334)"), \
  OPTION(79, "linkaddress", link, "the client's (RFC 6939)"), \
  OPTION(82, "solicittime", seconds, "most seconds between (RFC 7083)"), \
  OPTION(83, "informationtime", seconds, "the same of the request"), \
  OPTION(103, "portal", text, "captive portal (RFC 8910)"), \
  {0}

/* --- the message --- */

/* A message with options of that kind. */
#define MESSAGE(options_) \
  U("type", 8, "what the message is", NAMED(messages), DEFAULT(1)), \
  U("transaction", 24, "which messages belong together", HEX, \
    WHEN_AMONG("type", ~(BIT(12) | BIT(13)))), \
  U("hops", 8, "relays before this one", WHEN("type", 12, 13)), \
  A("linkaddress", IP6, "address on the client's link", \
    WHEN("type", 12, 13)), \
  A("peeraddress", IP6, "the client, or the relay before", \
    WHEN("type", 12, 13)), \
  I("options", options_, "options"), \
  {0}

/* The data of a message that two relays passed on are bytes. */
static const Item inner_kinds[] = { KINDS(NULL) };

static const Items inner_options = { .head = head, .known = inner_kinds };

static const Field inner[] = { MESSAGE(&inner_options) };

static const Item known[] = { KINDS(inner) };

static const Items options = { .head = head, .known = known };

static const Field fields[] = { MESSAGE(&options) };

static const Carrier carriers[] = {
  {"udp", 546, {0}}, {"udp", 547, {0}}, {0}
};

static const Line lines[] = {
  {"{type}, id {transaction:6}, {peeraddress}, options {options}", {0}}, {0}
};

static const Rule rules[] = {
  {"there is no such message", RULE_OTHERWISE, IN(IF("type", 0, 0))},
  {"there is no such message", RULE_OTHERWISE, IN(IF("type", 64, UINT8_MAX))},
  {0}
};

const Protocol protocol_dhcp6 = {
  .name = "dhcp6", .title = "DHCP6",
  .meaning = "Dynamic Host Configuration Protocol for IPv6",
  .reference = "RFC 8415, RFC 3646, RFC 4704",
  .fields = fields, .carriers = carriers, .rules = rules,
  .text = "type={type}, id=0x{transaction:6}, peer={peeraddress}, "
          "options={options}",
  .lines = lines,
};
