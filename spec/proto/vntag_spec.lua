-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "vntag", {
  names = {
    direction = "vntag.dir",
    pointer = "vntag.ptr",
    destination = "vntag.dst",
    looped = "vntag.looped",
    reserved = "vntag.r",
    version = "vntag.version",
    source = "vntag.src",
    type = "vntag.etype",
  },
})
