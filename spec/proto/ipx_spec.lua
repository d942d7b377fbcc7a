-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "ipx", {
  names = {
    checksum = "ipx.checksum",
    length = "ipx.len",
    hops = "ipx.hops",
    type = "ipx.packet_type",
    destinationnetwork = "ipx.dst.net",
    destination = "ipx.dst.node",
    destinationsocket = "ipx.dst.socket",
    sourcenetwork = "ipx.src.net",
    source = "ipx.src.node",
    sourcesocket = "ipx.src.socket",
  },
})
