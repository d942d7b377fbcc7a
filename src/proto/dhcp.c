/*
** dhcp.c - Dynamic Host Configuration Protocol (RFC 2131, BOOTP: RFC 951)
*/
#include "dhcplists.h"
#include "netboot.h"

#define COOKIE 0x63825363

static const Name operations[] = {
  {1, "request", NULL}, {2, "reply", NULL}, {0, NULL, NULL}
};

static const Name messages[] = {
  {1, "discover", NULL}, {2, "offer", NULL}, {3, "request", NULL},
  {4, "decline", NULL}, {5, "ack", NULL}, {6, "nak", NULL},
  {7, "release", NULL}, {8, "inform", NULL},
  {9, "force-renew", NULL},                               /* RFC 3203 */
  {10, "lease-query", NULL}, {11, "lease-unassigned", NULL},  /* RFC 4388 */
  {12, "lease-unknown", NULL}, {13, "lease-active", NULL},
  {14, "bulk-lease-query", NULL}, {15, "lease-query-done", NULL},
  {16, "active-lease-query", NULL}, {17, "lease-query-status", NULL},
  {18, "tls", NULL},
  {0, NULL, NULL}
};

static const Name nodes[] = {
  {1, "b-node", NULL}, {2, "p-node", NULL}, {4, "m-node", NULL},
  {8, "h-node", NULL}, {0, NULL, NULL}
};

static const Name overloads[] = {
  {1, "file", NULL}, {2, "servername", NULL}, {3, "both", NULL},
  {0, NULL, NULL}
};

/* --- data of options --- */

static const Field addresses[] = {
  L("addresses", address, "the addresses, the best one first"), {0}
};

static const Field text[] = { T("text", 0, "the text"), {0} };

static const Field flag[] = { U("value", 8, "1: yes, 0: no"), {0} };

static const Field seconds[] = { U("seconds", 32, "seconds"), {0} };

static const Field bytes[] = { U("bytes", 16, "bytes"), {0} };

static const Field blocks[] = { U("blocks", 16, "blocks of 512 bytes"), {0} };

static const Field hops[] = { U("hops", 8, "time to live", DEFAULT(64)), {0} };

static const Field nothing[] = { {0} };

static const Field mask[] = { A("mask", IP4, "the mask"), {0} };

static const Field size[] = { U("bytes", 16, "bytes"), {0} };

static const Field plateaus[] = { L("sizes", size, "the sizes"), {0} };

static const Field filter[] = {
  A("address", IP4, "where packets may go"), A("mask", IP4, "its mask"), {0}
};

static const Field filters[] = { L("filters", filter, "the filters"), {0} };

static const Field hop[] = {
  A("destination", IP4, "where the packet goes"),
  A("router", IP4, "which way"),
  {0}
};

static const Field routes[] = { L("routes", hop, "the routes"), {0} };

static const Field node[] = {
  U("type", 8, "how names are resolved", NAMED(nodes), DEFAULT(8)), {0}
};

static const Field overload[] = {
  U("fields", 8, "what holds options, too", NAMED(overloads), DEFAULT(1)), {0}
};

static const Field message[] = {
  U("type", 8, "what the message is", NAMED(messages), DEFAULT(1)), {0}
};

static const Field code[] = { U("code", 8, "kind of an option"), {0} };

static const Field codes[] = {
  L("codes", code, "what the client asks for"), {0}
};

static const Field identifier[] = {
  U("type", 8, "1: hardware address, 255: RFC 4361, 0: something else",
    DEFAULT(1)),
  B("id", 0, "what the client is called"),
  {0}
};

static const Field label[] = {
  U("size", 8, "bytes of the text, 0: the root, which ends a whole name"),
  T("text", 0, "a part of the name", SIZED("size")),
  {0}
};

static const Field fqdn[] = {
  U("flags", 8, "1: the server updates A, 2: it overrode that, 4: the name is "
    "as in the DNS, 8: it updates nothing", HEX, DEFAULT(4)),
  U("rcode", 8, "result of the update, 255: not known"),
  U("rcode2", 8, "the same"),
  L("labels", label, "the name, or the beginning of one",
    WHEN_BITS("flags", 4)),
  T("text", 0, "the same without that flag", WHEN_MASKED("flags", 4, 0, 0)),
  {0}
};

