local first = require "spec.support.every.many".first

-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "pim", {
  names = {
    version = "pim.version",
    type = "pim.type",
    reserved = "pim.res_bytes",
    checksum = "pim.cksum",
    options = { "pim.optiontype", first "kind" },
    border = "pim.register_flag.border",
    nullregister = "pim.register_flag.null_register",
  },
  also = { "reserved2", "body" },
})
