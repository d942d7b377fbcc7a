--
-- ripng_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "ripng", {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "RFC 2080",
  bytes = [[
    02000000000202000000000186dd60000000002011fffe80000000000000000000000000
    0001ff020000000000000000000000000009020902090020a1cc0201000020010db81f1a
    00000000000000000000dd6c3001
  ]],
  fields = {
    command = { 2, "ripng.cmd" },
    version = { 1, "ripng.version" },
    zero = { 0 },
    entries = { {
      { metric = 1,
        prefix = "2001:db8:1f1a::",
        prefixlength = 48,
        tag = 56684 } },
      ["ripng.rte.ipv6_prefix"] =
        "2001:db8:1f1a::" },
  },
}, {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "RFC 2080",
  bytes = [[
    02000000000202000000000186dd60000000004811fffe80000000000000000000000000
    0001ff02000000000000000000000000000902090209004845620201000020010db81cb7
    00000000000000000000245f300120010db801150000000000000000000089f131022001
    0db8edfe00000000000000000000e00d3203
  ]],
  fields = {
    command = { 2, "ripng.cmd" },
    version = { 1, "ripng.version" },
    zero = { 0 },
    entries = { {
      { metric = 1,
        prefix = "2001:db8:1cb7::",
        prefixlength = 48,
        tag = 9311 },
      { metric = 2,
        prefix = "2001:db8:115::",
        prefixlength = 49,
        tag = 35313 },
      { metric = 3,
        prefix = "2001:db8:edfe::",
        prefixlength = 50,
        tag = 57357 } } },
  },
})
