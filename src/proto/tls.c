/*
** tls.c - Transport Layer Security (RFC 8446, RFC 5246)
*/
#include "../core/protocol.h"
#include "hello.h"

/* --- names of numbers --- */

static const Name levels[] = {
  {1, "warning", NULL}, {2, "fatal", NULL}, {0, NULL, NULL}
};

static const Name descriptions[] = {
  {0, "close-notify", NULL}, {10, "unexpected-message", NULL},
  {20, "bad-record-mac", NULL}, {22, "record-overflow", NULL},
  {40, "handshake-failure", NULL}, {42, "bad-certificate", NULL},
  {43, "unsupported-certificate", NULL}, {44, "certificate-revoked", NULL},
  {45, "certificate-expired", NULL}, {46, "certificate-unknown", NULL},
  {47, "illegal-parameter", NULL}, {48, "unknown-ca", NULL},
  {49, "access-denied", NULL}, {50, "decode-error", NULL},
  {51, "decrypt-error", NULL}, {70, "protocol-version", NULL},
  {71, "insufficient-security", NULL}, {80, "internal-error", NULL},
  {86, "inappropriate-fallback", NULL}, {90, "user-canceled", NULL},
  {100, "no-renegotiation", NULL}, {109, "missing-extension", NULL},
  {110, "unsupported-extension", NULL}, {112, "unrecognized-name", NULL},
  {116, "certificate-required", NULL},
  {120, "no-application-protocol", NULL}, {0, NULL, NULL}
};

static const Name groups[] = {
  {23, "secp256r1", NULL}, {24, "secp384r1", NULL}, {25, "secp521r1", NULL},
  {29, "x25519", NULL}, {30, "x448", NULL}, {256, "ffdhe2048", NULL},
  {257, "ffdhe3072", NULL}, {4588, "x25519mlkem768", NULL}, {0, NULL, NULL}
};


/* --- data of extensions; those of a server may be empty --- */

static const Field hostname[] = {
  U("type", 8, "kind of the name, 0: of a host"),
  U("size", 16, "bytes of the name"),
  T("name", 0, "the name", SIZED("size")),
  {0}
};

static const Field servername[] = {
  U("size", 16, "bytes of the list", OPTIONAL),
  L("names", hostname, "the server that the client wants (RFC 6066)",
    SIZED("size"), WHEN("size", 0, 65535)),
  {0}
};

static const Field application[] = {
  U("size", 8, "bytes of the name"),
  T("id", 0, "name of the protocol", SIZED("size")),
  {0}
};

static const Field alpn[] = {
  U("size", 16, "bytes of the list"),
  L("protocols", application, "protocols, the first is liked best (RFC 7301)",
    SIZED("size")),
  {0}
};

static const Field version[] = {
  U("version", 16, "a version", HEX, NAMED(versions)), {0}
};

static const Field supported[] = {
  U("size", 8, "bytes of the list"),
  L("versions", version, "versions, the first is liked best", SIZED("size")),
  {0}
};

static const Field group[] = {
  U("group", 16, "a group", NAMED(groups)), {0}
};

static const Field supportedgroups[] = {
  U("size", 16, "bytes of the list", OPTIONAL),
  L("groups", group, "groups for the exchange of keys (RFC 8422)",
    SIZED("size"), WHEN("size", 0, 65535)),
  {0}
};

static const Field algorithm[] = {
  U("algorithm", 16, "hash and signature", HEX), {0}
};

static const Field algorithms[] = {
  U("size", 16, "bytes of the list"),
  L("algorithms", algorithm, "what signatures may be made with",
    SIZED("size")),
  {0}
};

static const Field share[] = {
  U("group", 16, "group of the key", NAMED(groups)),
  U("size", 16, "bytes of the key"),
  B("key", 0, "the key", SIZED("size")),
  {0}
};

static const Field shares[] = {
  U("size", 16, "bytes of the list"),
  L("shares", share, "keys", SIZED("size")),
  {0}
};

/* A server that wants another hello names the group alone. */
static const Field chosen[] = {
  U("group", 16, "group that was chosen", NAMED(groups)),
  U("size", 16, "bytes of the key", OPTIONAL),
  B("key", 0, "the key", SIZED("size"), WHEN("size", 0, 65535)),
  {0}
};

