--
-- pgm_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "pgm", {
  source = [[RFC 3208, section 8 (spec/support/scapyapps.py)]],
  document = "RFC 3208",
  bytes = [[
    020000000002020000000001080045000038000100004071f650c0000201c00002029c40
    c35000006cbe052827b8245b000016bf0f98ff93d69b07cc1c2000010000c0000200
  ]],
  fields = {
    sourceport = { 40000 },
    destinationport = { 50000 },
    type = { 0, "pgm.hdr.type" },
    options = { 0, "pgm.hdr.opts" },
    checksum = { 27838 },
    source = { "\5('\xb8$[", ["pgm.hdr.gsi"] = "052827b8245b" },
    length = { 0, "pgm.hdr.tsdulen" },
    sequence = { 381620120, "pgm.spm.sqn" },
    trailing = { 4287878811, "pgm.spm.trail" },
    leading = { 130817056, "pgm.spm.lead" },
    pathfamily = { 1, "pgm.spm.pathafi" },
    pathreserved = { 0 },
    path = { "192.0.2.0", "pgm.spm.path.ipv4" },
  },
}, {
  source = [[RFC 3208, section 8 (spec/support/scapyapps.py)]],
  document = "RFC 3208",
  bytes = [[
    020000000002020000000001080045000030000100004071f658c0000201c00002029c41
    c35004005277bb9bf1d28b740004d3a140e5704bb37964617461
  ]],
  fields = {
    sourceport = { 40001 },
    destinationport = { 50000 },
    type = { 4, "pgm.hdr.type" },
    options = { 0, "pgm.hdr.opts" },
    checksum = { 21111 },
    source = { "\xbb\x9b\xf1\xd2\x8bt", ["pgm.hdr.gsi"] = "bb9bf1d28b74" },
    length = { 4, "pgm.hdr.tsdulen" },
    datasequence = { 3550560485 },
    datatrailing = { 1884009337 },
  },
}, {
  source = [[RFC 3208, section 8 (spec/support/scapyapps.py)]],
  document = "RFC 3208",
  bytes = [[
    020000000002020000000001080045000038000100004071f650c0000201c00002029c43
    c35008004e658e39530c3d8300006df6114100010000c000020300010000e9fc0003
  ]],
  fields = {
    sourceport = { 40003 },
    destinationport = { 50000 },
    type = { 8, "pgm.hdr.type" },
    options = { 0, "pgm.hdr.opts" },
    checksum = { 20069 },
    source = { "\x8e9S\12=\x83", ["pgm.hdr.gsi"] = "8e39530c3d83" },
    length = { 0, "pgm.hdr.tsdulen" },
    requested = { 1844842817, "pgm.nak.sqn" },
    sourcefamily = { 1 },
    sourcereserved = { 0 },
    sourceaddress = { "192.0.2.3", "pgm.nak.src.ipv4" },
    groupfamily = { 1 },
    groupreserved = { 0 },
    group = { "233.252.0.3", "pgm.nak.grp.ipv4" },
  },
}, {
  source = [[RFC 3208, section 8 (spec/support/scapyapps.py)]],
  document = "RFC 3208",
  bytes = [[
    020000000002020000000001080045000044000100004071f644c0000201c00002029c46
    c3500000aa116fc2c60cb8d900000bf47161b3a845c6c720a2810002000020010db8a5e1
    9cbdcafff5195ac79c0b
  ]],
  fields = {
    sourceport = { 40006 },
    destinationport = { 50000 },
    type = { 0, "pgm.hdr.type" },
    options = { 0, "pgm.hdr.opts" },
    checksum = { 43537 },
    source = { "o\xc2\xc6\12\xb8\xd9", ["pgm.hdr.gsi"] = "6fc2c60cb8d9" },
    length = { 0, "pgm.hdr.tsdulen" },
    sequence = { 200569185, "pgm.spm.sqn" },
    trailing = { 3014149574, "pgm.spm.trail" },
    leading = { 3340804737, "pgm.spm.lead" },
    pathfamily = { 2, "pgm.spm.pathafi" },
    pathreserved = { 0 },
    path6 = { "2001:db8:a5e1:9" ..
      "cbd:caff:f519:5" ..
      "ac7:9c0b", "pgm.spm.path.ipv6" },
  },
})
