/*
** radius.c - Remote Authentication Dial In User Service (RFC 2865)
*/
#include "../core/protocol.h"

static const Name codes[] = {
  {1, "access-request", NULL}, {2, "access-accept", NULL},
  {3, "access-reject", NULL}, {4, "accounting-request", NULL},
  {5, "accounting-response", NULL}, {11, "access-challenge", NULL},
  {12, "status-server", NULL}, {13, "status-client", NULL},
  {40, "disconnect-request", NULL}, {41, "disconnect-ack", NULL},
  {42, "disconnect-nak", NULL}, {43, "coa-request", NULL},
  {44, "coa-ack", NULL}, {45, "coa-nak", NULL}, {0, NULL, NULL}
};

static const Field text[] = { T("text", 0, "the text"), {0} };

static const Field number[] = { U("number", 32, "the number"), {0} };

static const Field address[] = { A("address", IP4, "the address"), {0} };

static const Field vendor[] = {
  U("vendor", 32, "enterprise number of the vendor"),
  B("data", 0, "attributes of the vendor"),
  {0}
};

#define TEXT text, NULL, NULL
#define NUMBER number, NULL, NULL
#define ADDRESS address, NULL, NULL
#define PLAIN NULL, NULL, NULL

static const Item kinds[] = {
  {1, "username", "name of the user", TEXT},
  {2, "password", "password, hidden", PLAIN},
  {3, "chappassword", "response to a CHAP challenge", PLAIN},
  {4, "nasaddress", "address of the access server", ADDRESS},
  {5, "nasport", "port of the access server", NUMBER},
  {6, "service", "service type", NUMBER},
  {7, "protocol", "framed protocol", NUMBER},
  {8, "framedaddress", "address of the user", ADDRESS},
  {9, "framedmask", "network mask of the user", ADDRESS},
  {11, "filter", "name of a filter", TEXT},
  {12, "mtu", "MTU of the user", NUMBER},
  {18, "reply", "message to the user", TEXT},
  {24, "state", "state, given back as it is", PLAIN},
  {25, "class", "class, for accounting", PLAIN},
  {26, "vendor", "attributes of a vendor", vendor, NULL, NULL},
  {27, "sessiontimeout", "most time of a session, in seconds", NUMBER},
  {28, "idletimeout", "most idle time, in seconds", NUMBER},
  {29, "termination", "action at the end of the service", NUMBER},
  {30, "calledstation", "station that was called", TEXT},
  {31, "callingstation", "station that called", TEXT},
  {32, "nasid", "name of the access server", TEXT},
  {33, "proxystate", "state of a proxy", PLAIN},
  {40, "accountingstatus", "accounting status (RFC 2866)", NUMBER},
  {41, "delay", "delay, in seconds", NUMBER},
  {42, "inputoctets", "bytes received", NUMBER},
  {43, "outputoctets", "bytes sent", NUMBER},
  {44, "session", "accounting session", TEXT},
  {45, "authentic", "how the user was authenticated", NUMBER},
  {46, "sessiontime", "time of the session, in seconds", NUMBER},
  {47, "inputpackets", "packets received", NUMBER},
  {48, "outputpackets", "packets sent", NUMBER},
  {49, "cause", "cause of the end", NUMBER},
  {55, "eventtime", "time of the event, in seconds since 1970", NUMBER},
  {60, "challenge", "CHAP challenge", PLAIN},
  {61, "porttype", "type of the port", NUMBER},
  {77, "connectinfo", "information on the connection", TEXT},
  {79, "eap", "EAP message (RFC 3579)", PLAIN},
  {80, "authenticator", "message authenticator", PLAIN},
  {87, "portid", "name of the port", TEXT},
  {0}
};

static const Field head[] = {
  U("kind", 8, "type of the attribute"),
  U("length", 8, "bytes in the attribute", DEFAULT(2)),
  {0}
};

static const Items attributes = {
  .head = head, .known = kinds, .whole = true
};

static const Field fields[] = {
  U("code", 8, "what the packet is", NAMED(codes), DEFAULT(1)),
  U("id", 8, "identifier, the same in request and response"),
  U("length", 16, "bytes in the packet", DEFAULT(20)),
  B("authenticator", 128, "authenticator"),
  I("attributes", &attributes, "attributes"),
  {0}
};

static const Carrier carriers[] = {
  {"udp", 1812, {0}}, {"udp", 1813, {0}}, {"udp", 1645, {0}},
  {"udp", 1646, {0}}, {"udp", 3799, {0}}, {0}
};

static const Line lines[] = { {"{code}, id {id}", {0}}, {0} };

static const Rule rules[] = {
  {"there is no such code", RULE_OTHERWISE, IN(IF("code", 0, 0))},
  {"there is no such code", RULE_OTHERWISE, IN(IF("code", 56, 255))},
  {"no packet is so short", RULE_OTHERWISE, IN(IF("length", 0, 19))},
  {"no packet is so long", RULE_OTHERWISE, IN(IF("length", 4097, UINT16_MAX))},
  {0}
};

const Protocol protocol_radius = {
  .name = "radius", .title = "RADIUS",
  .meaning = "Remote Authentication Dial In User Service",
  .reference = "RFC 2865, RFC 2866, RFC 5176",
  .fields = fields, .carriers = carriers, .rules = rules, .length = "length",
  .text = "code={code}, id={id}, attributes={attributes}",
  .lines = lines,
};
