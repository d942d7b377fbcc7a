local pycap = require "pycap"
local support = require "spec.support"

local decode = support.decode

describe("vxlan", function()
  local function under(...)
    return pycap.packet(pycap.ethernet(), pycap.ip(), ...)
  end

  it("writes each of its fields in its place", function()
    assert.equal("\8\0\0\0\1\2\3\0", pycap.vxlan { id = 0x010203 }.packet)
  end)

  it("is found by the receiver's port", function()
    local packet = decode(under(pycap.udp(), pycap.vxlan { id = 7 },
      pycap.ethernet { source = "02:00:00:00:00:07" }, pycap.arp()).bytes)
    assert.equal(6, #packet)
    assert.equal(7, packet.vxlan.id)
    assert.equal("02:00:00:00:00:07", packet[5].source)
    assert.equal("00:00:00:00:00:00", packet.ethernet.source)
  end)

  it("is not what comes from its port, or has no valid identifier", function()
    local back = pycap.udp { sourceport = 4789, destinationport = 7 }
    local dns = pycap.udp { sourceport = 53, destinationport = 4789 }
    for _, packet in ipairs {
      under(back, pycap.vxlan(), pycap.ethernet(), pycap.arp()),
      under(pycap.udp(), pycap.vxlan { flags = 0xf7 }, pycap.ethernet()),
      under(dns, "\x12\x34\x81\x80\0\1\0\0\0\0\0\0"), under(dns, ""),
    } do
      local bytes = packet.bytes
      packet = decode(bytes)
      assert.equal(3, #packet)
      assert.equal(bytes:sub(43), packet.payload)
      assert.is_nil(packet.malformed)
    end
  end)

  it("may be empty", function()
    local packet = decode(under(pycap.udp(), pycap.vxlan()).bytes)
    assert.equal(4, #packet)
    assert.is_nil(packet.malformed)
  end)
end)

require "spec.support.every" (_ENV, "vxlan", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IP(src="192.0.2.1", dst="198.51.100.2") / UDP(sport=40001, dport=4789) /
    VXLAN(flags=0x08, vni=0x123456) / Ether(src="02:00:00:00:00:01",
    dst="02:00:00:00:00:02", type=0x88b5) / Raw(b"x")]],
  bytes = [[
    0200000000020200000000010800450000330001000040118e82c0000201c633
    64029c4112b5001fef94080000001234560002000000000202000000000188b5
    78
  ]],
  fields = {
    flags = { 8, ["vxlan.flags"] = "0x0800" },
    reserved = { 0, "vxlan.gbp" },
    id = { 1193046, "vxlan.vni" },
    reserved2 = { 0, "vxlan.reserved8" },
  },
})
