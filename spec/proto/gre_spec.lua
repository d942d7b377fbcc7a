local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local function decode(bytes)
  local packet = pycap.packet(pycap.ethernet(), pycap.ip { protocol = "gre" },
    wire(bytes))
  return support.decode(packet.bytes)
end

describe("gre", function()
  it("has what its flags say", function()
    local packet = decode "b000 88b5 1234 0000 00000007 00000009 4142"
    assert.same({ flags = 0xb000, protocol = 0x88b5, checksum = 0x1234,
      offset = 0, key = 7, sequence = 9 }, pycap.table(packet.gre))
    assert.equal("AB", packet.payload)
  end)

  it("has a length, a call and an acknowledgement in version 1", function()
    local packet = decode "3081 880b 0002 0007 00000001 00000002 4142"
    assert.same({ flags = 0x3081, protocol = 0x880b, length = 2, call = 7,
      sequence = 1, acknowledge = 2 }, pycap.table(packet.gre))
  end)

  it("carries PPP, as it is framed or bare", function()
    for _, framed in ipairs { "", "ff03 " } do
      local packet = decode("3001 880b 0018 0007 00000001 " .. framed ..
        "0021 4500 0014 0000 0000 40fd 0000 c0000201 c0000202")
      assert.equal(0x21, packet.ppp.protocol)
      assert.equal("192.0.2.1", packet[#packet].source)
    end
  end)

  it("carries nothing in version 1 without a number", function()
    local packet = decode "2081 880b 0000 0007 00000002"
    assert.equal(2, packet.gre.acknowledge)
    assert.equal(3, #packet)
    assert.is_nil(packet.malformed)
  end)

  it("knows no acknowledgement in version 0", function()
    local packet = decode "0080 88b5 4142"
    assert.is_nil(packet.gre.acknowledge)
    assert.equal("AB", packet.payload)
  end)

  it("has its routing up to the entry that is empty", function()
    local packet = decode [[
      4000 0806 0000 0004
      0800 04 08 c0000201 c0000202
      0000 00 00
      0001 0800 06 04 0001 020000000001 c0000201 000000000000 c0000202
    ]]
    assert.equal(4, packet.gre.offset)
    assert.equal(16, #packet.gre.routing)
    assert.equal("192.0.2.2", packet.arp.targetprotocol)
    packet = decode "4000 0806 0000 0004 0800 04 08 c0000201"
    assert.equal("gre: cut short, at byte 34", packet.malformed)
    assert.equal(0x0806, packet.gre.protocol)
    assert.equal(3, #packet)
  end)

  it("stops at another version", function()
    local packet = decode "0002 0800"
    assert.equal(2, #packet)
    assert.equal("gre: its version is neither 0 nor 1, at byte 34",
      packet.malformed)
  end)

  it("carries no length of IEEE 802.3", function()
    local packet = decode "0000 0003 424203 00"
    assert.equal(3, #packet)
    assert.equal("\x42\x42\3\0", packet.payload)
  end)

  it("carries Ethernet frames and IP, and links to them", function()
    for name, number in pairs { ethernet = 0x6558, ip = 0x0800,
        ip6 = 0x86dd, arp = 0x0806, vlan = 0x8100 } do
      local packet = pycap.packet(pycap.gre(), pycap[name]())
      assert.equal(number, packet[1].protocol)
      packet = decode((packet.bytes:gsub(".", function(c)
        return ("%02x"):format(c:byte())
      end)))
      assert.equal(4, #packet)
      assert.equal("pycap." .. name, getmetatable(packet[4]))
    end
  end)

  it("takes a field only with its flag", function()
    assert.equal("\x20\0\x90\0\0\0\0\7",
      pycap.gre { flags = "key", key = 7 }.packet)
    assert.error_matches(function()
      return pycap.gre { key = 7 }.packet
    end, "gre.key")
  end)
end)

require "spec.support.every" (_ENV, "gre", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IP(src="192.0.2.1", dst="198.51.100.2") / GRE(chksum_present=1,
    key_present=1, seqnum_present=1, key=0x12345678, seqence_number=0x9abcdef0,
    proto=0x88b5) / Raw(b"abcde")]],
  bytes = [[
    02000000000202000000000108004500002900010000402f8e6ec0000201c633
    6402b00088b5bb280000123456789abcdef06162636465
  ]],
  fields = {
    flags = { 45056, "gre.flags_and_version" },
    protocol = { 34997, "gre.proto" },
    checksum = { 47912, "gre.checksum" },
    offset = { 0, "gre.offset" },
    key = { 305419896, "gre.key" },
    sequence = { 2596069104, "gre.sequence_number" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IP(src="192.0.2.1", dst="198.51.100.2") / GRE_PPTP(seqnum_present=1,
    acknum_present=1, payload_len=4, call_id=0x1234, seqence_number=0x12345678,
    ack_number=0x9abcdef0) / Raw(bytes.fromhex("ff03c025"))]],
  bytes = [[
    02000000000202000000000108004500002800010000402f8e6fc0000201c633
    64023081880b00041234123456789abcdef0ff03c025
  ]],
  fields = {
    flags = { 12417, "gre.flags_and_version" },
    protocol = { 34827, "gre.proto" },
    length = { 4, "gre.key.payload_length" },
    call = { 4660, "gre.key.call_id" },
    sequence = { 305419896, "gre.sequence_number" },
    acknowledge = { 2596069104, "gre.ack_number" },
  },
})
