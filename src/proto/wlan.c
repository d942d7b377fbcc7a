/*
** wlan.c - wireless LAN, its MAC header (IEEE 802.11, clause 9)
*/
#include <string.h>

#include "../core/packet.h"
#include "radiotap.h"

/* Type in the two low bits, subtype above them, as they are on the wire. */
#define MANAGEMENT(subtype_) ((subtype_) << 2 | 0)
#define CONTROL(subtype_) ((subtype_) << 2 | 1)
#define DATA(subtype_) ((subtype_) << 2 | 2)

static const Name types[] = {
  {MANAGEMENT(0), "association-request", NULL},
  {MANAGEMENT(1), "association-response", NULL},
  {MANAGEMENT(2), "reassociation-request", NULL},
  {MANAGEMENT(3), "reassociation-response", NULL},
  {MANAGEMENT(4), "probe-request", NULL},
  {MANAGEMENT(5), "probe-response", NULL},
  {MANAGEMENT(8), "beacon", NULL},
  {MANAGEMENT(9), "atim", NULL},
  {MANAGEMENT(10), "disassociation", NULL},
  {MANAGEMENT(11), "authentication", NULL},
  {MANAGEMENT(12), "deauthentication", NULL},
  {MANAGEMENT(13), "action", NULL},
  {MANAGEMENT(14), "action-no-ack", NULL},
  {CONTROL(8), "block-ack-request", NULL},
  {CONTROL(9), "block-ack", NULL},
  {CONTROL(10), "ps-poll", NULL},
  {CONTROL(11), "rts", NULL},
  {CONTROL(12), "cts", NULL},
  {CONTROL(13), "ack", NULL},
  {CONTROL(14), "cf-end", NULL},
  {CONTROL(15), "cf-end-ack", NULL},
  {DATA(0), "data", NULL},
  {DATA(4), "null", NULL},
  {DATA(8), "qos-data", NULL},
  {DATA(12), "qos-null", NULL},
  {0, NULL, NULL}
};

#define LONG WHEN_MASKED("type", 1, 0, 0)  /* management and data */

/* Sets of types, a bit for each. */
#define EVERY_FOURTH UINT64_C(0x1111111111111111)
#define MANAGEMENTS (EVERY_FOURTH << 0)
#define DATAS (EVERY_FOURTH << 2)
#define TWO_ADDRESSES \
  (BIT(CONTROL(2)) | BIT(CONTROL(4)) | BIT(CONTROL(5)) | BIT(CONTROL(8)) | \
   BIT(CONTROL(9)) | BIT(CONTROL(10)) | BIT(CONTROL(11)) | \
   BIT(CONTROL(14)) | BIT(CONTROL(15)))

#define PROTECTED 0x40
#define ORDER 0x80
#define MORE 0x04

static const Name flags[] = {
  {0x01, "todistribution", NULL}, {0x02, "fromdistribution", NULL},
  {0x04, "morefragments", NULL},  {0x08, "retry", NULL},
  {0x10, "power", NULL},          {0x20, "moredata", NULL},
  {0x40, "protected", NULL},      {0x80, "order", NULL},
  {0, NULL, NULL}
};

static const Field fields[] = {
  U("type", 6, "type (two low bits) and subtype (four high bits) of the frame",
    NAMED(types), DEFAULT(DATA(0))),
  U("version", 2, "version of the protocol"),
  U("flags", 8, "frame control flags", HEX, BITS(flags)),
  U("duration", 16,
    "duration, in us; in PS-Poll the association identifier (AID)", LITTLE),
  A("address1", MAC, "receiver address",
    DEFAULT_BYTES("\xff\xff\xff\xff\xff\xff"), WHEN_MASKED("type", 3,
    MANAGEMENT(0), DATA(0))),
  A("address2", MAC, "transmitter address", WHEN_AMONG("type", MANAGEMENTS |
    TWO_ADDRESSES | DATAS)),
  A("address3", MAC, "BSSID, source or destination, by the flags", LONG),
  U("sequencecontrol", 16,
    "fragment number (four low bits) and sequence number", LITTLE, LONG),
  A("address4", MAC, "source address, between distribution systems",
    WHEN_MASKED("flags", 3, 3, 3)),
  U("qoscontrol", 16, "QoS control: the four low bits are the priority (TID)",
    HEX, LITTLE, WHEN_MASKED("type", 0x23, DATA(8), DATA(8))),
  U("htcontrol", 32, "HT control, in management and QoS data frames", HEX,
    LITTLE, WHEN_BITS("flags", ORDER), OPTIONAL),
  {0}
};

static const Carrier carriers[] = {
  {"radiotap", 0, {0}}, {"tzsp", 18, {0}}, {"ppi", 105, {0}}, {0}
};
static const int datalinks[] = {105, -1};

/* True when nothing that can be told follows a frame of data. */
static bool is_end(Stack *stack, const Layer *layer) {
  enum { NULL_DATA = 0x40, AGGREGATE = 0x80, FRAGMENT = 15 };
  const uint8_t *header = stack_header(stack, layer);
  if (header[0] & NULL_DATA || header[1] & PROTECTED) return true;
  if (stack_number(stack, layer, "qoscontrol") & AGGREGATE) return true;
  if (stack_number(stack, layer, "sequencecontrol") & FRAGMENT) return true;
  if (stack->count < 2 || layer->length % 4 == 0) return false;
  const Layer *before = layer - 1;
  if (strcmp(stack->all->known[before->protocol]->protocol->name, "radiotap"))
    return false;
  return radiotap_flags(stack_header(stack, before), before->length) &
         RADIOTAP_PAD;
}

/*
** A fourth address is for frames of data alone (9.2.4.1.4), HT control for
** management and quality of service (9.2.4.6). Data goes on with LLC.
*/
static const char *inspect(Stack *stack, const Layer *layer) {
  enum { KIND = 0x0c, OF_DATA = 0x08, QUALITY = 0x80, HT_SIZE = 4 };
  const uint8_t *header = stack_header(stack, layer);
  unsigned kind = header[0] & KIND;
  if (header[0] & 3) return "its version is not 0";
  if ((header[1] & 3) == 3 && kind != OF_DATA)
    return "its flags say it is data";
  if (kind != 0 && !(kind == OF_DATA && header[0] & QUALITY) &&
      !(layer->flags & LAYER_CUT) && stack_has(stack, layer, "htcontrol"))
    stack_shorten(stack, layer->length - HT_SIZE);
  if (header[1] & MORE) stack->partial = true;
  if (kind != OF_DATA || stack->offset == stack->end || is_end(stack, layer))
    stack_last(stack);
  return NULL;
}

const Protocol protocol_wlan = {
  .name = "wlan", .title = "WLAN", .meaning = "wireless LAN frame",
  .reference = "IEEE 802.11",
  .fields = fields, .carriers = carriers, .datalinks = datalinks,
  .inspect = inspect,
  .text = "type={type}, {address2} -> {address1}",
};
