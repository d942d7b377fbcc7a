local first = require "spec.support.every.many".first

-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "udld", {
  names = {
    version = "udld.version",
    operation = "udld.opcode",
    flags = "udld.flags",
    checksum = "udld.checksum",
    elements = { "udld.tlv.type", first "kind" },
  },
})
