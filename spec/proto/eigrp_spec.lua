local first = require "spec.support.every.many".first

-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "eigrp", {
  names = {
    version = "eigrp.version",
    operation = "eigrp.opcode",
    checksum = "eigrp.checksum",
    flags = "eigrp.flags",
    sequence = "eigrp.seq",
    acknowledge = "eigrp.ack",
    router = "eigrp.vrid",
    system = "eigrp.as",
    elements = { "eigrp.tlv_type", first "kind" },
  },
})
