local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local function decode(datalink, bytes)
  return support.decode(wire(bytes), { datalink = datalink })
end

describe("chdlc", function()
  it("reads and writes every field", function()
    for _, datalink in ipairs { 9, 50, 104 } do
      local packet = decode(datalink, "8f 00 2000 02b4")
      assert.same({ address = 0x8f, control = 0, protocol = 0x2000 },
        pycap.table(packet.chdlc))
      assert.equal("\2\xb4", packet.payload)
      assert.equal(1, #packet)
    end
    assert.equal(wire "8f 00 0806", pycap.chdlc { address = "multicast",
      protocol = "arp" }.packet)
  end)

  it("leads on by EtherType, but for Cisco's own numbers", function()
    assert.equal(59, decode(104, "0f 00 86dd 6000000000003b40" ..
      ("00"):rep(32)).ip6.nextheader)
    for _, number in ipairs { "8035", "0806", "0000", "0004", "2001" } do
      local packet = decode(104, "0f 00" .. number .. "424203")
      assert.equal(1, #packet)
      assert.is_nil(packet.malformed)
    end
    assert.equal(wire "0f 00 0800", pycap.packet(pycap.chdlc(), pycap.ip())
      .bytes:sub(1, 4))
  end)

  it("is not PPP, and PPP is not it", function()
    for _, datalink in ipairs { 9, 50 } do
      assert.equal(2, #decode(datalink, "ff 03 c021 01"))
      assert.equal(0xc021, decode(datalink, "c021 01").ppp.protocol)
    end
    assert.equal(0, #decode(104, "ff 03 c021 01"))
  end)
end)

require "spec.support.every" (_ENV, "chdlc", {
  source = [[LINKTYPE_C_HDLC, and Scapy 2.5: b"\x0f\0\x08\0" /
    IP(src="192.0.2.1", dst="198.51.100.2", proto=253) / Raw(b"abcde")]],
  datalink = 104,
  bytes = [[
    0f000800450000190001000040fd8db0c0000201c63364026162636465
  ]],
  fields = {
    address = { 15, "chdlc.address" },
    control = { 0, "chdlc.control" },
    protocol = { 0x0800, "chdlc.protocol" },
  },
})
