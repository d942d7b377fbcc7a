--
-- modbus_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "modbus", {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "Modbus Messaging on TCP/IP V1.0b",
  bytes = [[
    020000000002020000000001080045000034000100004006f6bfc0000201c0000202c000
    01f60000000100000001501820005b900000ed2300000006010100000009
  ]],
  fields = {
    transaction = { 60707, "mbtcp.trans_id" },
    protocol = { 0, "mbtcp.prot_id" },
    length = { 12, ["mbtcp.len"] = 6 },
    unit = { 1, "mbtcp.unit_id" },
    failed = { 0 },
    code = { 1, "modbus.func_code" },
  },
}, {
  source = [[Scapy 2.5 (spec/support/scapyapps.py)]],
  document = "Modbus Messaging on TCP/IP V1.0b",
  bytes = [[
    020000000002020000000001080045000031000100004006f6c2c0000201c000020201f6
    c0080000000100000001501820006cea0000d04d00000003088404
  ]],
  fields = {
    transaction = { 53325, "mbtcp.trans_id" },
    protocol = { 0, "mbtcp.prot_id" },
    length = { 9, ["mbtcp.len"] = 3 },
    unit = { 8, "mbtcp.unit_id" },
    failed = { 1 },
    code = { 4, "modbus.func_code" },
    exception = { 4, "modbus.exception_code" },
  },
})
