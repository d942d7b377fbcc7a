local first = require "spec.support.every.many".first

-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "rsvp", {
  names = {
    type = "rsvp.msg",
    objects = { "rsvp.object", first "kind" },
  },
  also = { "version", "flags", "checksum", "timetolive", "reserved", "length" },
})
