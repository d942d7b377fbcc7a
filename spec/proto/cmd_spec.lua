-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "cmd", {
  names = {
    version = "cmd.version",
    length = "cmd.length",
    option = "cmd.options",
    group = "cmd.sgt",
    type = "cmd.type",
  },
  also = { "optionlength" },
})
