--
-- smb_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "smb", {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "MS-CIFS, section 2.2.3.1",
  bytes = [[
    02000000000202000000000108004500004f000100004006f6a4c0000201c0000202c000
    01bd000000010000000150182000c275000000000023ff534d4272000000001801c878a1
    26108e158fb59e090000ddc3ddfcabe704a4000000
  ]],
  fields = {
    magic = { 4283649346 },
    command = { 114, "smb.cmd" },
    status = { 0 },
    response = { 0, "smb.flags.response" },
    flags = { 24 },
    flags2 = { 51201, "smb.flags2" },
    processhigh = { 41336, "smb.pid.high" },
    signature = { "&\16\x8e\21\x8f\xb5\x9e\9",
      ["smb.signature"] =
        "26108e158fb59e09" },
    reserved = { 0 },
    tree = { 50141 },
    process = { 64733, "smb.pid" },
    user = { 59307 },
    multiplex = { 41988 },
    words = { 0 },
  },
}, {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "MS-CIFS, section 2.2.3.1",
  bytes = [[
    02000000000202000000000108004500004f000100004006f6a4c0000201c000020201bd
    c0010000000100000001501820007829000000000023ff534d4273000000009801c8dfe8
    887948183be437bc0000924574cf3c61a80c000000
  ]],
  fields = {
    magic = { 4283649346 },
    command = { 115, "smb.cmd" },
    status = { 0 },
    response = { 1, "smb.flags.response" },
    flags = { 24 },
    flags2 = { 51201, "smb.flags2" },
    processhigh = { 59615, "smb.pid.high" },
    signature = { "\x88yH\24;\xe47\xbc",
      ["smb.signature"] =
        "887948183be437bc" },
    reserved = { 0 },
    tree = { 17810 },
    process = { 53108, "smb.pid" },
    user = { 24892 },
    multiplex = { 3240 },
    words = { 0 },
  },
})
