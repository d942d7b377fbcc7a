--
-- dnp3_spec.lua - what holds for all; apps_spec.lua compares more frames
--
require "spec.support.every" (_ENV, "dnp3", {
  source = [[IEEE 1815, 9.2 (spec/support/scapyapps.py)]],
  document = "IEEE 1815",
  bytes = [[
    020000000002020000000001080045000032000100004006f6c1c0000201c0000202c000
    4e200000000100000001501820008bd00000056405c9edaea1dad714
  ]],
  fields = {
    start = { 1380, "dnp3.start" },
    length = { 5, "dnp3.len" },
    direction = { 1, "dnp3.ctl.dir" },
    primary = { 1, "dnp3.ctl.prm" },
    countbit = { 0 },
    countvalid = { 0 },
    code = { 9 },
    destination = { 44781, "dnp3.dst" },
    source = { 55969, "dnp3.src" },
    check = { 5335, "dnp3.hdr.CRC" },
  },
}, {
  source = [[IEEE 1815, 9.2 (spec/support/scapyapps.py)]],
  document = "IEEE 1815",
  bytes = [[
    020000000002020000000001080045000032000100004006f6c1c0000201c00002024e20
    c001000000010000000150182000f482000005640540324731699ac3
  ]],
  fields = {
    start = { 1380, "dnp3.start" },
    length = { 5, "dnp3.len" },
    direction = { 0, "dnp3.ctl.dir" },
    primary = { 1, "dnp3.ctl.prm" },
    countbit = { 0 },
    countvalid = { 0 },
    code = { 0 },
    destination = { 18226, "dnp3.dst" },
    source = { 26929, "dnp3.src" },
    check = { 50074, "dnp3.hdr.CRC" },
  },
})
