--
-- rtp_spec.lua - what holds for all; apps_spec.lua compares more frames
--
local pycap = require "pycap"

-- (nothing else in the specs stands behind this port)
pycap.carry("udp", 5004, "rtp")

require "spec.support.every" (_ENV, "rtp", {
  source = [[RFC 3550, 5.1 (spec/support/scapyapps.py)]],
  document = "RFC 3550",
  bytes = [[
    02000000000202000000000108004500003c000100004011f6acc0000201c0000202c000
    138c002863ec80004bf29b9e47db02e8ccd37ae561f81527114261c4ef73dfc053ba1ab3
    224b
  ]],
  fields = {
    version = { 2 },
    padding = { 0 },
    extended = { 0 },
    sourcecount = { 0 },
    marker = { 0 },
    type = { 0 },
    sequence = { 19442 },
    timestamp = { 2610841563 },
    source = { 48811219 },
    contributors = { {} },
  },
}, {
  source = [[RFC 3550, 5.1 (spec/support/scapyapps.py)]],
  document = "RFC 3550",
  bytes = [[
    020000000002020000000001080045000044000100004011f6a4c0000201c0000202138c
    c0030030735990e077e2d6d7b971a7e5c68abede00014984cefe2e431fde8f6aa5c76289
    e50f865fbb618665c2ad
  ]],
  fields = {
    version = { 2 },
    padding = { 0 },
    extended = { 1 },
    sourcecount = { 0 },
    marker = { 1 },
    type = { 96 },
    sequence = { 30690 },
    timestamp = { 3604461937 },
    source = { 2816853642 },
    contributors = { {} },
    profile = { 48862 },
    extensionsize = { 4 },
    extension = { "I\x84\xce\xfe" },
  },
})
