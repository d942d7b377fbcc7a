local first = require "spec.support.every.many".first

-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "ipv6cp", {
  names = {
    code = "ppp.code",
    id = "ppp.identifier",
    length = "ppp.length",
    options = { "ipv6cp.opt.type", first "kind" },
  },
  also = { "data" },
})
