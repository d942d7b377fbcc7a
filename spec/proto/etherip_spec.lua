-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "etherip", {
  names = {
    version = "etherip.ver",
  },
  also = { "reserved" },
})
