-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "cfp", {
  names = {
    tree = "cfp.ftag",
    timetolive = "cfp.ttl",
  },
})
