local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local function decode(bytes)
  return support.decode(bytes, { datalink = 9 })
end

describe("hdlc", function()
  local ip = pycap.ip().packet

  it("stands before PPP", function()
    local packet = decode(wire "ff 03 0021" .. ip)
    assert.same({ address = 0xff, control = 3 }, pycap.table(packet.hdlc))
    assert.equal(0x0021, packet.ppp.protocol)
    assert.equal(ip, packet.ip.packet)
    assert.equal(wire "ff 03 0021" .. ip,
      pycap.packet(pycap.hdlc(), pycap.ppp(), pycap.ip()).bytes)
  end)

  it("is left out where it is compressed away", function()
    local packet = decode(wire "0021" .. ip)
    assert.is_nil(packet.hdlc)
    assert.equal(2, #packet)
    assert.equal(ip, packet.ip.packet)
  end)

  it("may stand alone", function()
    local packet = decode(wire "ff 03")
    assert.equal(1, #packet)
    assert.is_nil(packet.malformed)
  end)
end)

require "spec.support.every" (_ENV, "hdlc", {
  source = [[Scapy 2.5: HDLC(address=0xff, control=3) / PPP(proto=0x0021) /
    IP(src="192.0.2.1", dst="198.51.100.2", proto=253) / Raw(b"abcde")]],
  datalink = 50,
  bytes = [[
    ff0321450000190001000040fd8db0c0000201c63364026162636465
  ]],
  fields = {
    address = { 255, "ppp.address" },
    control = { 3, "ppp.control" },
  },
})
