--
-- smb2_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "smb2", {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "MS-SMB2, section 2.2.1",
  bytes = [[
    020000000002020000000001080045000070000100004006f683c0000201c0000202c000
    01bd000000010000000150182000e1ed000000000044fe534d4240000000000000000d00
    00000000000000000000ffb51e0900000000fffe0000a14f0000d0aa2d3a0e0600000000
    000000000000000000000000000004000000
  ]],
  fields = {
    magic = { 4266872130 },
    headsize = { 64, "smb2.header_len" },
    creditcharge = { 0, "smb2.credit.charge" },
    status = { 0 },
    command = { 13, "smb2.cmd" },
    credits = { 0 },
    flags = { 0, "smb2.flags" },
    nextcommand = { 0, "smb2.chain_offset" },
    message = { "\xff\xb5\30\9\0\0\0\0", ["smb2.msg_id"] = 153007615 },
    process = { 65279, "smb2.pid" },
    tree = { 20385 },
    session = { "\xd0\xaa-:\14\6\0\0", ["smb2.sesid"] = 6658175380176 },
    signature = { "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" },
  },
}, {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "MS-SMB2, section 2.2.1",
  bytes = [[
    020000000002020000000001080045000070000100004006f683c0000201c000020201bd
    c0010000000100000001501820003da4000000000044fe534d4240000100000000000200
    000001000000000000006476e1af00000000fffe0000e7a400001b083eb9f0b500000000
    000000000000000000000000000004000000
  ]],
  fields = {
    magic = { 4266872130 },
    headsize = { 64, "smb2.header_len" },
    creditcharge = { 1, "smb2.credit.charge" },
    status = { 0 },
    command = { 2, "smb2.cmd" },
    credits = { 0 },
    flags = { 1, "smb2.flags" },
    nextcommand = { 0, "smb2.chain_offset" },
    message = { "dv\xe1\xaf\0\0\0\0", ["smb2.msg_id"] = 2950788708 },
    process = { 65279, "smb2.pid" },
    tree = { 42215 },
    session = { "\27\8>\xb9\xf0\xb5\0\0", ["smb2.sesid"] = 200045504628763 },
    signature = { "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" },
  },
})
