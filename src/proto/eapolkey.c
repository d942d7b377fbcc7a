/*
** eapolkey.c - the keys of EAPOL (IEEE 802.11, 12.7.2)
*/
#include "../core/protocol.h"

static const Name descriptors[] = {
  {1, "rc4", NULL}, {2, "rsn", NULL}, {254, "wpa", NULL}, {0, NULL, NULL}
};

static const Name information[] = {
  {0x0008, "pairwise", NULL}, {0x0040, "install", NULL},
  {0x0080, "ack", NULL}, {0x0100, "mic", NULL}, {0x0200, "secure", NULL},
  {0x0400, "error", NULL}, {0x0800, "request", NULL},
  {0x1000, "encrypted", NULL}, {0x2000, "smk", NULL}, {0, NULL, NULL}
};

#define OF_WLAN WHEN_MASKED("descriptor", 2, 2, 2)  /* rsn and wpa */

static const Field fields[] = {
  U("descriptor", 8, "descriptor type", NAMED(descriptors), DEFAULT(2)),
  U("information", 16, "key information; bits 0 to 2: descriptor version", HEX,
    BITS(information), DEFAULT(0x0002), OF_WLAN),
  U("keylength", 16, "length of the pairwise key, in bytes", OF_WLAN),
  B("replaycounter", 64, "replay counter", OF_WLAN),
  B("nonce", 256, "nonce of the sender", OF_WLAN),
  B("iv", 128, "initialization vector (IV) of the key data", OF_WLAN),
  B("rsc", 64, "receive sequence counter (RSC)", OF_WLAN),
  B("reserved", 64, "zero", OF_WLAN),
  B("mic", 128, "message integrity code (MIC)", OF_WLAN),
  U("datalength", 16, "bytes in the key data", OF_WLAN),
  B("data", 0, "key data: elements and keys, possibly encrypted",
    SIZED("datalength"), OF_WLAN),
  {0}
};

static const Carrier carriers[] = { {"eapol", 3, {0}}, {0} };

static const Line lines[] = {
  {"{descriptor} key, {information}", {0}}, {0}
};

const Protocol protocol_eapolkey = {
  .name = "eapolkey", .title = "EAPOLKey",
  .meaning = "Key descriptor of EAPOL", .reference = "IEEE 802.11, 12.7.2",
  .fields = fields, .carriers = carriers,
  .text = "descriptor={descriptor}, information=({information})",
  .lines = lines,
};
