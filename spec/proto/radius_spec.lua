--
-- radius_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "radius", {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "RFC 2865",
  bytes = [[
    020000000002020000000001080045000037000100004011f6b1c0000201c0000202c000
    07140023cdd8010b001b71d2cc6283112f89e56abbdf68e7dea101077573657230
  ]],
  fields = {
    code = { 1, "radius.code" },
    id = { 11, "radius.id" },
    length = { 27, "radius.length" },
    authenticator = { "q\xd2\xccb\x83\17/\x89\xe5j\xbb\xdfh\xe7\xde" ..
      "\xa1",
      ["radius.authenticator"] =
        "71d2cc6283112f89e56abbdf68e7dea1" },
    attributes = { {
      { kind = 1, length = 7, name = "username", text = "user0" } },
      ["radius.User_Name"] =
        "user0" },
  },
}, {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "RFC 2865",
  bytes = [[
    02000000000202000000000108004500004c000100004011f69cc0000201c00002020715
    c00300382f1d0480003083d0500c45a60b8caffda755fdf994d7010775736572330406c0
    0002030506000022171e0963616c6c656433
  ]],
  fields = {
    code = { 4, "radius.code" },
    id = { 128, "radius.id" },
    length = { 48, "radius.length" },
    authenticator = { "\x83\xd0P\12E\xa6\11\x8c\xaf\xfd\xa7U\xfd\xf9\x94" ..
      "\xd7",
      ["radius.authenticator"] =
        "83d0500c45a60b8caffda755fdf994d7" },
    attributes = { {
      { kind = 1, length = 7, name = "username", text = "user3" },
      { address = "192.0.2.3", kind = 4, length = 6, name = "nasaddress" },
      { kind = 5, length = 6, name = "nasport", number = 8727 },
      { kind = 30, length = 9, name = "calledstation", text = "called3" } },
      ["radius.NAS_Port"] =
        8727 },
  },
})
