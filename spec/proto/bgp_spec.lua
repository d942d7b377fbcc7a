--
-- bgp_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "bgp", {
  source = [[RFC 4271, section 4 (spec/support/scapyapps.py)]],
  document = "RFC 4271",
  bytes = [[
    020000000002020000000001080045000053000100004006f6a0c0000201c0000202c000
    00b300000001000000015018200043bf0000ffffffffffffffffffffffffffffffff002b
    0104a6f9005ac00002000e020c010400010001410407ba59be
  ]],
  fields = {
    marker = { "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff" ..
      "\xff",
      ["bgp.marker"] =
        "ffffffffffffffffffffffffffffffff" },
    length = { 43, "bgp.length" },
    type = { 1, "bgp.type" },
    version = { 4, "bgp.open.version" },
    as = { 42745, "bgp.open.myas" },
    holdtime = { 90, "bgp.open.holdtime" },
    id = { "192.0.2.0", "bgp.open.identifier" },
    parametersize = { 14, "bgp.open.opt.len" },
    parameters = { {
      { capabilities = {
          { family = 1,
            kind = 1,
            length = 4,
            name = "multiprotocol",
            reserved = 0,
            subfamily = 1 },
          { as = 129653182, kind = 65, length = 4, name = "longas" } },
        kind = 2,
        length = 12,
        name = "capabilities" } } },
  },
}, {
  source = [[RFC 4271, section 4 (spec/support/scapyapps.py)]],
  document = "RFC 4271",
  bytes = [[
    02000000000202000000000108004500005c000100004006f697c0000201c0000202c004
    00b30000000100000001501820003cf40000ffffffffffffffffffffffffffffffff0034
    020002080a00134001010050020004020107be400304c000020118c6330414c00040
  ]],
  fields = {
    marker = { "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff" ..
      "\xff",
      ["bgp.marker"] =
        "ffffffffffffffffffffffffffffffff" },
    length = { 52, "bgp.length" },
    type = { 2, "bgp.type" },
    withdrawnsize = { 2, "bgp.update.withdrawn_routes.length" },
    withdrawn = { {
      { bits = 8, prefix = "\n" } } },
    attributesize = { 19, "bgp.update.path_attributes.length" },
    attributes = { {
      { flags = 64, size = 1, type = 1, value = "\0" },
      { flags = 80, longsize = 4, longvalue = "\2\1\7\xbe", type = 2 },
      { flags = 64, size = 4, type = 3, value = "\xc0\0\2\1" } } },
    routes = { {
      { bits = 24, prefix = "\xc63\4" },
      { bits = 20, prefix = "\xc0\0@" } } },
  },
}, {
  source = [[RFC 4271, section 4 (spec/support/scapyapps.py)]],
  document = "RFC 4271",
  bytes = [[
    020000000002020000000001080045000041000100004006f6b2c0000201c000020200b3
    c007000000010000000150182000a8400000ffffffffffffffffffffffffffffffff0019
    030602eff9a3a3
  ]],
  fields = {
    marker = { "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff" ..
      "\xff",
      ["bgp.marker"] =
        "ffffffffffffffffffffffffffffffff" },
    length = { 25, "bgp.length" },
    type = { 3, "bgp.type" },
    error = { 6, "bgp.notify.major_error" },
    suberror = { 2 },
    data = { "\xef\xf9\xa3\xa3" },
  },
}, {
  source = [[RFC 4271, section 4 (spec/support/scapyapps.py)]],
  document = "RFC 4271",
  bytes = [[
    02000000000202000000000108004500003f000100004006f6b4c0000201c000020200b3
    c00900000001000000015018200043dc0000ffffffffffffffffffffffffffffffff0017
    0500010001
  ]],
  fields = {
    marker = { "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff" ..
      "\xff",
      ["bgp.marker"] =
        "ffffffffffffffffffffffffffffffff" },
    length = { 23, "bgp.length" },
    type = { 5, "bgp.type" },
    family = { 1 },
    subtype = { 0 },
    subfamily = { 1 },
  },
})
