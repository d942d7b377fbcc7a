/*
** dns.c - Domain Name System (RFC 1035)
*/
#include "../core/protocol.h"

/* --- names of numbers --- */

static const Name opcodes[] = {
  {0, "query", NULL}, {1, "inverse-query", NULL}, {2, "status", NULL},
  {4, "notify", NULL}, {5, "update", NULL}, {6, "stateful", NULL},
  {0, NULL, NULL}
};

static const Name rcodes[] = {
  {0, "no-error", NULL}, {1, "format-error", NULL},
  {2, "server-failure", NULL}, {3, "no-such-name", NULL},
  {4, "not-implemented", NULL}, {5, "refused", NULL}, {6, "name-exists", NULL},
  {7, "set-exists", NULL}, {8, "no-such-set", NULL},
  {9, "not-authoritative", NULL}, {10, "not-zone", NULL}, {0, NULL, NULL}
};

static const Name types[] = {
  {1, "a", NULL}, {2, "ns", NULL}, {5, "cname", NULL}, {6, "soa", NULL},
  {12, "ptr", NULL}, {13, "hinfo", NULL}, {15, "mx", NULL}, {16, "txt", NULL},
  {28, "aaaa", NULL}, {33, "srv", NULL}, {35, "naptr", NULL},
  {39, "dname", NULL}, {41, "opt", NULL}, {43, "ds", NULL},
  {46, "rrsig", NULL}, {47, "nsec", NULL}, {48, "dnskey", NULL},
  {50, "nsec3", NULL}, {52, "tlsa", NULL}, {64, "svcb", NULL},
  {65, "https", NULL}, {250, "tsig", NULL}, {251, "ixfr", NULL},
  {252, "axfr", NULL}, {255, "any", NULL}, {257, "caa", NULL},
  {0, NULL, NULL}
};

static const Name classes[] = {
  {1, "in", NULL}, {3, "chaos", NULL}, {4, "hesiod", NULL},
  {254, "none", NULL}, {255, "any", NULL}, {0, NULL, NULL}
};

/* --- data of records --- */

static const Field address[] = {
  A("address", IP4, "address of the host"), {0}
};

static const Field address6[] = {
  A("address", IP6, "address of the host"), {0}
};

static const Field host[] = { N("host", "name of the server"), {0} };

static const Field target[] = { N("target", "domain name that it points to"),
  {0} };

static const Field exchange[] = {
  U("preference", 16, "preference, the lowest first", DEFAULT(10)),
  N("exchange", "name of the mail server"),
  {0}
};

static const Field authority[] = {
  N("server", "name of the primary name server (MNAME)"),
  N("mailbox",
    "mailbox of the person responsible, with a dot for the @ (RNAME)"),
  U("serial", 32, "serial number of the zone"),
  U("refresh", 32, "refresh interval of secondaries, in seconds"),
  U("retry", 32, "retry interval after a failed refresh, in seconds"),
  U("expire", 32, "seconds after which an unrefreshed zone expires"),
  U("minimum", 32, "time to live of negative answers, in seconds"),
  {0}
};

static const Field string[] = {
  U("size", 8, "bytes in the text"),
  T("text", 0, "the text", SIZED("size")),
  {0}
};

static const Field text[] = { L("strings", string, "character strings"), {0} };

static const Field service[] = {
  U("priority", 16, "preference, the lowest first"),
  U("weight", 16, "relative weight among records of equal priority"),
  U("port", 16, "port of the service"),
  N("target", "domain name of the host", SPELT),
  {0}
};

static const Field authorization[] = {
  U("flags", 8, "128: issuer critical", HEX),
  U("tagsize", 8, "bytes in the tag", DEFAULT(5)),
  T("tag", 0, "property tag: issue, issuewild, iodef", SIZED("tagsize"),
    DEFAULT_LIST("issue")),
  T("value", 0, "property value"),
  {0}
};

/* --- data of EDNS (RFC 6891) --- */

static const Field option_head[] = {
  U("kind", 16, "code of the option"),
  U("length", 16, "bytes in the data"),
  {0}
};

static const Field subnet[] = {
  U("family", 16, "address family, 1: IPv4, 2: IPv6", DEFAULT(1)),
  U("sourceprefix", 8, "source prefix length, in bits"),
  U("scopeprefix", 8, "scope prefix length, in bits"),
  B("address", 0, "prefix of the client's address"),
  {0}
};

static const Field extended[] = {
  U("code", 16, "info code (RFC 8914)"),
  T("text", 0, "extra text"),
  {0}
};

static const Item option_kinds[] = {
  {3, "nsid", "name server identifier (RFC 5001)", NULL, NULL, NULL},
  {8, "subnet", "client subnet (RFC 7871)", subnet, NULL, NULL},
  {10, "cookie", "cookie (RFC 7873)", NULL, NULL, NULL},
  {11, "keepalive", "idle timeout of a TCP connection (RFC 7828)", NULL, NULL,
   NULL},
  {12, "fill", "padding (RFC 7830)", NULL, NULL, NULL},
  {15, "error", "extended DNS error (RFC 8914)", extended, NULL, NULL},
  {0}
};

static const Items options = { .head = option_head, .known = option_kinds };

static const Field edns[] = { I("options", &options, "options"), {0} };

/* --- data of service bindings (RFC 9460) --- */

static const Field parameter_head[] = {
  U("kind", 16, "key of the parameter"),
  U("length", 16, "bytes in the value"),
  {0}
};

static const Field protocol[] = {
  U("size", 8, "bytes in the name"),
  T("id", 0, "protocol identifier (ALPN)", SIZED("size")),
  {0}
};

static const Field protocols[] = { L("ids", protocol, "the protocols"), {0} };

