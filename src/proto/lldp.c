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
  U("kind", 7, "what the element (TLV) is"),
  U("length", 9, "bytes of its data"),
  {0}
};

static const Field chassis[] = {
  U("subtype", 8, "what the identifier is", NAMED(chassis_kinds)),
  B("id", 0, "identifier of the chassis"),
  {0}
};

static const Field port[] = {
  U("subtype", 8, "what the identifier is", NAMED(port_kinds)),
  B("id", 0, "identifier of the port"),
  {0}
};

static const Field lifetime[] = {
  U("seconds", 16, "how long all this holds, 0: no longer"),
  {0}
};

static const Field text[] = { B("text", 0, "text"), {0} };

static const Field capabilities[] = {
  U("capabilities", 16, "what the system can be, bit by bit", HEX),
  U("enabled", 16, "what of that it is", HEX),
  {0}
};

static const Field organisation[] = {
  U("organisation", 24, "who defines the element (OUI)", HEX),
  U("subtype", 8, "the organisation's own number of it"),
  B("data", 0, "what the organisation defines"),
  {0}
};

static const Item known[] = {
  {0, "end", "end of the list", NULL, NULL, NULL},
  {1, "chassis", "identifier of the chassis", chassis, NULL, NULL},
  {2, "port", "identifier of the port", port, NULL, NULL},
  {3, "timetolive", "how long all this holds", lifetime, NULL, NULL},
  {4, "portdescription", "description of the port", text, NULL, NULL},
  {5, "systemname", "name of the system", text, NULL, NULL},
  {6, "systemdescription", "description of the system", text, NULL, NULL},
  {7, "capabilities", "what the system is", capabilities, NULL, NULL},
  {8, "management", "address for its management", NULL, NULL, NULL},
  {127, "organisation", "what an organisation defines", organisation, NULL,
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