static const Field machine[] = {
  U("type", 8, "0: a GUID"),
  B("id", 0, "identifier of the machine"),
  {0}
};

static const Field authentication[] = {
  U("protocol", 8, "how it is authenticated"),
  U("algorithm", 8, "the algorithm in use"),
  U("method", 8, "how replays are detected"),
  B("replay", 64, "what is against replays"),
  B("information", 0, "what the protocol has more"),
  {0}
};

static const Field configure[] = {
  U("value", 8, "0: no address of the client's own, 1: one"), {0}
};

/* --- what relay agents add (RFC 3046) --- */

static const Field cast[] = {
  U("flags", 8, "128: the message was unicast", HEX), {0}
};

static const Item agent_kinds[] = {
  {1, "circuitid", "circuit that the message came by", NULL, NULL, NULL},
  {2, "remoteid", "who is at the other end of it", NULL, NULL, NULL},
  {5, "linkselection", "subnet of the client (RFC 3527)", address, NULL, NULL},
  {6, "subscriberid", "subscriber (RFC 3993)", text, NULL, NULL},
  {10, "flags", "how the message came (RFC 5010)", cast, NULL, NULL},
  {11, "serverid", "what the server calls itself (RFC 5107)", address, NULL,
   NULL},
  {12, "relayid", "identifier of the relay (RFC 6925)", NULL, NULL, NULL},
  {151, "subnetselection", "virtual subnet (RFC 6607)", NULL, NULL, NULL},
  {0}
};

static const Items agent = { .head = suboption_head, .known = agent_kinds };

static const Field relay[] = { I("suboptions", &agent, "suboptions"), {0} };

/* --- options (RFC 2132) --- */

static const Field option_head[] = {
  U("kind", 8, "kind of the option"),
  U("length", 8, "bytes of its data"),
  {0}
};

#define OPTION(kind_, name_, rows_, meaning_) \
  {kind_, name_, meaning_, rows_, NULL, NULL}

