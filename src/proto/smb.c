/*
** smb.c - Server Message Block, version 1: the head (MS-CIFS, section 2.2.3.1)
*/
#include "../core/protocol.h"

static const Name commands[] = {
  {0x04, "close", NULL}, {0x06, "delete", NULL}, {0x07, "rename", NULL},
  {0x08, "query-information", NULL}, {0x10, "check-directory", NULL},
  {0x1d, "write-raw", NULL}, {0x24, "locking", NULL},
  {0x25, "transaction", NULL}, {0x2b, "echo", NULL}, {0x2d, "open", NULL},
  {0x2e, "read", NULL}, {0x2f, "write", NULL}, {0x32, "transaction2", NULL},
  {0x34, "find-close2", NULL}, {0x71, "tree-disconnect", NULL},
  {0x72, "negotiate", NULL}, {0x73, "session-setup", NULL},
  {0x74, "logoff", NULL}, {0x75, "tree-connect", NULL},
  {0x80, "query-disk", NULL}, {0xa0, "nt-transact", NULL},
  {0xa2, "nt-create", NULL}, {0xa4, "nt-cancel", NULL}, {0, NULL, NULL}
};

static const Field fields[] = {
  U("magic", 32, "0xff and SMB", HEX, DEFAULT(0xff534d42)),
  U("command", 8, "command", NAMED(commands), DEFAULT(0x72)),
  U("status", 32, "how it went, 0: no error", HEX, LITTLE),
  U("response", 1, "0: a request, 1: a response"),
  U("flags", 7, "flags", HEX, DEFAULT(0x18)),
  U("flags2", 16, "more flags; 0x8000: texts are Unicode", HEX, LITTLE,
    DEFAULT(0xc801)),
  U("processhigh", 16, "process identifier, high 16 bits", LITTLE),
  B("signature", 64, "signature of the message"),
  U("reserved", 16, "zero", LITTLE),
  U("tree", 16, "tree identifier", LITTLE),
  U("process", 16, "process identifier, low 16 bits", LITTLE),
  U("user", 16, "user identifier", LITTLE),
  U("multiplex", 16, "which request and response belong together", LITTLE),
  U("words", 8, "16-bit words of parameters that follow"),
  {0}
};

static const Carrier carriers[] = {
  {"nbss", 0, {0}}, {"nbdgm", 0, {0}}, {0}
};

static const Line lines[] = {
  {"{command} request, tree {tree}, multiplex {multiplex}",
   IF("response", 0, 0)},
  {"{command} response, status {status}, multiplex {multiplex}", {0}},
  {0}
};

static const Rule rules[] = {
  {"it is version 2", RULE_OTHERWISE, IN(IF("magic", 0, 0xff534d41))},
  {"it is version 2", RULE_OTHERWISE,
   IN(IF("magic", 0xff534d43, UINT32_MAX))},
  {0}
};

const Protocol protocol_smb = {
  .name = "smb", .title = "SMB",
  .meaning = "Server Message Block, version 1",
  .reference = "MS-CIFS, section 2.2.3.1; MS-SMB2",
  .fields = fields, .carriers = carriers, .rules = rules,
  .otherwise = "smb2",
  .text = "command={command}, response={response}, status={status}",
  .lines = lines,
};
