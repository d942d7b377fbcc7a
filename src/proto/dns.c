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

static const Field target[] = { N("target", "the name that is meant"), {0} };

static const Field exchange[] = {
  U("preference", 16, "the lowest is tried first", DEFAULT(10)),
  N("exchange", "name of the mail server"),
  {0}
};

static const Field authority[] = {
  N("server", "name of the primary server"),
  N("mailbox", "address of who is responsible, its @ a dot"),
  U("serial", 32, "version of the zone"),
  U("refresh", 32, "seconds until a secondary asks again"),
  U("retry", 32, "the same after a failure"),
  U("expire", 32, "seconds for which the zone is good without an answer"),
  U("minimum", 32, "seconds for which the lack of a name is kept"),
  {0}
};

static const Field string[] = {
  U("size", 8, "bytes of the text"),
  T("text", 0, "the text", SIZED("size")),
  {0}
};

static const Field text[] = { L("strings", string, "texts, of any kind"), {0} };

static const Field service[] = {
  U("priority", 16, "the lowest is tried first"),
  U("weight", 16, "share among those of a priority"),
  U("port", 16, "port of the service"),
  N("target", "name of the host", SPELT),
  {0}
};

static const Field authorization[] = {
  U("flags", 8, "128: critical", HEX),
  U("tagsize", 8, "bytes of the tag", DEFAULT(5)),
  T("tag", 0, "what is said of certificates", SIZED("tagsize"),
    DEFAULT_LIST("issue")),
  T("value", 0, "about whom or what"),
  {0}
};

/* --- data of EDNS (RFC 6891) --- */

static const Field option_head[] = {
  U("kind", 16, "code of the option"),
  U("length", 16, "bytes of its data"),
  {0}
};

static const Field subnet[] = {
  U("family", 16, "1: IPv4, 2: IPv6", DEFAULT(1)),
  U("sourceprefix", 8, "bits of the address that are known"),
  U("scopeprefix", 8, "bits for which the answer holds"),
  B("address", 0, "beginning of the client's address"),
  {0}
};

static const Field extended[] = {
  U("code", 16, "what went wrong (RFC 8914)"),
  T("text", 0, "the same for people"),
  {0}
};

static const Item option_kinds[] = {
  {3, "nsid", "name of the server (RFC 5001)", NULL, NULL, NULL},
  {8, "subnet", "subnet of the client (RFC 7871)", subnet, NULL, NULL},
  {10, "cookie", "cookie (RFC 7873)", NULL, NULL, NULL},
  {11, "keepalive", "how long a connection is kept (RFC 7828)", NULL, NULL,
   NULL},
  {12, "fill", "zeros that hide the size (RFC 7830)", NULL, NULL, NULL},
  {15, "error", "extended error (RFC 8914)", extended, NULL, NULL},
  {0}
};

static const Items options = { .head = option_head, .known = option_kinds };

static const Field edns[] = { I("options", &options, "options"), {0} };

/* --- data of service bindings (RFC 9460) --- */

static const Field parameter_head[] = {
  U("kind", 16, "key of the parameter"),
  U("length", 16, "bytes of its value"),
  {0}
};

static const Field protocol[] = {
  U("size", 8, "bytes of the name"),
  T("id", 0, "name of the protocol", SIZED("size")),
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
  {0, "mandatory", "keys that must be understood", keys, NULL, NULL},
  {1, "alpn", "protocols that are spoken", protocols, NULL, NULL},
  {2, "nodefaultalpn", "no other protocols are", nothing, NULL, NULL},
  {3, "port", "another port", port, NULL, NULL},
  {4, "ip4hint", "IPv4 addresses of the target", hints, NULL, NULL},
  {5, "ech", "keys of encrypted hellos", NULL, NULL, NULL},
  {6, "ip6hint", "IPv6 addresses of the target", hints6, NULL, NULL},
  {0}
};

static const Items parameters = {
  .head = parameter_head, .known = parameter_kinds
};

static const Field binding[] = {
  U("priority", 16, "0: an alias; else the lowest is tried first",
    DEFAULT(1)),
  N("target", "name of the host, the root: the owner itself", SPELT),
  I("parameters", &parameters, "parameters"),
  {0}
};

/* --- the message --- */

static const Field question[] = {
  N("name", "name that is asked about"),
  U("type", 16, "kind of the records that are asked for", NAMED(types),
    DEFAULT(1)),
  U("unicast", 1, "an answer to the asker alone will do (RFC 6762)"),
  U("class", 15, "class of the records", NAMED(classes), DEFAULT(1)),
  {0}
};

static const Field record[] = {
  N("owner", "name that the record belongs to"),
  U("kind", 16, "type of the record", NAMED(types)),
  U("flush", 1, "records that are known are wrong by now (RFC 6762)"),
  U("class", 15, "class of the record; of opt, bytes that the sender takes",
    NAMED(classes), DEFAULT(1)),
  U("ttl", 32, "seconds for which it is good; of opt, version and flags"),
  U("length", 16, "bytes of its data"),
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
  {39, "dname", "names below (RFC 6672)", target, NULL, NULL},
  {41, "opt", "EDNS (RFC 6891)", edns, NULL, NULL},
  {64, "svcb", "service binding (RFC 9460)", binding, NULL, NULL},
  {65, "https", "the same of HTTPS", binding, NULL, NULL},
  {257, "caa", "who may issue certificates (RFC 8659)", authorization, NULL,
   NULL},
  {0}
};

static const Items records = { .head = record, .known = known };

static const Field fields[] = {
  U("id", 16, "which query and response belong together", HEX),
  U("response", 1, "0: a query, 1: a response"),
  U("opcode", 4, "what is asked", NAMED(opcodes)),
  U("authoritative", 1, "the server knows it at first hand"),
  U("truncated", 1, "there is more than fits"),
  U("recursiondesired", 1, "the server is to ask others", DEFAULT(1)),
  U("recursionavailable", 1, "the server does so"),
  U("reserved", 1, "zero"),
  U("authenticated", 1, "the data were checked (RFC 4035)"),
  U("checkingdisabled", 1, "data that were not will do"),
  U("rcode", 4, "how it went", NAMED(rcodes)),
  U("questioncount", 16, "number of questions"),
  U("answercount", 16, "number of answers"),
  U("authoritycount", 16, "number of authorities"),
  U("additionalcount", 16, "number of additional records"),
  L("questions", question, "what is asked", COUNTED_ITEMS("questioncount")),
  I("answers", &records, "records that answer", COUNTED_ITEMS("answercount")),
  I("authorities", &records, "records that name who knows",
    COUNTED_ITEMS("authoritycount")),
  I("additionals", &records, "records that may help",
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