static const Item known[] = {
  OPTION(0, "pad", NULL, "a byte of nothing"),
  OPTION(1, "subnetmask", mask, "mask of the subnet"),
  OPTION(2, "timeoffset", seconds, "seconds from UTC, two's complement"),
  OPTION(3, "routers", addresses, "routers"),
  OPTION(4, "timeservers", addresses, "servers of RFC 868"),
  OPTION(5, "nameservers", addresses, "servers of IEN 116"),
  OPTION(6, "dnsservers", addresses, "servers of the DNS"),
  OPTION(7, "logservers", addresses, "log servers"),
  OPTION(8, "cookieservers", addresses, "servers of RFC 865"),
  OPTION(9, "lprservers", addresses, "print servers"),
  OPTION(10, "impressservers", addresses, "servers of Imagen Impress"),
  OPTION(11, "locationservers", addresses, "servers of RFC 887"),
  OPTION(12, "hostname", text, "name of the client"),
  OPTION(13, "bootfilesize", blocks, "size of the boot file"),
  OPTION(14, "dumpfile", text, "where the client dumps its memory"),
  OPTION(15, "domainname", text, "domain of the client"),
  OPTION(16, "swapserver", address, "swap server"),
  OPTION(17, "rootpath", text, "root disk of the client"),
  OPTION(18, "extensions", text, "file with more options"),
  OPTION(19, "forwarding", flag, "whether the client forwards"),
  OPTION(20, "sourcerouting", flag, "whether it does so by source routes"),
  OPTION(21, "policyfilter", filters, "which source routes"),
  OPTION(22, "reassemblysize", bytes, "datagrams that it must reassemble"),
  OPTION(23, "timetolive", hops, "time to live of its datagrams"),
  OPTION(24, "mtutimeout", seconds, "age of a path's MTU (RFC 1191)"),
  OPTION(25, "mtuplateaus", plateaus, "MTUs that it tries"),
  OPTION(26, "mtu", bytes, "MTU of the interface"),
  OPTION(27, "localsubnets", flag, "whether all subnets have that MTU"),
  OPTION(28, "broadcast", address, "broadcast address"),
  OPTION(29, "maskdiscovery", flag, "whether ICMP is asked for the mask"),
  OPTION(30, "masksupplier", flag, "whether the client tells others"),
  OPTION(31, "routerdiscovery", flag, "whether it looks for routers"),
  OPTION(32, "solicitation", address, "where it asks for them"),
  OPTION(33, "staticroutes", routes, "routes to hosts"),
  OPTION(34, "trailers", flag, "whether trailers are negotiated"),
  OPTION(35, "arptimeout", seconds, "age of what ARP knows"),
  OPTION(36, "encapsulation", flag, "0: Ethernet 2, 1: IEEE 802.3"),
  OPTION(37, "tcptimetolive", hops, "time to live of TCP"),
  OPTION(38, "keepaliveinterval", seconds, "interval of TCP's keepalives"),
  OPTION(39, "keepalivegarbage", flag, "whether they have a byte of data"),
  OPTION(40, "nisdomain", text, "domain of NIS"),
  OPTION(41, "nisservers", addresses, "servers of NIS"),
  OPTION(42, "ntpservers", addresses, "servers of NTP"),
  OPTION(43, "vendor", NULL, "what the vendor defines"),
  OPTION(44, "wins", addresses, "NetBIOS: name servers"),
  OPTION(45, "datagramservers", addresses, "NetBIOS: datagram servers"),
  OPTION(46, "nodetype", node, "NetBIOS: type of the node"),
  OPTION(47, "netbiosscope", text, "NetBIOS: scope"),
  OPTION(48, "fontservers", addresses, "X: font servers"),
  OPTION(49, "displaymanagers", addresses, "X: display managers"),
  OPTION(50, "requestedaddress", address, "address that the client wants"),
  OPTION(51, "leasetime", seconds, "how long an address is leased"),
  OPTION(52, "overload", overload, "fields that hold options, too"),
  OPTION(53, "messagetype", message, "what the message is"),
  OPTION(54, "serverid", address, "the server that is meant"),
  OPTION(55, "parameters", codes, "options that the client asks for"),
  OPTION(56, "message", text, "what is wrong"),
  OPTION(57, "maximumsize", bytes, "longest message that is taken"),
  OPTION(58, "renewaltime", seconds, "when the client renews the lease"),
  OPTION(59, "rebindingtime", seconds, "when it asks any server to"),
  OPTION(60, "vendorclass", text, "vendor and type of the client"),
  OPTION(61, "clientid", identifier, "identifier of the client"),
  OPTION(64, "nisplusdomain", text, "domain of NIS+"),
  OPTION(65, "nisplusservers", addresses, "servers of NIS+"),
  OPTION(66, "tftpserver", text, "name of the TFTP server"),
  OPTION(67, "bootfile", text, "name of the boot file"),
  OPTION(68, "homeagents", addresses, "home agents of Mobile IP"),
  OPTION(69, "smtpservers", addresses, "servers of SMTP"),
  OPTION(70, "popservers", addresses, "servers of POP3"),
  OPTION(71, "newsservers", addresses, "servers of NNTP"),
  OPTION(72, "webservers", addresses, "servers of the web"),
  OPTION(73, "fingerservers", addresses, "servers of finger"),
  OPTION(74, "ircservers", addresses, "servers of IRC"),
  OPTION(77, "userclass", NULL, "class of the user (RFC 3004)"),
  OPTION(80, "rapidcommit", nothing, "two messages will do (RFC 4039)"),
  OPTION(81, "fqdn", fqdn, "name in the DNS (RFC 4702)"),
  OPTION(82, "relayagent", relay, "what the relay says (RFC 3046)"),
  OPTION(90, "authentication", authentication, "RFC 3118"),
  OPTION(91, "lasttransaction", seconds, "age of the lease (RFC 4388)"),
  OPTION(92, "associated", addresses, "the client's addresses (RFC 4388)"),
  OPTION(93, "architecture", architectures, "the client's (RFC 4578)"),
  OPTION(94, "interface", interface, "network interface (RFC 4578)"),
  OPTION(97, "machine", machine, "identifier of the machine (RFC 4578)"),
  OPTION(100, "timezone", text, "time zone by POSIX (RFC 4833)"),
  OPTION(101, "timezonename", text, "time zone by name (RFC 4833)"),
  OPTION(108, "ipv6only", seconds, "wait without IPv4 (RFC 8925)"),
  OPTION(114, "portal", text, "captive portal (RFC 8910)"),
  OPTION(116, "autoconfigure", configure, "RFC 2563"),
  OPTION(118, "subnetselection", address, "subnet that is asked (RFC 3011)"),
  OPTION(119, "domainsearch", domains, "domains to search (RFC 3397)"),
  OPTION(120, "sipservers", sip, "servers of SIP (RFC 3361)"),
  OPTION(121, "classlessroutes", classlessroutes, "routes (RFC 3442)"),
  OPTION(124, "vendorclasses", classes, "classes of vendors (RFC 3925)"),
  OPTION(125, "vendors", vendors, "what vendors define (RFC 3925)"),
  OPTION(138, "capwap", addresses, "CAPWAP controllers (RFC 5417)"),
  OPTION(150, "tftpservers", addresses, "TFTP servers (RFC 5859)"),
  OPTION(249, "microsoftroutes", classlessroutes,
         "routes, as Microsoft numbers them"),
  OPTION(252, "proxy", text, "where the proxy's configuration is"),
  OPTION(255, "end", NULL, "end of the options"),
  {0}
};

