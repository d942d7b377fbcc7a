-- the frames: spec/support/frames.py
require "spec.support.every" (_ENV, "gtp", {
  names = {
    version = "gtp.flags.version",
    prime = "gtp.flags.payload",
    reserved = "gtp.flags.reserved",
    type = "gtp.message",
    length = "gtp.length",
    tunnel = "gtp.teid",
    -- tshark shows those whose flag is set
    sequence = { "gtp.seq_number", function(value, gtp)
      return gtp.flags & 2 ~= 0 and value or nil
    end },
    number = { "gtp.npdu_number", function(value, gtp)
      return gtp.flags & 1 ~= 0 and value or nil
    end },
  },
  also = { "nextextension", "flags", "extensions" },
})

local pycap = require "pycap"

-- The flag of extensions says that twelve bytes are there.
describe("gtp that is cut within its optional fields", function()
  it("is malformed", function()
    for size = 8, 11 do
      local bytes = ("\x34\xff\0\4\0\0\0\1\0\0\0\1"):sub(1, size)
      assert.matches("cut", pycap.decode(bytes, "gtp").malformed)
    end
  end)
end)
