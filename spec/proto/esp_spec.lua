-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "esp", {
  names = {
    index = "esp.spi",
    sequence = "esp.sequence",
  },
})
