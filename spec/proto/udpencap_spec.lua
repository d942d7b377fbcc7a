--
-- udpencap_spec.lua - what holds for all; apps_spec.lua compares more frames
--
local pycap = require "pycap"

local function datagram(bytes)
  return pycap.decode(pycap.packet(pycap.ethernet(), pycap.ip(),
    pycap.udp { destinationport = 4500 }, bytes).bytes, 1)
end

describe("udpencap", function()
  it("is ESP where there is no marker", function()
    local packet = datagram("\0\0\1\2\0\0\0\3data")
    assert.is_nil(packet.udpencap)
    assert.equal(0x102, packet.esp.index)
    assert.equal(3, packet.esp.sequence)
  end)

  it("is no header of a keepalive", function()
    local packet = datagram "\xff"
    assert.equal("udp", pycap.protocolof(packet[#packet]))
    assert.is_nil(packet.malformed)
    assert.equal("\xff", packet.payload)
  end)

  it("sets port and marker before IKE", function()
    local packet = pycap.packet(pycap.ethernet(), pycap.ip(), pycap.udp(),
      pycap.udpencap(), pycap.ike())
    assert.equal(4500, packet.udp.destinationport)
    assert.equal(34, pycap.decode(packet.bytes, 1).ike.exchange)
  end)
end)

require "spec.support.every" (_ENV, "udpencap", {
  source = [[RFC 3948, section 2.2 (spec/support/scapyapps.py)]],
  document = "RFC 3948",
  bytes = [[
    020000000002020000000001080045000050000100004011f698c0000201c0000202c000
    1194003c56c300000000d507f2528bd42e251a19fba68e813069282022084e434ee70000
    003000000014753ac699ef5f04f24f56440f24d92d1f
  ]],
  fields = {
    marker = { 0 },
  },
}, {
  source = [[RFC 3948, section 2.2 (spec/support/scapyapps.py)]],
  document = "RFC 3948",
  bytes = [[
    020000000002020000000001080045000051000100004011f697c0000201c00002021194
    c001003d174300000000e098fde3c13718653e38fe4764f8055f282025207c9c02c30000
    003100000015eead8ec559c4acbafde6d8f938b30e39c5
  ]],
  fields = {
    marker = { 0 },
  },
})
