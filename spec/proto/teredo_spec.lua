-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "teredo", {
  names = {
    idlength = "teredo.auth.idlen",
    valuelength = "teredo.auth.aulen",
    id = "teredo.auth.id",
    value = "teredo.auth.value",
    nonce = "teredo.auth.nonce",
    confirmation = "teredo.auth.conf",
    port = { "teredo.orig.port", function(port) return port ~ 0xffff end },
    address = { "teredo.orig.addr", function(address)
        local inverted = ~string.unpack(">I4", address) & 0xffffffff
        return ("%d.%d.%d.%d"):format((">I4"):pack(inverted):byte(1, 4))
      end },
  },
  also = { "indicator" },
})
