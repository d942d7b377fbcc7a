-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "erspan", {
  names = {
    version = "erspan.version",
    vlan = "erspan.vlan",
    priority = "erspan.cos",
    truncated = "erspan.truncated",
    session = "erspan.spanid",
    index = "erspan.index",
    timestamp = "erspan.timestamp",
    group = "erspan.sgt",
    protocoldata = "erspan.p",
    frametype = "erspan.ft",
    hardware = "erspan.hw",
    direction = "erspan.direction",
    granularity = "erspan.gra",
    optional = "erspan.o",
  },
  also = { "encapsulation", "reserved", "platform" },
})
