-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "netbios", {
  names = {
    length = "netbios.hdr_len",
    delimiter = "netbios.delimiter",
    command = "netbios.command",
  },
  also = {
    "data", "data2", "transmit", "response", "destination", "source",
    "destinationsession", "sourcesession",
  },
})
