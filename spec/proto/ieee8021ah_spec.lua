-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "ieee8021ah", {
  names = {
    priority = "ieee8021ah.priority",
    dropeligible = "ieee8021ah.drop",
    useaddress = "ieee8021ah.nca",
    service = "ieee8021ah.isid",
  },
  also = { "reserved" },
})