#define PLAIN NULL, NULL, NULL
#define COMMON \
  {0, "servername", "name of the server", servername, NULL, NULL}, \
  {5, "statusrequest", "state of the certificate (RFC 6066)", PLAIN}, \
  {10, "groups", "groups", supportedgroups, NULL, NULL}, \
  {11, "pointformats", "forms of points (RFC 8422)", PLAIN}, \
  {13, "signatures", "algorithms of signatures", algorithms, NULL, NULL}, \
  {16, "alpn", "protocols on top", alpn, NULL, NULL}, \
  {18, "timestamps", "certificates in logs (RFC 6962)", PLAIN}, \
  {21, "fill", "bytes that hide the size (RFC 7685)", PLAIN}, \
  {22, "encryptthenmac", "order of the two (RFC 7366)", PLAIN}, \
  {23, "mastersecret", "extended master secret (RFC 7627)", PLAIN}, \
  {27, "compressed", "compressed certificates (RFC 8879)", PLAIN}, \
  {28, "recordlimit", "size of records (RFC 8449)", PLAIN}, \
  {35, "ticket", "ticket of a session (RFC 5077)", PLAIN}, \
  {41, "presharedkey", "keys that both have", PLAIN}, \
  {42, "earlydata", "data before the handshake is over", PLAIN}, \
  {44, "cookie", "cookie", PLAIN}, \
  {45, "keymodes", "how keys that both have are used", PLAIN}, \
  {49, "laterauth", "the client may authenticate later", PLAIN}, \
  {50, "certificatesignatures", "algorithms in certificates", algorithms, \
   NULL, NULL}, \
  {57, "quic", "parameters of QUIC (RFC 9001)", PLAIN}, \
  {13172, "npn", "next protocol, before alpn", PLAIN}, \
  {17513, "settings", "settings of the protocols on top", PLAIN}, \
  {0xfe0d, "ech", "encrypted hello (RFC 9849)", PLAIN}, \
  {0xff01, "renegotiation", "renegotiation (RFC 5746)", PLAIN}

static const Item of_client[] = {
  COMMON,
  {43, "versions", "versions: of a client all, of a server one", supported,
   NULL, NULL},
  {51, "keyshare", "keys of either side", shares, NULL, NULL},
  {0}
};

static const Item of_server[] = {
  COMMON,
  {43, "versions", "versions: of a client all, of a server one", version,
   NULL, NULL},
  {51, "keyshare", "keys of either side", chosen, NULL, NULL},
  {0}
};

static const Field extension_head[] = {
  U("kind", 16, "type of the extension"),
  U("length", 16, "bytes of its data"),
  {0}
};

static const Items client_extensions = {
  .head = extension_head, .known = of_client
};

static const Items server_extensions = {
  .head = extension_head, .known = of_server
};

/* --- messages of the handshake --- */

static const Field cipher[] = {
  U("cipher", 16, "a cipher suite", HEX), {0}
};

static const Field clienthello[] = {
  U("version", 16, "the highest version, up to 1.2", HEX, NAMED(versions),
    DEFAULT(0x0303)),
  B("random", 256, "random bytes"),
  U("sessionsize", 8, "bytes of the session's id"),
  B("session", 0, "id of the session", SIZED("sessionsize")),
  U("ciphersize", 16, "bytes of the list"),
  L("ciphers", cipher, "cipher suites, the first is liked best",
    SIZED("ciphersize")),
  U("compressionsize", 8, "bytes of the next"),
  B("compressions", 0, "ways of compression, 0: none",
    SIZED("compressionsize")),
  U("extensionsize", 16, "bytes of the extensions", OPTIONAL),
  I("extensions", &client_extensions, "extensions", SIZED("extensionsize"),
    WHEN("extensionsize", 0, 65535)),
  {0}
};

static const Field serverhello[] = {
  U("version", 16, "the version, up to 1.2", HEX, NAMED(versions),
    DEFAULT(0x0303)),
  B("random", 256, "random bytes"),
  U("sessionsize", 8, "bytes of the session's id"),
  B("session", 0, "id of the session", SIZED("sessionsize")),
  U("cipher", 16, "the cipher suite that was chosen", HEX),
  U("compression", 8, "way of compression, 0: none"),
  U("extensionsize", 16, "bytes of the extensions", OPTIONAL),
  I("extensions", &server_extensions, "extensions", SIZED("extensionsize"),
    WHEN("extensionsize", 0, 65535)),
  {0}
};

static const Field message_head[] = {
  U("kind", 8, "type of the message"),
  U("length", 24, "bytes of its data"),
  {0}
};

