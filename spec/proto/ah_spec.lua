local pycap = require "pycap"
local support = require "spec.support"

local function decode(ah)
  local packet = pycap.packet(pycap.ethernet(), pycap.ip { protocol = "ah" },
    ah)
  return support.decode(packet.bytes)
end

describe("ah", function()
  it("counts in fours, less two", function()
    local ah = pycap.ah { index = 0x0102, sequence = 3,
      check = ("\xaa"):rep(12) }
    assert.equal("\59\4\0\0\0\0\1\2\0\0\0\3" .. ("\xaa"):rep(12), ah.packet)
    assert.equal(24, pycap.packet(ah)[1].headerlength)
  end)

  it("is carried by IPv4, too, and carries on", function()
    local packet = pycap.packet(pycap.ip(), pycap.ah(), pycap.ip())
    assert.equal(51, packet[1].protocol)
    assert.equal(4, packet[2].nextheader)
  end)

  it("stops where its length does not hold its fields", function()
    local packet = decode("\59\0\0\0\0\0\0\0\0\0\0\0")
    assert.equal(2, #packet)
    assert.equal("ah: its header length is too small, at byte 34",
      packet.malformed)
    assert.equal(12, #packet.payload)
  end)
end)
