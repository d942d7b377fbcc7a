local pycap = require "pycap"

describe("routing", function()
  it("has what its type has", function()
    assert.equal("\59\2\4\2\1\x80\0\7" .. ("\0"):rep(16),
      pycap.routing { segmentsleft = 2, lastentry = 1, flags = 0x80,
        tag = 7 }.packet)
    local home = pycap.routing { type = "home", segmentsleft = 1,
      homeaddress = "2001:db8::1" }
    assert.equal("\59\2\2\1\0\0\0\0\x20\1\x0d\xb8" .. ("\0"):rep(11) .. "\1",
      home.packet)
    assert.is_nil(home.tag)
  end)

  it("counts its addresses", function()
    local hop = "\x20\1\x0d\xb8" .. ("\0"):rep(12)
    local segments = { { address = "2001:db8::" }, { address = "2001:db8::" } }
    local routing = pycap.routing { segments = segments }
    assert.equal(40, pycap.packet(routing)[1].headerlength)
    assert.equal("\59\4\4\0\1\0\0\0" .. hop .. hop, routing.packet)
    assert.same(segments, routing.segments)
    assert.equal(1, routing.lastentry)
    routing.options = { { name = "hmac", key = 7 } }
    assert.equal(48, #routing.packet)
  end)

  it("keeps what stands behind its segments", function()
    local bytes = "\59\3\4\0\0\0\0\0" .. ("a"):rep(16) .. "\4\6" ..
      ("\0"):rep(6)
    local routing = pycap.decode(bytes, "routing").routing
    assert.equal(1, #routing.segments)
    assert.same({ kind = 4, name = "padding", length = 6,
      data = ("\0"):rep(6) }, routing.options[1])
    assert.equal(bytes, pycap.routing(pycap.table(routing)).packet)
  end)

  it("is padded to eight bytes", function()
    assert.equal("\59\0\9\0\0\0\0\0", pycap.routing { type = 9 }.packet)
    assert.equal("\59\1\9\0ABCDE\0\0\0\0\0\0\0",
      pycap.routing { type = 9, data = "ABCDE" }.packet)
  end)
end)

require "spec.support.every" (_ENV, "routing", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IPv6(src="2001:db8::1", dst="2001:db8::2") /
    IPv6ExtHdrSegmentRouting(nh=58, addresses=["2001:db8::3", "2001:db8::4"],
    segleft=1, lastentry=1, tag=0x1234) / ICMPv6EchoRequest(id=1, seq=2)]],
  bytes = [[
    02000000000202000000000186dd6000000000302b4020010db8000000000000
    00000000000120010db80000000000000000000000023a040401010012342001
    0db800000000000000000000000320010db80000000000000000000000048000
    244400010002
  ]],
  fields = {
    nextheader = { 58, "ipv6.routing.nxt" },
    headerlength = { 40, "ipv6.routing.len_oct" },
    type = { 4, "ipv6.routing.type" },
    segmentsleft = { 1, "ipv6.routing.segleft" },
    lastentry = { 1, "ipv6.routing.srh.last_entry" },
    flags = { 0, "ipv6.routing.srh.flags" },
    tag = { 4660, ["ipv6.routing.srh.tag"] = 1234 },
    options = { {} },
    segments = { { { address = "2001:db8::3" }, { address = "2001:db8::4" } },
      ["ipv6.routing.srh.addr"] = "2001:db8::3;2001:db8::4" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IPv6(src="2001:db8::1", dst="2001:db8::2") / IPv6ExtHdrRouting(nh=58,
    type=2, segleft=1, addresses=["2001:db8::9"]) / ICMPv6EchoRequest(id=1,
    seq=2)]],
  bytes = [[
    02000000000202000000000186dd6000000000202b4020010db8000000000000
    00000000000120010db80000000000000000000000023a020201000000002001
    0db80000000000000000000000098000243e00010002
  ]],
  fields = {
    nextheader = { 58, "ipv6.routing.nxt" },
    headerlength = { 24, "ipv6.routing.len_oct" },
    type = { 2, "ipv6.routing.type" },
    segmentsleft = { 1, "ipv6.routing.segleft" },
    reserved = { 0, "ipv6.routing.mipv6.reserved" },
    homeaddress = { "2001:db8::9", "ipv6.routing.mipv6.home_address" },
    data = { "" },
  },
})
