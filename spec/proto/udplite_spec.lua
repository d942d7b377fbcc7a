--
-- udplite_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "udplite", {
  source = [[RFC 3828 (spec/support/scapyapps.py)]],
  document = "RFC 3828",
  bytes = [[
    02000000000202000000000108004500001c000100004088f655c0000201c00002029c40
    c35000001bda
  ]],
  fields = {
    sourceport = { 40000 },
    destinationport = { 50000 },
    coverage = { 0, "udp.checksum_coverage" },
    checksum = { 7130 },
  },
}, {
  source = [[RFC 3828 (spec/support/scapyapps.py)]],
  document = "RFC 3828",
  bytes = [[
    020000000002020000000001080045000021000100004088f650c0000201c00002029c45
    c3550000558ed2bb3f80b4
  ]],
  fields = {
    sourceport = { 40005 },
    destinationport = { 50005 },
    coverage = { 0, "udp.checksum_coverage" },
    checksum = { 21902 },
  },
})
