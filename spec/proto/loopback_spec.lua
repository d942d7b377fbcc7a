local pycap = require "pycap"
local support = require "spec.support"

local function decode(bytes)
  return support.decode(bytes, { datalink = 108 })
end

describe("loopback", function()
  local ip, ip6 = pycap.ip().packet, pycap.ip6().packet

  it("reads a family in network order alone", function()
    local packet = decode("\0\0\0\2" .. ip)
    assert.equal(2, packet.loopback.family)
    assert.equal(ip, packet.ip.packet)
    assert.equal(ip6, decode("\0\0\0\x18" .. ip6).ip6.packet)
    packet = decode("\2\0\0\0" .. ip)
    assert.equal(0x02000000, packet.loopback.family)
    assert.equal(1, #packet)
  end)

  it("writes it so, too", function()
    assert.equal("\0\0\0\2" .. ip,
      pycap.packet(pycap.loopback(), pycap.ip()).bytes)
    assert.equal("\0\0\0\x1e",
      pycap.packet(pycap.loopback(), pycap.ip6()).bytes:sub(1, 4))
  end)
end)

require "spec.support.every" (_ENV, "loopback", {
  source = [[Scapy 2.5: Raw(bytes.fromhex("00000018")) / IPv6(src="2001:db8::1",
    dst="2001:db8::2", nh=253) / Raw(b"abcde")]],
  datalink = 108,
  bytes = [[
    00000018600000000005fd4020010db800000000000000000000000120010db8
    0000000000000000000000026162636465
  ]],
  fields = {
    family = { 24, "null.family" },
  },
})
