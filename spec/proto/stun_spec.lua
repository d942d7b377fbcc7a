--
-- stun_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "stun", {
  source = [[RFC 8489 (spec/support/scapyapps.py)]],
  document = "RFC 8489",
  bytes = [[
    02000000000202000000000108004500003c000100004011f6acc0000201c0000202c000
    0d96002871270001000c2112a4422b0d4931d87d70faadebc9b300060007757365723231
    3500
  ]],
  fields = {
    type = { 1, "stun.type" },
    length = { 12, "stun.length" },
    cookie = { 554869826, ["stun.cookie"] = "2112a442" },
    transaction = { "+\rI1\xd8}p\xfa\xad\xeb\xc9\xb3",
      ["stun.id"] =
        "2b0d4931d87d70faadebc9b3" },
    attributes = { {
      { kind = 6, length = 7, name = "username", text = "user215" } },
      ["stun.att.type"] =
        6 },
  },
}, {
  source = [[RFC 8489 (spec/support/scapyapps.py)]],
  document = "RFC 8489",
  bytes = [[
    020000000002020000000001080045000060000100004011f688c0000201c0000202c002
    0d96004c9d6c011100302112a442d9958c1ef19d3a9b4f5b1fea00060007757365723232
    3500802200077573657238363100802200077573657235303300002000080001c04455a4
    68c7
  ]],
  fields = {
    type = { 273, "stun.type" },
    length = { 48, "stun.length" },
    cookie = { 554869826, ["stun.cookie"] = "2112a442" },
    transaction = { "\xd9\x95\x8c\30\xf1\x9d:\x9bO[\31\xea",
      ["stun.id"] =
        "d9958c1ef19d3a9b4f5b1fea" },
    attributes = { {
      { kind = 6, length = 7, name = "username", text = "user225" },
      { kind = 32802, length = 7, name = "software", text = "user861" },
      { kind = 32802, length = 7, name = "software", text = "user503" },
      { family = 1,
        kind = 32,
        length = 8,
        name = "xmapped",
        xaddress = "U\xa4h\xc7",
        xport = 49220,
        zero = 0 } } },
  },
})
