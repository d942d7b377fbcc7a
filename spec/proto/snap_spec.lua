local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local decode = support.decode

local lead = wire "02:00:00:00:00:02 02:00:00:00:00:01"

local function frame(rest)
  return lead .. (">s2"):pack(wire "aaaa03" .. rest)
end

describe("snap", function()
  local arp = pycap.arp().packet

  it("leads on by EtherType where nobody's or 802.1H's numbers are",
    function()
      for _, organisation in ipairs { "\0\0\0", "\0\0\xf8" } do
        local packet = decode(frame(organisation .. "\8\6" .. arp))
        assert.equal((">I3"):unpack(organisation), packet.snap.organisation)
        assert.equal(0x0806, packet.snap.type)
        assert.equal(1, packet.arp.operation)
      end
    end)

  it("leads nowhere with another's numbers", function()
    for _, organisation in ipairs { "\0\0\x0c", "\8\0\7", "\0\x40\x96" } do
      local packet = decode(frame(organisation .. "\8\6" .. arp))
      assert.equal(3, #packet)
      assert.equal(arp, packet.payload)
      assert.is_nil(packet.malformed)
    end
  end)

  it("takes no number for a length", function()
    for _, number in ipairs { 0, 3, 1500 } do
      local packet = decode(frame("\0\0\0" .. (">I2"):pack(number) ..
        wire "424203"))
      assert.equal(3, #packet)
      assert.equal(wire "424203", packet.payload)
    end
  end)

  it("carries Cisco's spanning trees, one for each VLAN", function()
    local bpdu = pycap.stp().packet
    local packet = decode(frame(wire "00000c 010b" .. bpdu ..
      wire "0000 0002 0003"))
    assert.equal(bpdu, packet.stp.packet)
    assert.equal(wire "0000 0002 0003", packet.payload)
    assert.equal(wire "00000c 010b", pycap.packet(pycap.ethernet(),
      pycap.llc(), pycap.snap(), pycap.stp()).bytes:sub(18, 22))
  end)
end)

require "spec.support.every" (_ENV, "snap", {
  source = [[Scapy 2.5: Dot3(src="02:00:00:00:00:01", dst="02:00:00:00:00:02") /
    LLC() / SNAP(OUI=0x123456, code=0x789a) / Raw(b"abcde")]],
  bytes = [[
    020000000002020000000001000daaaa03123456789a6162636465
  ]],
  fields = {
    organisation = { 1193046, "llc.oui" },
    type = { 30874, "llc.pid" },
  },
})
