local pycap = require "pycap"

describe("routing", function()
  it("has what its type has", function()
    assert.equal("\59\0\4\2\1\x80\0\7", pycap.routing { segmentsleft = 2,
      lastentry = 1, flags = 0x80, tag = 7 }.packet)
    local home = pycap.routing { type = "home", segmentsleft = 1,
      homeaddress = "2001:db8::1" }
    assert.equal("\59\2\2\1\0\0\0\0\x20\1\x0d\xb8" .. ("\0"):rep(11) .. "\1",
      home.packet)
    assert.is_nil(home.tag)
  end)

  it("counts its addresses", function()
    local hop = "\x20\1\x0d\xb8" .. ("\0"):rep(12)
    local routing = pycap.routing { data = hop .. hop }
    assert.equal(40, pycap.packet(routing)[1].headerlength)
    assert.equal("\59\4\4\0", routing.packet:sub(1, 4))
    assert.equal(hop .. hop, routing.data)
  end)

  it("is padded to eight bytes", function()
    assert.equal("\59\0\9\0\0\0\0\0", pycap.routing { type = 9 }.packet)
    assert.equal("\59\1\9\0ABCDE\0\0\0\0\0\0\0",
      pycap.routing { type = 9, data = "ABCDE" }.packet)
  end)
end)
