-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "vxlangpe", {
  names = {
    flags = "vxlan.flags",
    protocol = "vxlan.next_proto",
    id = "vxlan.vni",
    reserved = "vxlan.reserved_16",
  },
  also = { "reserved2" },
})
