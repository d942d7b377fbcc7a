local pycap = require "pycap"

describe("destinationoptions", function()
  it("has the options of hopbyhop", function()
    local header = pycap.destinationoptions { options = {
      { name = "homeaddress", address = "2001:db8::1" } } }
    assert.equal("\59\2\xc9\16\x20\1\x0d\xb8" .. ("\0"):rep(11) .. "\1" ..
      ("\0"):rep(4), header.packet)
    assert.equal("2001:db8::1", pycap.packet(header)[1].options[1].address)
  end)

  it("may stand more than once", function()
    local packet = pycap.packet(pycap.ip6(), pycap.destinationoptions(),
      pycap.routing(), pycap.destinationoptions(), pycap.ip6())
    assert.equal(60, packet[1].nextheader)
    assert.equal(43, packet[2].nextheader)
    assert.equal(60, packet[3].nextheader)
    assert.equal(41, packet[4].nextheader)
  end)
end)

require "spec.support.every" (_ENV, "destinationoptions", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IPv6(src="2001:db8::1", dst="2001:db8::2") / IPv6ExtHdrDestOpt(nh=58,
    options=[HAO(hoa="2001:db8::9")]) / ICMPv6EchoRequest(id=1, seq=2)]],
  bytes = [[
    02000000000202000000000186dd6000000000203c4020010db8000000000000
    00000000000120010db80000000000000000000000023a0201020000c9102001
    0db80000000000000000000000098000243d00010002
  ]],
  fields = {
    nextheader = { 58, "ipv6.dstopts.nxt" },
    headerlength = { 24, "ipv6.dstopts.len_oct" },
    options = { { { name = "padn", length = 2, data = "\x00\x00" }, { name =
      "homeaddress", length = 16, address = "2001:db8::9" } }, ["ipv6.opt.type"]
      = "0x01;0xc9", ["ipv6.opt.mipv6.home_address"] = "2001:db8::9" },
  },
})
