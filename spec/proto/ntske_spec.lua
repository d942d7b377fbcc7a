--
-- ntske_spec.lua - what holds for all; apps_spec.lua compares more frames
--
local pycap = require "pycap"

-- (nothing else in the specs stands behind this port)
pycap.carry("udp", 4460, "ntske")

require "spec.support.every" (_ENV, "ntske", {
  source = [[RFC 8915, section 4 (spec/support/scapyapps.py)]],
  document = "RFC 8915",
  bytes = [[
    02000000000202000000000108004500003e000100004011f6aac0000201c0000202c000
    116c002a371f80010002000080040002000f00050008064bc738e5de1c58000700022320
    80000000
  ]],
  fields = {
    records = { {
      { critical = 1,
        kind = 1,
        length = 2,
        name = "protocols",
        numbers = {
          { number = 0 } } },
      { critical = 1,
        kind = 4,
        length = 2,
        name = "algorithms",
        numbers = {
          { number = 15 } } },
      { critical = 0,
        data = "\6K\xc78\xe5\xde\28X",
        kind = 5,
        length = 8,
        name = "cookie" },
      { critical = 0, kind = 7, length = 2, name = "port", port = 8992 },
      { critical = 1, kind = 0, length = 0, name = "end" } } },
  },
}, {
  source = [[RFC 8915, section 4 (spec/support/scapyapps.py)]],
  document = "RFC 8915",
  bytes = [[
    02000000000202000000000108004500002e000100004011f6bac0000201c0000202116c
    c003001aaa1c80010002000000040004000f000f80000000
  ]],
  fields = {
    records = { {
      { critical = 1,
        kind = 1,
        length = 2,
        name = "protocols",
        numbers = {
          { number = 0 } } },
      { critical = 0,
        kind = 4,
        length = 4,
        name = "algorithms",
        numbers = {
          { number = 15 },
          { number = 15 } } },
      { critical = 1, kind = 0, length = 0, name = "end" } } },
  },
})
