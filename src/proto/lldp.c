/*
** lldp.c - Link Layer Discovery Protocol (IEEE 802.1AB)
*/
#include "../core/packet.h"

static const Name chassis_kinds[] = {
  {1, "component", NULL}, {2, "interface-alias", NULL}, {3, "port", NULL},
  {4, "mac", NULL}, {5, "address", NULL}, {6, "interface", NULL},
  {7, "local", NULL},
  {0, NULL, NULL}
};

static const Name port_kinds[] = {
  {1, "interface-alias", NULL}, {2, "component", NULL}, {3, "mac", NULL},
  {4, "address", NULL}, {5, "interface", NULL}, {6, "circuit", NULL},
  {7, "local", NULL},
  {0, NULL, NULL}
};

static const Field head[] = {
  U("kind", 7, "TLV type"),
  U("length", 9, "bytes in the data"),
  {0}
};

static const Field chassis[] = {
  U("subtype", 8, "what the identifier is", NAMED(chassis_kinds)),
  B("id", 0, "chassis ID"),
  {0}
};

static const Field port[] = {
  U("subtype", 8, "what the identifier is", NAMED(port_kinds)),
  B("id", 0, "port ID"),
  {0}
};

static const Field lifetime[] = {
  U("seconds", 16, "time to live, in seconds, 0: discard"),
  {0}
};

static const Field text[] = { B("text", 0, "text"), {0} };

static const Field capabilities[] = {
  U("capabilities", 16, "system capabilities, a bitmap", HEX),
  U("enabled", 16, "enabled capabilities, a bitmap", HEX),
  {0}
};

static const Field organisation[] = {
  U("organisation", 24, "organizationally unique identifier (OUI)", HEX),
  U("subtype", 8, "organizationally defined subtype"),
  B("data", 0, "data defined by the organisation"),
  {0}
};

static const Item known[] = {
  {0, "end", "end of the list", NULL, NULL, NULL},
  {1, "chassis", "chassis ID", chassis, NULL, NULL},
  {2, "port", "port ID", port, NULL, NULL},
  {3, "timetolive", "time to live", lifetime, NULL, NULL},
  {4, "portdescription", "port description", text, NULL, NULL},
  {5, "systemname", "system name", text, NULL, NULL},
  {6, "systemdescription", "system description", text, NULL, NULL},
  {7, "capabilities", "system capabilities", capabilities, NULL, NULL},
  {8, "management", "management address", NULL, NULL, NULL},
  {127, "organisation", "organizationally specific TLV", organisation, NULL,
   NULL},
  {0}
};

static const Items elements = { .head = head, .known = known, .ends = true };

/* The three that must be there, and the end. */
#define LEAST "\2\7\4\0\0\0\0\0\0" "\4\7\3\0\0\0\0\0\0" "\6\2\0\170" "\0\0"

static const Field fields[] = {
  I("elements", &elements, "elements (TLVs)", DEFAULT_LIST(LEAST)),
  {0}
};

static const Carrier carriers[] = { {"ethernet", 0x88cc, {0}}, {0} };

/*
** The header goes up to its end element; what is behind that pads the frame.
** Without one it goes up to the end (9.1.2.1).
*/
static const char *inspect(Stack *stack, const Layer *layer) {
  const uint8_t *header = stack_header(stack, layer);
  uint32_t at = 0, left = layer->length;
  while (left - at >= 2) {
    uint32_t size = 2 + ((header[at] & 1u) << 8 | header[at + 1]);
    bool end = header[at] >> 1 == 0;
    if (size > left - at) break;
    at += size;
    if (!end) continue;
    stack_shorten(stack, at);
    return NULL;
  }
  return at < left ? header_cut : NULL;
}

static const Line lines[] = { {"{elements}", {0}}, {0} };

const Protocol protocol_lldp = {
  .name = "lldp", .title = "LLDP", .meaning = "Link Layer Discovery Protocol",
  .reference = "IEEE 802.1AB",
  .fields = fields, .carriers = carriers, .inspect = inspect,
  .lines = lines,
};
