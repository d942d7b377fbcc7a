-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "chap", {
  names = {
    code = "chap.code",
    id = "chap.identifier",
    length = "chap.length",
    valuelength = "chap.value_size",
    value = "chap.value",
  },
  also = { "text" },
})
