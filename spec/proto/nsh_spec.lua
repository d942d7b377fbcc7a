-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "nsh", {
  names = {
    version = "nsh.version",
    oam = "nsh.Obit",
    timetolive = "nsh.ttl",
    headerlength = { "nsh.length", function(length) return length // 4 end },
    metadatatype = "nsh.mdtype",
    protocol = "nsh.nextproto",
    path = "nsh.spi",
    index = "nsh.si",
  },
  also = { "reserved", "reserved2", "context" },
})
