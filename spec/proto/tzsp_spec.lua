-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "tzsp", {
  names = {
    version = "tzsp.version",
    type = "tzsp.type",
    encapsulation = "tzsp.encap",
  },
  also = { "tags" },
})