static const Items options = {
  .head = option_head, .known = known, .ends = true, .last = 255,
  .bare = BIT(0), .high = BIT(255 - KINDS_HIGH),
  .joins = true,  /* RFC 3396 */
  .inward = true  /* RFC 3397 */
};

/*
** --- the message ---
**
** Where the option overload says so, servername and file hold options. They
** stand before the list that says it, and no condition looks ahead: they are
** text, which a script reads as options by pycap.dhcp{options = dhcp.file}.
*/

#define DISCOVER "\65\1\1\377"

static const Field fields[] = {
  U("operation", 8, "who sends it", NAMED(operations), DEFAULT(1)),
  U("hardwareformat", 8, "hardware address space", DEFAULT(1)),
  U("hardwarelength", 8, "bytes in a hardware address", DEFAULT(6)),
  U("hops", 8, "relays on the way"),
  U("transaction", 32, "which messages belong together", HEX),
  U("seconds", 16, "seconds since the client began"),
  U("broadcast", 1, "the client takes broadcasts alone"),
  U("reserved", 15, "zero"),
  A("clientaddress", IP4, "the client's address, if it has one"),
  A("youraddress", IP4, "the address that the client is given"),
  A("serveraddress", IP4, "server of the next step"),
  A("relayaddress", IP4, "address of the relay"),
  A("hardware", MAC, "hardware address of the client",
    FORM("hardwarelength", 6, 6)),
  B("hardwarerest", 80, "the rest of a longer address, else zeros"),
  T("servername", 512, "name of the server, or options: see overload"),
  T("file", 1024, "name of the boot file, or options: see overload"),
  U("cookie", 32, "says what follows", HEX, DEFAULT(COOKIE), OPTIONAL),
  I("options", &options, "options", WHEN("cookie", COOKIE, COOKIE),
    DEFAULT_LIST(DISCOVER)),
  B("vendor", 0, "what the vendor defines (BOOTP)",
    WHEN("cookie", 0, COOKIE - 1)),
  {0}
};

static const Carrier carriers[] = {
  {"udp", 67, {0}}, {"udp", 68, {0}}, {0}
};

static const Line lines[] = {
  {"{operation}, id {transaction:8}, {hardware}, client {clientaddress}, "
   "your {youraddress}, options {options}", {0}},
  {0}
};

static const Rule rules[] = {
  {"there is no such operation", RULE_OTHERWISE, IN(IF("operation", 0, 0))},
  {"there is no such operation", RULE_OTHERWISE,
   IN(IF("operation", 3, UINT8_MAX))},
  {0}
};

const Protocol protocol_dhcp = {
  .name = "dhcp", .title = "DHCP",
  .meaning = "Dynamic Host Configuration Protocol",
  .reference = "RFC 2131, RFC 2132, RFC 951",
  .fields = fields, .carriers = carriers, .rules = rules,
  .text = "operation={operation}, id=0x{transaction:8}, {hardware}, "
          "options={options}",
  .lines = lines,
};
