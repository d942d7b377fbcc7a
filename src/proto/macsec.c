/*
** macsec.c - MAC security: the tag of a protected frame (IEEE 802.1AE, 9)
*/
#include "../core/protocol.h"

static const Field fields[] = {
  U("version", 1, "version of the tag"),
  U("endstation", 1, "1: the sender is an end station (ES)"),
  U("identified", 1, "1: the channel is named (SC)"),
  U("broadcast", 1, "1: a channel for copies (SCB)"),
  U("encrypted", 1, "1: the data are encrypted (E)"),
  U("changed", 1, "1: the data are changed (C)"),
  U("association", 2, "association number (AN)"),
  U("reserved", 2, "zero"),
  U("shortlength", 6, "bytes in the data where they are under 48"),
  U("number", 32, "packet number (PN)"),
  A("system", MAC, "address of the sender, of the channel (SCI)",
    WHEN("identified", 1, 1)),
  U("port", 16, "port of the sender, of the channel (SCI)",
    WHEN("identified", 1, 1)),
  {0}
};

static const Carrier carriers[] = { {"ethernet", 0x88e5, {0}}, {0} };

const Protocol protocol_macsec = {
  .name = "macsec", .title = "MACsec", .meaning = "MAC security tag",
  .reference = "IEEE 802.1AE",
  .fields = fields, .carriers = carriers,
  .text = "association={association}, number={number}",
};
