local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local function decode(bytes)
  local packet = pycap.packet(pycap.ethernet(), pycap.ip(),
    pycap.udp { destinationport = 6081 }, wire(bytes))
  return support.decode(packet.bytes)
end

describe("geneve", function()
  it("reads its bits", function()
    local packet = decode "00bf 88b5 010203ff 4142"
    local geneve = packet.geneve
    assert.equal(0, geneve.version)
    assert.equal(8, geneve.headerlength)
    assert.equal(1, geneve.control)
    assert.equal(0, geneve.critical)
    assert.equal(0x3f, geneve.reserved)
    assert.equal(0x010203, geneve.id)
    assert.equal(0xff, geneve.reserved2)
    assert.equal("AB", packet.payload)
  end)

  it("carries what stands behind its options", function()
    local packet = decode("0200 0806 00000700 0102 80 01 aabbccdd" ..
      ("00"):rep(28))
    assert.equal(16, packet.geneve.headerlength)
    assert.is_table(packet.arp)
  end)

  it("has options of classes", function()
    local options = decode [[
      0400 88b5 00000700
      0102 80 01 aabbccdd
      0103 01 00
      0104 02 0f
    ]].geneve.options
    assert.equal(3, #options)
    assert.same({ class = 0x0102, kind = 0x80, reserved = 0, length = 4,
      data = "\xaa\xbb\xcc\xdd" }, options[1])
    assert.equal(0x0103, options[2].class)
    assert.equal("\1\4\2\15", options[3].data)
    local geneve = pycap.geneve { options = {
      { class = 0x0102, kind = 0x80, data = "\xaa\xbb\xcc\xdd" } } }
    assert.equal("\2\x40\x90\0\0\0\0\0\1\2\x80\1\xaa\xbb\xcc\xdd",
      geneve.packet)
  end)

  it("says that there are critical options, unless that is set", function()
    local critical = { class = 0x0102, kind = 0x80, data = "abcd" }
    local other = { class = 0x0102, kind = 1, data = "abcd" }
    local function made(fields)
      return pycap.packet(pycap.udp(), pycap.geneve(fields)).bytes:byte(10)
    end
    assert.equal(0x40, made { options = { critical } })
    assert.equal(0x40, made { options = { other, critical } })
    assert.equal(0, made { options = { other } })
    assert.equal(0, made { options = { critical }, critical = 0 })
    assert.equal(0x40, made { critical = 1 })
    local packet = decode "0000 0800 00000000"
    packet.geneve.options = { critical }
    assert.equal("\2\x40", packet.geneve.packet:sub(1, 2))
    packet.geneve.options = { other }
    assert.equal("\2\0", packet.geneve.packet:sub(1, 2))
    packet.geneve.critical = 0
    packet.geneve.options = { critical }
    assert.equal("\2\0", packet.geneve.packet:sub(1, 2))
    -- A flag that lies stays, as long as what it is about does.
    packet = decode "0240 0800 00000000 0102 01 01 61626364"
    assert.equal(1, packet.geneve.critical)
    packet.geneve.options = { { class = 7, kind = 1, data = "abcd" } }
    assert.equal("\2\x40", packet.geneve.packet:sub(1, 2))
  end)

  it("stops at another version", function()
    local packet = decode "4000 0800 00000000"
    assert.equal(3, #packet)
    assert.equal("geneve: its version is not 0, at byte 42", packet.malformed)
  end)

  it("links to what it carries", function()
    local packet = pycap.packet(pycap.udp(), pycap.geneve(), pycap.ethernet())
    assert.equal(6081, packet[1].destinationport)
    assert.equal(0x6558, packet[2].protocol)
  end)
end)

require "spec.support.every" (_ENV, "geneve", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IP(src="192.0.2.1", dst="198.51.100.2") / UDP(sport=40001, dport=6081) /
    GENEVE(vni=0x123456, proto=0x6558, critical=0, oam=1) /
    Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02", type=0x88b5) /
    Raw(b"x")]],
  bytes = [[
    0200000000020200000000010800450000330001000040118e82c0000201c633
    64029c4117c1001f8cb0008065581234560002000000000202000000000188b5
    78
  ]],
  fields = {
    version = { 0, "geneve.version" },
    headerlength = { 8, ["geneve.option.length"] = 0 },
    control = { 1, "geneve.flags.oam" },
    critical = { 0, "geneve.flags.critical" },
    reserved = { 0, "geneve.flags.reserved" },
    protocol = { 25944, "geneve.proto_type" },
    id = { 1193046, "geneve.vni" },
    reserved2 = { 0, "geneve.reserved" },
    options = { { }, ["geneve.option.length"] = 0 },
  },
})
