local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local function decode(...)
  return support.decode(
    wire "02:00:00:00:00:02 02:00:00:00:00:01 86dd" .. wire(...))
end

local addresses <const> = " 20010db8000000000000000000000001" ..
  " 20010db8000000000000000000000002 "

describe("ip6", function()
  it("reads its bits", function()
    local ip6 = decode("6b8fedcb 0001 3bff" .. addresses .. "41").ip6
    assert.same({ version = 6, trafficclass = 0xb8, flowlabel = 0xfedcb,
      length = 1, nextheader = 59, hoplimit = 255, source = "2001:db8::1",
      destination = "2001:db8::2" }, pycap.table(ip6))
  end)

  it("ends the payload where its length says", function()
    local packet = decode("60000000 0002 fd40" .. addresses .. "4142 0000")
    assert.equal("AB", packet.payload)
    assert.equal("\0\0", packet.trailer)
  end)

  it("takes all that is there where its length is not known", function()
    local packet = decode("60000000 0000 fd40" .. addresses .. "4142")
    assert.equal("AB", packet.payload)
    assert.is_nil(packet.malformed)
  end)

  it("is empty where its length is 0 and nothing follows", function()
    local packet = decode("60000000 0000 3b40" .. addresses .. "4142")
    assert.equal("", packet.payload)
    assert.equal("AB", packet.trailer)
  end)

  it("ends the chain at 59 and at ESP", function()
    for number, count in pairs { ["3b"] = 2, ["32"] = 3 } do
      local packet = decode("60000000 000c " .. number .. "40" .. addresses ..
        "3b00000000000000 3b000000")
      assert.equal(count, #packet)
      assert.equal(count == 2 and 12 or 4, #packet.payload)
      assert.is_nil(packet.malformed)
    end
  end)

  it("stops where the version is not 6", function()
    local packet = decode("40000000 0000 3b40" .. addresses)
    assert.equal(1, #packet)
    assert.equal("ip6: its version is not 6, at byte 14", packet.malformed)
  end)

  it("carries extension headers in any order and number", function()
    local names = { "hopbyhop", "destinationoptions", "routing", "fragment",
      "ah", "mobility", "destinationoptions", "destinationoptions" }
    local headers = { pycap.ip6() }
    for i, name in ipairs(names) do headers[i + 1] = pycap[name]() end
    headers[#headers + 1] = pycap.gre()
    local bytes = pycap.packet(table.unpack(headers)).bytes
    local packet = decode((bytes:gsub(".", function(c)
      return ("%02x"):format(c:byte())
    end)))
    assert.equal(#names + 3, #packet)
    assert.is_nil(packet.malformed)
    assert.equal(88, packet.ip6.length)
    local next_headers = { 0, 60, 43, 44, 51, 135, 60, 60, 47 }
    for i, number in ipairs(next_headers) do
      assert.equal(number, packet[i + 1].nextheader)
    end
  end)
end)

require "spec.support.every" (_ENV, "ip6", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IPv6(tc=0xb9, fl=0xabcde, nh=253, hlim=33, src="2001:db8::1",
    dst="2001:db8::2") / Raw(b"abcde")]],
  bytes = [[
    02000000000202000000000186dd6b9abcde0005fd2120010db8000000000000
    00000000000120010db80000000000000000000000026162636465
  ]],
  fields = {
    version = { 6, "ipv6.version" },
    trafficclass = { 185, "ipv6.tclass" },
    flowlabel = { 703710, "ipv6.flow" },
    length = { 5, "ipv6.plen" },
    nextheader = { 253, "ipv6.nxt" },
    hoplimit = { 33, "ipv6.hlim" },
    source = { "2001:db8::1", "ipv6.src" },
    destination = { "2001:db8::2", "ipv6.dst" },
  },
})
