local first = require "spec.support.every.many".first

-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "lcp", {
  names = {
    code = "ppp.code",
    id = "ppp.identifier",
    length = "ppp.length",
    options = { "lcp.opt.type", first "kind" },
    protocol = "lcp.rej_proto",
    magic = "lcp.magic_number",
  },
  also = { "data" },
})
