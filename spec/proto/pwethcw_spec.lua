-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "pwethcw", {
  names = {
    sequence = "pweth.cw.sequence_number",
  },
  also = { "reserved" },
})
