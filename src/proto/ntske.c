/*
** ntske.c - Network Time Security Key Establishment (RFC 8915, section 4)
*/
#include "../core/protocol.h"

static const Field number[] = { U("number", 16, "the number"), {0} };
static const Field list[] = { L("numbers", number, "numbers"), {0} };
static const Field port[] = { U("port", 16, "port of the server"), {0} };
static const Field server[] = { T("server", 0, "name of the server"), {0} };
static const Field nothing[] = { {0} };

#define PLAIN NULL, NULL, NULL

static const Item kinds[] = {
  {0, "end", "end of the message", nothing, NULL, NULL},
  {1, "protocols", "next protocols, 0: NTPv4", list, NULL, NULL},
  {2, "error", "error code", number, NULL, NULL},
  {3, "warning", "warning code", number, NULL, NULL},
  {4, "algorithms", "AEAD algorithms, 15: AES-SIV-CMAC-256", list, NULL, NULL},
  {5, "cookie", "new cookie for NTPv4", PLAIN},
  {6, "server", "NTP server", server, NULL, NULL},
  {7, "port", "port of the NTP server", port, NULL, NULL},
  {0}
};

static const Field head[] = {
  U("critical", 1, "what does not know the record has to give up"),
  U("kind", 15, "type of the record"),
  U("length", 16, "bytes in the body"),
  {0}
};

static const Items records = { .head = head, .known = kinds };

static const Field fields[] = {
  I("records", &records, "records", DEFAULT_LIST("\x80\0\0\0")), {0}
};

/* What carries it is encrypted (TLS): a script has it, or a carry. */
static const Carrier carriers[] = { {0} };

/* Only a script says that bytes are such records, and these are not. */
static const Rule rules[] = {
  {"there are no such records", RULE_OTHERWISE,
   IN(IF("records.kind", 8, 0x3fff))},
  {0}
};

const Protocol protocol_ntske = {
  .name = "ntske", .title = "NTSKE",
  .meaning = "Network Time Security Key Establishment",
  .reference = "RFC 8915, section 4",
  .fields = fields, .carriers = carriers, .rules = rules,
  .text = "{records}",
};
