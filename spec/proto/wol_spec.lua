-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "wol", {
  names = {
    start = "wol.sync",
    target = "wol.mac",
  },
  also = { "repeated", "password" },
})
