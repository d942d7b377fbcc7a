local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local decode = support.decode

local lead = wire "02:00:00:00:00:02 02:00:00:00:00:01"

describe("mpls", function()
  local ip, ip6 = pycap.ip().packet, pycap.ip6().packet

  it("is a stack of entries, down to the bottom", function()
    local packet = decode(lead .. wire "8847 12345e40 fffff1ff" .. ip)
    assert.same({ label = 0x12345, trafficclass = 7, bottom = 0,
      timetolive = 64 }, pycap.table(packet[2]))
    assert.same({ label = 0xfffff, trafficclass = 0, bottom = 1,
      timetolive = 255 }, pycap.table(packet[3]))
    assert.equal(ip, packet.ip.packet)
    assert.equal(4, #packet)
  end)

  it("has IP of either version below it, as the first byte says", function()
    for _, number in ipairs { "\x88\x47", "\x88\x48" } do
      local entry = number .. wire "00010140"
      assert.equal(ip, decode(lead .. entry .. ip).ip.packet)
      assert.equal(ip6, decode(lead .. entry .. ip6).ip6.packet)
      for _, rest in ipairs { "", "\x50\0\0\0", "\x50" .. ip } do
        local packet = decode(lead .. entry .. rest)
        assert.equal(2, #packet)
        assert.equal(rest, packet.payload)
        assert.is_nil(packet.malformed)
      end
    end
  end)

  it("marks the last entry as the bottom", function()
    assert.equal(wire "8847 00010040 00011140" .. ip6,
      pycap.packet(pycap.ethernet(), pycap.mpls(), pycap.mpls { label = 17 },
        pycap.ip6()).bytes:sub(13))
  end)

  it("stops in a stack without a bottom", function()
    local packet = decode(lead .. "\x88\x47" .. ("\0\1\0\x40"):rep(1000))
    assert.equal(256, #packet)
    assert.matches("^mpls: too many headers", packet.malformed)
    packet = decode(lead .. wire "8847 00010040 0001")
    assert.equal("mpls: cut short, at byte 18", packet.malformed)
  end)
end)

require "spec.support.every" (_ENV, "mpls", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / MPLS(label=0xabcde, cos=5, s=1, ttl=33) / IP(src="192.0.2.1",
    dst="198.51.100.2", proto=253) / Raw(b"abcde")]],
  bytes = [[
    0200000000020200000000018847abcdeb21450000190001000040fd8db0c000
    0201c63364026162636465
  ]],
  fields = {
    label = { 703710, "mpls.label" },
    trafficclass = { 5, "mpls.exp" },
    bottom = { 1, "mpls.bottom" },
    timetolive = { 33, "mpls.ttl" },
  },
})
