/*
** smb2.c - Server Message Block, version 2 and 3: the head (MS-SMB2, section
** 2.2.1)
*/
#include "../core/protocol.h"

static const Name commands[] = {
  {0, "negotiate", NULL}, {1, "session-setup", NULL}, {2, "logoff", NULL},
  {3, "tree-connect", NULL}, {4, "tree-disconnect", NULL},
  {5, "create", NULL}, {6, "close", NULL}, {7, "flush", NULL},
  {8, "read", NULL}, {9, "write", NULL}, {10, "lock", NULL},
  {11, "ioctl", NULL}, {12, "cancel", NULL}, {13, "echo", NULL},
  {14, "query-directory", NULL}, {15, "change-notify", NULL},
  {16, "query-information", NULL}, {17, "set-information", NULL},
  {18, "oplock-break", NULL}, {0, NULL, NULL}
};

static const Name flags[] = {
  {0x00000001, "response", NULL}, {0x00000002, "async", NULL},
  {0x00000004, "related", NULL}, {0x00000008, "signed", NULL},
  {0x10000000, "dfs", NULL}, {0x20000000, "replay", NULL}, {0, NULL, NULL}
};

/* Bits of the first of the flags' bytes, which are in little-endian order. */
#define SYNC WHEN_MASKED("flags", 2, 0, 0)

static const Field fields[] = {
  U("magic", 32, "0xfe and SMB", HEX, DEFAULT(0xfe534d42)),
  U("headsize", 16, "bytes in the head, 64", LITTLE, DEFAULT(64)),
  U("creditcharge", 16, "credits that the request costs", LITTLE),
  U("status", 32, "how it went; in a request channel and zero", HEX, LITTLE),
  U("command", 16, "command", NAMED(commands), LITTLE),
  U("credits", 16, "credits asked for or granted", LITTLE),
  U("flags", 32, "flags", HEX, BITS(flags), LITTLE),
  U("nextcommand", 32, "bytes to the next message, 0: it is the last",
    LITTLE),
  B("message", 64, "message identifier, in little-endian order"),
  B("asyncid", 64, "identifier of the asynchronous command",
    WHEN_BITS("flags", 2)),
  U("process", 32, "process identifier", HEX, LITTLE, SYNC),
  U("tree", 32, "tree identifier", HEX, LITTLE, SYNC),
  B("session", 64, "session identifier, in little-endian order"),
  B("signature", 128, "signature of the message"),
  {0}
};

static const Carrier carriers[] = { {0} };

static const Line lines[] = {
  {"{command} response, status {status}", IF_BITS("flags", 1)},
  {"{command} request", {0}},
  {0}
};

static const Rule rules[] = {
  {"it is encrypted, or another protocol", RULE_OTHERWISE,
   IN(IF("magic", 0, 0xfe534d41))},
  {"it is encrypted, or another protocol", RULE_OTHERWISE,
   IN(IF("magic", 0xfe534d43, UINT32_MAX))},
  {0}
};

const Protocol protocol_smb2 = {
  .name = "smb2", .title = "SMB2",
  .meaning = "Server Message Block, version 2 and 3",
  .reference = "MS-SMB2, section 2.2.1",
  .fields = fields, .carriers = carriers, .rules = rules,
  .text = "command={command}, flags={flags}, status={status}",
  .lines = lines,
};
