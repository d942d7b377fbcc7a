local first = require "spec.support.every.many".first

-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "ipcp", {
  names = {
    code = "ppp.code",
    id = "ppp.identifier",
    length = "ppp.length",
    options = { "ipcp.opt.type", first "kind" },
  },
  also = { "data" },
})
