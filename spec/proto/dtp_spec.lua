local first = require "spec.support.every.many".first

-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "dtp", {
  names = {
    version = "dtp.version",
    elements = { "dtp.tlv_type", first "kind" },
  },
})