static const Item message_kinds[] = {
  {0, "hellorequest", "the client is to begin", PLAIN},
  {1, "clienthello", "what the client can do", clienthello, NULL, NULL},
  {2, "serverhello", "what the server chose", serverhello, NULL, NULL},
  {4, "newticket", "ticket of a session", PLAIN},
  {5, "endofearlydata", "end of early data", PLAIN},
  {8, "encryptedextensions", "extensions that are secret", PLAIN},
  {11, "certificate", "certificates", PLAIN},
  {12, "serverkey", "exchange of keys, the server's", PLAIN},
  {13, "certificaterequest", "the client is to send one", PLAIN},
  {14, "serverdone", "the server is done", PLAIN},
  {15, "certificateverify", "proof of the certificate", PLAIN},
  {16, "clientkey", "exchange of keys, the client's", PLAIN},
  {20, "finished", "end of the handshake", PLAIN},
  {22, "certificatestatus", "state of the certificate", PLAIN},
  {24, "keyupdate", "other keys from now on", PLAIN},
  {0}
};

static const Items messages = {
  .head = message_head, .known = message_kinds
};

/* --- records --- */

static const Field cipherspec[] = {
  U("type", 8, "1: what follows is encrypted", DEFAULT(1)), {0}
};

static const Field alert[] = {
  U("level", 8, "how bad it is", NAMED(levels), DEFAULT(1)),
  U("description", 8, "what went wrong", NAMED(descriptions)),
  {0}
};

static const Field handshake[] = {
  I("messages", &messages, "messages; encrypted ones are bytes"), {0}
};

static const Field record_head[] = {
  U("kind", 8, "what the record holds"),
  U("version", 16, "version of the record layer", HEX, NAMED(versions),
    DEFAULT(0x0303)),
  U("length", 16, "bytes of its data"),
  {0}
};

static const Item record_kinds[] = {
  {20, "changecipherspec", "other keys from now on", cipherspec, NULL, NULL},
  {21, "alert", "an alert; an encrypted one is bytes", alert, NULL, NULL},
  {22, "handshake", "messages of the handshake", handshake, NULL, NULL},
  {23, "applicationdata", "encrypted data", PLAIN},
  {24, "heartbeat", "a sign of life (RFC 6520)", PLAIN},
  {0}
};

static const Items records = { .head = record_head, .known = record_kinds };

static const Field fields[] = {
  I("records", &records, "records; one that is not whole is bytes",
    DEFAULT_LIST("\x15\x03\x03\0\2\1\0")),
  {0}
};

static const Carrier carriers[] = {
  {"tcp", 443, {0}}, {"tcp", 465, {0}}, {"tcp", 563, {0}},
  {"tcp", 636, {0}}, {"tcp", 853, {0}}, {"tcp", 989, {0}},
  {"tcp", 990, {0}}, {"tcp", 992, {0}}, {"tcp", 993, {0}},
  {"tcp", 995, {0}}, {"tcp", 4433, {0}}, {"tcp", 5061, {0}},
  {"tcp", 5223, {0}}, {"tcp", 5671, {0}}, {"tcp", 6697, {0}},
  {"tcp", 8443, {0}}, {"tcp", 8883, {0}},
  {0}
};

/*
** A segment may begin within a record, where any bytes stand: a list of records
** refuses none. So the first one has to look like one (RFC 5246, section 6.2.3).
*/
static const Rule rules[] = {
  {"there are no such records", RULE_OTHERWISE,
   IN(IF("records.kind", 0, 19))},
  {"there are no such records", RULE_OTHERWISE,
   IN(IF("records.kind", 25, 255))},
  {"there is no such version", RULE_OTHERWISE,
   IN(IF("records.version", 0, 0x02ff))},
  {"there is no such version", RULE_OTHERWISE,
   IN(IF("records.version", 0x0305, 0xffff))},
  {"no record is empty", RULE_OTHERWISE, IN(IF("records.length", 0, 0))},
  {"no record is so long", RULE_OTHERWISE,
   IN(IF("records.length", 0x4801, 0xffff))},
  {0}
};

const Protocol protocol_tls = {
  .name = "tls", .title = "TLS", .meaning = "Transport Layer Security",
  .reference = "RFC 8446, RFC 5246",
  .fields = fields, .carriers = carriers, .rules = rules,
  .framing = {.field = "records.length", .joined = "handshake",
              .upto = "changecipherspec"},
  .text = "{records}", .computed = computed,
};
