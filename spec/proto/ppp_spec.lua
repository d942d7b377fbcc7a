local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local function decode(bytes)
  return support.decode(bytes, { datalink = 9 })
end

describe("ppp", function()
  it("carries IP of both versions, and MPLS", function()
    for number, name in pairs { [0x0021] = "ip", [0x0057] = "ip6",
        [0x0281] = "mpls", [0x0283] = "mpls" } do
      local bytes = (">I2"):pack(number) .. pycap[name]().packet
      local packet = decode(bytes)
      assert.equal(number, packet.ppp.protocol)
      assert.equal(bytes:sub(3), packet[name].packet)
    end
    assert.equal("\0\x57",
      pycap.packet(pycap.ppp(), pycap.ip6()).bytes:sub(1, 2))
  end)

  it("carries its own control protocols, others as payload", function()
    local packet = decode(wire "c021 01 01 0004")
    assert.equal(0xc021, packet.ppp.protocol)
    assert.equal(wire "01 01 0004", packet.lcp.packet)
    packet = decode(wire "c025 01 01 0004")
    assert.equal(wire "01 01 0004", packet.payload)
    assert.equal("\xc0\x23", pycap.ppp { protocol = "pap" }.packet)
  end)
end)

require "spec.support.every" (_ENV, "ppp", {
  source = [[Scapy 2.5: HDLC() / PPP(proto=0x8021) / PPP_IPCP(id=9)]],
  datalink = 50,
  bytes = [[
    ff03802101090004
  ]],
  fields = {
    protocol = { 32801, "ppp.protocol" },
  },
})
