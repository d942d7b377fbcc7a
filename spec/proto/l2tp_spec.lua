local first = require "spec.support.every.many".first

-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "l2tp", {
  names = {
    length = "l2tp.length",
    tunnel = "l2tp.tunnel",
    session = "l2tp.session",
    sequence = "l2tp.Ns",
    expected = "l2tp.Nr",
    offset = "l2tp.offset",
    flags = { "l2tp.version", function(flags) return flags & 15 end },
    pairs = { "l2tp.avp.type", first "kind" },
  },
  also = { "pad" },
})
