-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "netlink", {
  datalink = 253,
  names = {
    hardwareformat = "netlink.hatype",
    family = "netlink.family",
  },
  also = { "packettype", "unused" },
})
