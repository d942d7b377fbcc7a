local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local function decode(...)
  return support.decode(
    wire "02:00:00:00:00:02 02:00:00:00:00:01 0800" .. wire(...))
end

local addresses <const> = " c0000201 c0000202 "

describe("ip", function()
  it("reads its bits", function()
    local ip = decode("45b8 001c 1234 5007 40fd 0000" .. addresses ..
      "0102030405060708").ip
    assert.equal(4, ip.version)
    assert.equal(20, ip.headerlength)
    assert.equal(0xb8, ip.typeofservice)
    assert.equal(28, ip.length)
    assert.equal(2, ip.flags)
    assert.equal(0x1007 * 8, ip.offset)
    assert.equal("192.0.2.1", ip.source)
  end)

  it("ends the payload where its length says", function()
    local packet = decode("4500 0016 0000 0000 40fd 0000" .. addresses ..
      "4142 000000")
    assert.equal("AB", packet.payload)
    assert.equal("\0\0\0", packet.trailer)
    assert.is_nil(packet.malformed)
  end)

  it("takes all that is there where its length is not known", function()
    local packet = decode("4500 0000 0000 0000 40fd 0000" .. addresses ..
      "414243")
    assert.equal("ABC", packet.payload)
    assert.equal("", packet.trailer)
    assert.equal(0, packet.ip.length)
    assert.is_nil(packet.malformed)
  end)

  it("goes on where its length reaches too far, and says so", function()
    local packet = decode("4500 0040 0000 0000 4004 0000" .. addresses ..
      "4500 0014 0000 0000 40fd 0000" .. addresses)
    assert.equal(3, #packet)
    assert.equal("ip: its length exceeds the bytes available, at byte 14",
      packet.malformed)
  end)

  for what, bytes in pairs {
    ["its header length is too small"] = "4400 0014",
    ["its length is too small"] = "4500 0013",
    ["its version is not 4"] = "5500 0014",
  } do
    it("stops where it lies: " .. what, function()
      local packet = decode(bytes .. " 0000 0000 40fd 0000" .. addresses)
      assert.equal(1, #packet)
      assert.equal(20, #packet.payload)
      assert.equal("ip: " .. what .. ", at byte 14", packet.malformed)
    end)
  end

  it("is cut within its options", function()
    local packet = decode("4600 0018 0000 0000 40fd 0000" .. addresses)
    assert.equal("ip: cut short, at byte 14", packet.malformed)
    assert.equal(24, packet.ip.headerlength)
    assert.is_string(packet.ip.destination)
    assert.equal("", packet.payload)
    assert.equal(9, #packet.flow)
  end)

  it("is IPv6 where the version is 6", function()
    local packet = decode("60000000 0000 3b40" .. ("00"):rep(32))
    assert.equal(59, packet.ip6.nextheader)
    assert.is_nil(packet.ip)
    assert.is_nil(packet.malformed)
  end)

  it("has nothing below a later fragment", function()
    local packet = decode("4500 0028 0000 0001 4004 0000" .. addresses ..
      "4500 0014 0000 0000 40fd 0000" .. addresses)
    assert.equal(2, #packet)
    assert.equal(20, #packet.payload)
    packet = decode("4500 0028 0000 2000 4004 0000" .. addresses ..
      "4500 0014 0000 0000 40fd 0000" .. addresses)
    assert.equal(3, #packet)
  end)

  it("lets what is in a first fragment count the whole", function()
    local udp = "0007 0009 1000 0000 4142"
    local packet = decode("4500 001e 0000 2000 4011 0000" .. addresses .. udp)
    assert.equal("AB", packet.payload)
    assert.equal(4096, packet.udp.length)
    assert.is_nil(packet.malformed)
    packet = decode("4500 001e 0000 0000 4011 0000" .. addresses .. udp)
    assert.equal("udp: its length exceeds the bytes available, at byte 34",
      packet.malformed)
  end)

  it("is what malformed names, though UDP is wrong as well", function()
    local packet = decode("4500 0100 0000 0000 4011 0000" .. addresses ..
      "0007 0009 1000 0000 4142")
    assert.equal("ip: its length exceeds the bytes available, at byte 14",
      packet.malformed)
    assert.equal(4096, packet.udp.length)
  end)

  it("carries itself and IPv6, and links to them", function()
    local packet = pycap.packet(pycap.ip { source = "192.0.2.1" },
      pycap.ip { source = "192.0.2.2" }, pycap.ip6())
    assert.equal(4, packet[1].protocol)
    assert.equal(41, packet[2].protocol)
    assert.equal(80, packet[1].length)
    assert.equal(60, packet[2].length)
    assert.equal("192.0.2.1", packet.ip.source)
  end)

  it("stops at 256 headers of a chain", function()
    local headers, chain = 1000, {}
    for i = 1, headers do
      chain[i] = ("4500 %04x 0000 0000 4004 0000"):format(
        (headers - i + 1) * 20) .. addresses
    end
    local packet = decode(table.concat(chain))
    assert.equal(256, #packet)
    assert.equal((headers - 255) * 20, #packet.payload)
    assert.equal(("ip: too many headers, at byte %d"):format(14 + 255 * 20),
      packet.malformed)
  end)

  it("reads its options by name", function()
    local options = decode("4d00 0034 0000 0000 40fd 0000" .. addresses .. [[
      01
      07 0b 08 c0000201 00000000
      44 08 05 10 00000001
      94 04 0000
      88 04 1234
      9e 04 0102
    ]]).ip.options
    assert.equal(6, #options)
    assert.same({ kind = 1, name = "nop" }, options[1])
    assert.equal(8, options[2].pointer)
    assert.equal(2, #options[2].route)
    assert.equal("192.0.2.1", options[2].route[1].address)
    assert.equal(1, options[3].overflow)
    assert.equal("\0\0\0\1", options[3].data)
    assert.equal(0, options[4].value)
    assert.equal(0x1234, options[5].id)
    assert.same({ kind = 0x9e, length = 4, data = "\1\2" },
      options[6])
  end)

  it("writes its options, pads them and counts them", function()
    local ip = pycap.ip { options = { { name = "loosesource", pointer = 4,
      route = { { address = "192.0.2.1" } } } } }
    local packet = pycap.packet(ip)
    assert.equal("\x83\7\4\192\0\2\1\0", ip.packet:sub(21))
    assert.equal(28, packet.ip.headerlength)
    assert.equal(28, packet.ip.length)
    assert.equal("192.0.2.1", packet.ip.options[1].route[1].address)
  end)

  it("keeps options that are broken", function()
    local packet = decode("4600 0018 0000 0000 40fd 0000" .. addresses ..
      "01 94 09 00")
    assert.equal("\x94\9\0", packet.ip.options[2].data)
    assert.is_nil(packet.malformed)
  end)

  it("takes names for its flags", function()
    assert.equal(2, pycap.ip { flags = "dontfragment" }.flags)
    assert.equal(5, pycap.ip { flags = "reserved, morefragments" }.flags)
  end)

  it("prints as the old library did", function()
    assert.equal("IP(proto=0x6, 192.0.2.1 -> 192.0.2.2)",
      tostring(pycap.ip { protocol = "tcp", source = "192.0.2.1",
        destination = "192.0.2.2" }))
  end)
end)

require "spec.support.every" (_ENV, "ip", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IP(tos=0xb9, id=0x1234, flags="DF", frag=0, ttl=33, proto=253,
    src="192.0.2.1", dst="198.51.100.2", options=[IPOption_Router_Alert()]) /
    Raw(b"abcde")]],
  bytes = [[
    020000000002020000000001080046b9001d1234400021fdc4bbc0000201c633
    6402940400006162636465
  ]],
  fields = {
    version = { 4, "ip.version" },
    headerlength = { 24, "ip.hdr_len" },
    typeofservice = { 185, "ip.dsfield" },
    length = { 29, "ip.len" },
    id = { 4660, "ip.id" },
    flags = { 2, "ip.flags" },
    offset = { 0, "ip.frag_offset" },
    timetolive = { 33, "ip.ttl" },
    protocol = { 253, "ip.proto" },
    checksum = { 50363, "ip.checksum" },
    source = { "192.0.2.1", "ip.src" },
    destination = { "198.51.100.2", "ip.dst" },
    options = { { { name = "routeralert", length = 4, value = 0 } },
      ["ip.opt.type"] = 148 },
  },
})
