-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "ptp", {
  names = {
    profile = "ptp.v2.majorsdoid",
    type = "ptp.v2.messagetype",
    minorversion = "ptp.v2.minorversionptp",
    version = "ptp.v2.versionptp",
    length = "ptp.v2.messagelength",
    domain = "ptp.v2.domainnumber",
    minorprofile = "ptp.v2.minorsdoid",
    flags = "ptp.v2.flags",
    clock = "ptp.v2.clockidentity",
    port = "ptp.v2.sourceportid",
    sequence = "ptp.v2.sequenceid",
    control = "ptp.v2.controlfield",
  },
  also = {
    "correction", "specific", "interval", "seconds", "nanoseconds", "body",
  },
})
