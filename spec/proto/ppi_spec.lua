-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "ppi", {
  datalink = 192,
  names = {
    version = "ppi.version",
    flags = "ppi.flags",
    length = "ppi.length",
    datalink = "ppi.dlt",
  },
  also = { "items" },
})
