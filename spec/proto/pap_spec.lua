-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "pap", {
  names = {
    code = "pap.code",
    id = "pap.identifier",
    length = "pap.length",
    peerlength = "pap.peer_id.length",
    peer = "pap.peer_id",
    passwordlength = "pap.password.length",
    password = "pap.password",
    messagelength = "pap.message.length",
    message = "pap.message",
  },
  also = { "rest" },
})
