--
-- nbss_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "nbss", {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "RFC 1002, section 4.3",
  bytes = [[
    020000000002020000000001080045000030000100004006f6c3c0000201c0000202c000
    008b0000000100000001501820007422000000000004eae1ec2a
  ]],
  fields = {
    type = { 0, "nbss.type" },
    length = { 4, "nbss.length" },
  },
}, {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "RFC 1002, section 4.3",
  bytes = [[
    02000000000202000000000108004500002d000100004006f6c6c0000201c0000202008b
    c007000000010000000150182000462d00008300000182
  ]],
  fields = {
    type = { 131, "nbss.type" },
    length = { 1, "nbss.length" },
    error = { 130, "nbss.error_code" },
  },
}, {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "RFC 1002, section 4.3",
  bytes = [[
    020000000002020000000001080045000032000100004006f6c1c0000201c0000202008b
    c0080000000100000001501820000490000084000006c0000207008b
  ]],
  fields = {
    type = { 132, "nbss.type" },
    length = { 6, "nbss.length" },
    address = { "192.0.2.7", "nbss.retarget_ip_address" },
    port = { 139, "nbss.retarget_port" },
  },
}, {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "RFC 1002, section 4.3",
  bytes = [[
    02000000000202000000000108004500002c000100004006f6c7c0000201c0000202008b
    c009000000010000000150182000c62d000085000000
  ]],
  fields = {
    type = { 133, "nbss.type" },
    length = { 0, "nbss.length" },
  },
})
