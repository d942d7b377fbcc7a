-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "slip", {
  datalink = 8,
  names = {
  },
  also = { "direction", "type", "compressed" },
})
