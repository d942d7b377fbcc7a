-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "ctp", {
  names = {
    skip = "loop.skipcount",
    operation = "loop.function",
  },
  also = { "skipped" },
})
