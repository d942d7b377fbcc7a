/*
** rsvp.c - Resource Reservation Protocol (RFC 2205)
*/
#include "../core/protocol.h"

static const Name types[] = {
  {1, "path", NULL}, {2, "reservation", NULL}, {3, "path-error", NULL},
  {4, "reservation-error", NULL}, {5, "path-tear", NULL},
  {6, "reservation-tear", NULL}, {7, "confirmation", NULL},
  {12, "bundle", NULL}, {13, "ack", NULL}, {15, "refresh", NULL},
  {20, "hello", NULL}, {0, NULL, NULL}
};

static const Field head[] = {
  U("length", 16, "bytes in the object, its head included"),
  U("kind", 8, "class of the object"),
  U("form", 8, "type of the object within its class (C-Type)"),
  {0}
};

static const Item known[] = {
  {1, "session", "session", NULL, NULL, NULL},
  {3, "hop", "hop that sent the message", NULL, NULL, NULL},
  {5, "time", "refresh period", NULL, NULL, NULL},
  {6, "error", "error", NULL, NULL, NULL},
  {8, "style", "style of the reservation", NULL, NULL, NULL},
  {9, "flow", "flow specification", NULL, NULL, NULL},
  {10, "filter", "filter specification", NULL, NULL, NULL},
  {11, "sender", "template of the sender", NULL, NULL, NULL},
  {12, "traffic", "traffic of the sender", NULL, NULL, NULL},
  {13, "advertisement", "advertisement (ADSPEC)", NULL, NULL, NULL},
  {16, "label", "label (RFC 3209)", NULL, NULL, NULL},
  {19, "labelrequest", "label request", NULL, NULL, NULL},
  {20, "explicitroute", "explicit route", NULL, NULL, NULL},
  {21, "recordroute", "recorded route", NULL, NULL, NULL},
  {22, "hello", "hello", NULL, NULL, NULL},
  {23, "message", "message identifier (RFC 2961)", NULL, NULL, NULL},
  {207, "attribute", "attributes of the session", NULL, NULL, NULL},
  {0}
};

static const Items objects = { .head = head, .known = known, .whole = true };

static const Field fields[] = {
  U("version", 4, "version of the protocol", DEFAULT(1)),
  U("flags", 4, "flags, 1: refresh reduction", HEX),
  U("type", 8, "what the message is", NAMED(types), DEFAULT(1)),
  U("checksum", 16, "Internet checksum", HEX),
  U("timetolive", 8, "time to live that the message was sent with",
    DEFAULT(64)),
  U("reserved", 8, "zero"),
  U("length", 16, "bytes in the message", DEFAULT(8)),
  I("objects", &objects, "objects"),
  {0}
};

static const Carrier carriers[] = { {"ip", 46, {0}}, {0} };

const Protocol protocol_rsvp = {
  .name = "rsvp", .title = "RSVP", .meaning = "Resource Reservation Protocol",
  .reference = "RFC 2205, RFC 3209",
  .fields = fields, .carriers = carriers, .length = "length",
  .checksum = {"checksum", SUM_INTERNET, COVERS_HEADER, false, {0}, NULL},
  .text = "type={type}",
};
