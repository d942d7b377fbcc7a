local pycap = require "pycap"

describe("destinationoptions", function()
  it("has the options of hopbyhop", function()
    local header = pycap.destinationoptions { options = {
      { name = "homeaddress", address = "2001:db8::1" } } }
    assert.equal("\59\2\xc9\16\x20\1\x0d\xb8" .. ("\0"):rep(11) .. "\1" ..
      ("\0"):rep(4), header.packet)
    assert.equal("2001:db8::1", pycap.packet(header)[1].options[1].address)
  end)

  it("may stand more than once", function()
    local packet = pycap.packet(pycap.ip6(), pycap.destinationoptions(),
      pycap.routing(), pycap.destinationoptions(), pycap.ip6())
    assert.equal(60, packet[1].nextheader)
    assert.equal(43, packet[2].nextheader)
    assert.equal(60, packet[3].nextheader)
    assert.equal(41, packet[4].nextheader)
  end)
end)
