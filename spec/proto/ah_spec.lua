local pycap = require "pycap"
local support = require "spec.support"

local function decode(ah)
  local packet = pycap.packet(pycap.ethernet(), pycap.ip { protocol = "ah" },
    ah)
  return support.decode(packet.bytes)
end

describe("ah", function()
  it("counts in fours, less two", function()
    local ah = pycap.ah { index = 0x0102, sequence = 3,
      check = ("\xaa"):rep(12) }
    assert.equal("\59\4\0\0\0\0\1\2\0\0\0\3" .. ("\xaa"):rep(12), ah.packet)
    assert.equal(24, pycap.packet(ah)[1].headerlength)
  end)

  it("is carried by IPv4, too, and carries on", function()
    local packet = pycap.packet(pycap.ip(), pycap.ah(), pycap.ip())
    assert.equal(51, packet[1].protocol)
    assert.equal(4, packet[2].nextheader)
  end)

  it("stops where its length does not hold its fields", function()
    local packet = decode("\59\0\0\0\0\0\0\0\0\0\0\0")
    assert.equal(2, #packet)
    assert.equal("ah: its header length is too small, at byte 34",
      packet.malformed)
    assert.equal(12, #packet.payload)
  end)
end)

require "spec.support.every" (_ENV, "ah", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IP(src="192.0.2.1", dst="198.51.100.2") / AH(payloadlen=4, spi=0x12345678,
    seq=0x9abcdef0, icv=b"ABCDEFGHIJKL", nh=17) / UDP(sport=40001, dport=40002,
    chksum=0) / Raw(b"abcde")]],
  bytes = [[
    0200000000020200000000010800450000390001000040338e5ac0000201c633
    640211040000123456789abcdef04142434445464748494a4b4c9c419c42000d
    00006162636465
  ]],
  fields = {
    nextheader = { 17, "ah.next_header" },
    headerlength = { 24, ["ah.length"] = 4 },
    reserved = { 0, "ah.reserved" },
    index = { 305419896, "ah.spi" },
    sequence = { 2596069104, "ah.sequence" },
    check = { "ABCDEFGHIJKL", ["ah.icv"] = "4142434445464748494a4b4c" },
  },
})