static const Field port[] = { U("port", 16, "port of the service"), {0} };

static const Field hints[] = { L("addresses", address, "the addresses"), {0} };

static const Field hints6[] = {
  L("addresses", address6, "the addresses"), {0}
};

static const Field key[] = { U("key", 16, "key of a parameter"), {0} };

static const Field keys[] = { L("keys", key, "the keys"), {0} };

static const Field nothing[] = { {0} };

static const Item parameter_kinds[] = {
  {0, "mandatory", "mandatory keys", keys, NULL, NULL},
  {1, "alpn", "supported protocols (ALPN)", protocols, NULL, NULL},
  {2, "nodefaultalpn", "the default protocol is not supported", nothing, NULL,
   NULL},
  {3, "port", "port of the alternative endpoint", port, NULL, NULL},
  {4, "ip4hint", "IPv4 addresses of the target", hints, NULL, NULL},
  {5, "ech", "Encrypted ClientHello configurations", NULL, NULL, NULL},
  {6, "ip6hint", "IPv6 addresses of the target", hints6, NULL, NULL},
  {0}
};

static const Items parameters = {
  .head = parameter_head, .known = parameter_kinds
};

static const Field binding[] = {
  U("priority", 16, "0: alias mode; otherwise the priority, the lowest first",
    DEFAULT(1)),
  N("target", "target name, the root: the owner itself", SPELT),
  I("parameters", &parameters, "parameters"),
  {0}
};

/* --- the message --- */

static const Field question[] = {
  N("name", "name of the question"),
  U("type", 16, "type of the records asked for", NAMED(types), DEFAULT(1)),
  U("unicast", 1, "unicast response requested (QU, RFC 6762)"),
  U("class", 15, "class of the records asked for", NAMED(classes), DEFAULT(1)),
  {0}
};

static const Field record[] = {
  N("owner", "domain name that the record belongs to"),
  U("kind", 16, "type of the record", NAMED(types)),
  U("flush", 1, "cache flush (RFC 6762)"),
  U("class", 15, "class of the record; in opt, the UDP payload size",
    NAMED(classes), DEFAULT(1)),
  U("ttl", 32,
    "time to live, in seconds; in opt, extended rcode, version and flags"),
  U("length", 16, "bytes in the data"),
  {0}
};

static const Item known[] = {
  {1, "a", "IPv4 address", address, NULL, NULL},
  {2, "ns", "name server", host, NULL, NULL},
  {5, "cname", "canonical name", target, NULL, NULL},
  {6, "soa", "start of authority", authority, NULL, NULL},
  {12, "ptr", "pointer", target, NULL, NULL},
  {15, "mx", "mail exchange", exchange, NULL, NULL},
  {16, "txt", "text", text, NULL, NULL},
  {28, "aaaa", "IPv6 address (RFC 3596)", address6, NULL, NULL},
  {33, "srv", "service (RFC 2782)", service, NULL, NULL},
  {39, "dname", "redirection of the names below (RFC 6672)", target, NULL,
   NULL},
  {41, "opt", "EDNS (RFC 6891)", edns, NULL, NULL},
  {64, "svcb", "service binding (RFC 9460)", binding, NULL, NULL},
  {65, "https", "service binding for HTTPS (RFC 9460)", binding, NULL, NULL},
  {257, "caa", "certification authority authorization (RFC 8659)",
   authorization, NULL, NULL},
  {0}
};

static const Items records = { .head = record, .known = known };

static const Field fields[] = {
  U("id", 16, "identifier, the same in query and response", HEX),
  U("response", 1, "0: a query, 1: a response"),
  U("opcode", 4, "kind of query", NAMED(opcodes)),
  U("authoritative", 1, "authoritative answer (AA)"),
  U("truncated", 1, "truncation (TC): the message was cut"),
  U("recursiondesired", 1, "recursion desired (RD)", DEFAULT(1)),
  U("recursionavailable", 1, "recursion available (RA)"),
  U("reserved", 1, "zero"),
  U("authenticated", 1, "authentic data (AD, RFC 4035)"),
  U("checkingdisabled", 1, "checking disabled (CD, RFC 4035)"),
  U("rcode", 4, "response code", NAMED(rcodes)),
  U("questioncount", 16, "number of questions"),
  U("answercount", 16, "number of answers"),
  U("authoritycount", 16, "number of authority records"),
  U("additionalcount", 16, "number of additional records"),
  L("questions", question, "questions", COUNTED_ITEMS("questioncount")),
  I("answers", &records, "answer records", COUNTED_ITEMS("answercount")),
  I("authorities", &records, "authority records",
    COUNTED_ITEMS("authoritycount")),
  I("additionals", &records, "additional records",
    COUNTED_ITEMS("additionalcount")),
  {0}
};

static const Carrier carriers[] = {
  {"udp", 53, {0}},
  {"udp", 5353, {0}},  /* mDNS: RFC 6762 */
  {"udp", 5355, {0}},  /* LLMNR: RFC 4795 */
  {"tcp", 53, {0}},
  {0}
};

static const Line lines[] = {
  {"{opcode}, id {id}, {questions}", IF("response", 0, 0)},
  {"{rcode}, id {id}, {questions}, answers {answers}", {0}},
  {0}
};

const Protocol protocol_dns = {
  .name = "dns", .title = "DNS", .meaning = "Domain Name System",
  .reference = "RFC 1035, RFC 6762, RFC 6891",
  .fields = fields, .carriers = carriers,
  .prefix = {"tcp", 2},  /* section 4.2.2 */
  .text = "id={id}, response={response}, questions={questions}, "
          "answers={answers}",
  .lines = lines,
};
