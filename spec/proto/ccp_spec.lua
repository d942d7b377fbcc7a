local first = require "spec.support.every.many".first

-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "ccp", {
  names = {
    code = "ppp.code",
    id = "ppp.identifier",
    length = "ppp.length",
    options = { "ccp.opt.type", first "kind" },
  },
  also = { "data" },
})
