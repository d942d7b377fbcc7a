/*
** eapol.c - EAP over LAN (IEEE 802.1X, clause 11; keys: IEEE 802.11, 12.7.2)
*/
#include "../core/protocol.h"

static const Name types[] = {
  {0, "eap", NULL}, {1, "start", NULL}, {2, "logoff", NULL}, {3, "key", NULL},
  {4, "alert", NULL}, {5, "mka", NULL}, {6, "announcement-generic", NULL},
  {7, "announcement-specific", NULL}, {8, "announcement-request", NULL},
  {0, NULL, NULL}
};

static const Field fields[] = {
  U("version", 8, "version of the protocol", DEFAULT(2)),
  U("type", 8, "packet type", NAMED(types), DEFAULT(1)),
  U("length", 16, "bytes in the body"),
  {0}
};

static const Carrier carriers[] = { {"ethernet", 0x888e, {0}}, {0} };

static const Line lines[] = {
  {"{type}, version {version}", {0}}, {0}
};

const Protocol protocol_eapol = {
  .name = "eapol", .title = "EAPOL",
  .meaning = "Extensible Authentication Protocol over LAN",
  .reference = "IEEE 802.1X",
  .fields = fields, .carriers = carriers, .next = "type",
  .extent = {"length", false, false},
  .text = "type={type}, version={version}",
  .lines = lines,
  .brief = "eapol {type}",
};
