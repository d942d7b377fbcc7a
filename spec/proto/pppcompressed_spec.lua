local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local function decode(bytes)
  return support.decode(bytes, { datalink = 9 })
end

describe("pppcompressed", function()
  local ip = pycap.ip().packet

  it("is PPP whose first byte is odd", function()
    local packet = decode("\x21" .. ip)
    assert.is_nil(packet.ppp)
    assert.equal(0x21, packet.pppcompressed.protocol)
    assert.equal(ip, packet.ip.packet)
    assert.equal(ip, decode(wire "ff 03 21" .. ip).ip.packet)
  end)

  it("is carried as PPP is", function()
    local packet = pycap.packet(pycap.ethernet(), pycap.pppoe(),
      pycap.pppcompressed(), pycap.ip())
    assert.equal(0, packet.pppoe.code)
    assert.equal(0x8864, packet.ethernet.type)
  end)

  it("knows the numbers of PPP", function()
    assert.equal("\x57", pycap.packet(pycap.pppcompressed(), pycap.ip6())
      .bytes:sub(1, 1))
  end)
end)

require "spec.support.every" (_ENV, "pppcompressed", {
  source = [[Scapy 2.5: Raw(b"\x21") / IP(src="192.0.2.1", dst="198.51.100.2",
    proto=253) / Raw(b"abcde")]],
  datalink = 9,
  bytes = [[
    21450000190001000040fd8db0c0000201c63364026162636465
  ]],
  fields = {
    protocol = { 33, "ppp.protocol" },
  },
})
