--
-- rip_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "rip", {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "RFC 2453",
  bytes = [[
    020000000002020000000001080045000034000100004011f6b4c0000201c00002020208
    02080020ad8e020200000002dbd1c6336400ffffffffc000020000000001
  ]],
  fields = {
    command = { 2, "rip.command" },
    version = { 2, "rip.version" },
    zero = { 0 },
    entries = { {
      { address = "198.51.100.0",
        family = 2,
        mask = "255.255.255.255",
        metric = 1,
        nexthop = "192.0.2.0",
        tag = 56273 } },
      ["rip.family"] =
        2 },
  },
}, {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "RFC 2453",
  bytes = [[
    020000000002020000000001080045000048000100004011f6a0c0000201c00002020208
    0208003414a301020000ffff00027365637265743300000000000000000000020644c633
    6400ffffffffc000020300000001
  ]],
  fields = {
    command = { 1, "rip.command" },
    version = { 2, "rip.version" },
    zero = { 0 },
    entries = { {
      { authentication = "secret3\0\0\0\0\0\0\0\0\0",
        family = 65535,
        tag = 2 },
      { address = "198.51.100.0",
        family = 2,
        mask = "255.255.255.255",
        metric = 1,
        nexthop = "192.0.2.3",
        tag = 1604 } },
      ["rip.family"] =
        2 },
  },
})
