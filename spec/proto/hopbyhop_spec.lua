local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local function decode(bytes)
  local packet = pycap.packet(pycap.ethernet(), pycap.ip6 { nextheader = 0 },
    wire(bytes))
  return support.decode(packet.bytes)
end

describe("hopbyhop", function()
  it("has the size of a jumbogram follow an edit", function()
    local bytes = support.wire [[
      60000000 0000 00 40 20010db8000000000000000000000001
      20010db8000000000000000000000002
      11 00 c2 04 00010010          -- 65552 bytes behind the IPv6 header
      0007 0009 0000 0000
    ]] .. ("x"):rep(65536)
    local packet = support.decode(bytes, { datalink = 101 })
    packet.ip6.hoplimit = 1
    assert.equal(bytes:sub(9), packet.bytes:sub(9))
    packet.payload = packet.payload .. "four"
    assert.equal("\0\1\0\x14", packet.bytes:sub(45, 48))
    packet.hopbyhop.options = { { name = "jumbo", size = 7 } }
    assert.equal("\0\0\0\7", packet.bytes:sub(45, 48))
  end)

  it("is eight bytes of padding when nothing is set", function()
    local hopbyhop = pycap.hopbyhop()
    assert.equal("\59" .. ("\0"):rep(7), hopbyhop.packet)
    assert.same({}, hopbyhop.options)
  end)

  it("reads its options by name", function()
    local options = decode [[
      3b 04
      05 02 0000
      00
      c2 04 00010000
      04 01 07
      01 00
      c9 10 20010db8000000000000000000000001
      1e 01 ff 00
    ]].hopbyhop.options
    assert.equal(7, #options)
    assert.same({ kind = 5, length = 2, name = "routeralert", value = 0 },
      options[1])
    assert.same({ kind = 0, name = "pad1" }, options[2])
    assert.equal(65536, options[3].size)
    assert.equal(7, options[4].limit)
    assert.equal("padn", options[5].name)
    assert.equal("2001:db8::1", options[6].address)
    assert.same({ kind = 0x1e, length = 1, data = "\xff" },
      options[7])
  end)

  it("writes its options and pads them", function()
    local hopbyhop = pycap.hopbyhop { options = {
      { name = "routeralert", value = 1 }, { name = "tunnellimit", limit = 4 },
    } }
    assert.equal(wire "3b 01 0502 0001 040104" .. ("\0"):rep(7),
      hopbyhop.packet)
  end)

  it("keeps a list that is broken", function()
    local options = decode "3b 00 05 02 0000 c2 04".hopbyhop.options
    assert.equal(2, #options)
    assert.equal("\xc2\4", options[2].data)
  end)
end)

require "spec.support.every" (_ENV, "hopbyhop", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IPv6(src="2001:db8::1", dst="2001:db8::2") / IPv6ExtHdrHopByHop(nh=58,
    options=[RouterAlert(value=0)]) / ICMPv6EchoRequest(id=1, seq=2)]],
  bytes = [[
    02000000000202000000000186dd600000000010004020010db8000000000000
    00000000000120010db80000000000000000000000023a000502000001008000
    244500010002
  ]],
  fields = {
    nextheader = { 58, "ipv6.hopopts.nxt" },
    headerlength = { 8, "ipv6.hopopts.len_oct" },
    options = { { { name = "routeralert", length = 2, value = 0 }, { name =
      "padn", length = 0 } }, ["ipv6.opt.type"] = "0x05;0x01",
      ["ipv6.opt.router_alert"] = 0 },
  },
})
