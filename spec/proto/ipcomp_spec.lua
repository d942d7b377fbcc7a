-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "ipcomp", {
  names = {
    nextheader = "ipcomp.next_header",
    flags = "ipcomp.flags",
    index = "ipcomp.cpi",
  },
})
