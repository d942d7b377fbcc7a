local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

-- The packet of an IPv4 datagram that carries these bytes.
local function decode(bytes)
  local ip = ("\x45\0" .. (">I2"):pack(20 + #bytes)) ..
    wire "0001 0000 40 06 0000 c0000201 c0000202"
  return support.decode(ip .. bytes, { datalink = 101 })
end

-- A header with these options, which are whole words.
local function header(options)
  return wire "e0eb 144c 12345678 87654321" ..
    string.char((20 + #options) // 4 << 4, 0x18) ..
    wire "0400 abcd 0000" .. options
end

describe("tcp", function()
  it("reads every field and what it carries", function()
    local packet = decode(header "" .. "data")
    assert.same({
      sourceport = 57579, destinationport = 5196, sequence = 0x12345678,
      acknowledge = 0x87654321, headerlength = 20, reserved = 0, flags = 24,
      window = 1024, checksum = 0xabcd, urgent = 0, options = {},
    }, pycap.table(packet.tcp))
    assert.equal("data", packet.payload)
  end)

  it("prints as the old library did", function()
    assert.equal("TCP(57579 -> 5196, seq=0x12345678, ack=0x87654321, " ..
      "flags=(push, ack))", tostring(decode(header "").tcp))
    assert.matches("flags=()", tostring(pycap.tcp()), 1, true)
  end)

  it("takes the names of flags", function()
    assert.equal(2, pycap.tcp { flags = "syn" }.flags)
    assert.equal(0, pycap.tcp { flags = "" }.flags)
    assert.equal(0x12, pycap.tcp { flags = "syn,ack" }.flags)
    assert.equal(0xff, pycap.tcp {
      flags = "fin, syn, rst, push, ack, urg, ece, cwr",
    }.flags)
    local constants = pycap.constants.tcp
    assert.equal(0x12, constants.TH_SYN | constants.TH_ACK)
    for _, text in ipairs { ",", "syn,", "syn,,ack", "sy", "synack", ",syn",
        "syn ack", "SYN" } do
      assert.error_matches(function() pycap.tcp { flags = text } end,
        "tcp.flags: no such name", 1, true)
    end
  end)

  it("reads the options of a SYN by name", function()
    local options = decode(header(wire [[
      02 04 05b4  04 02  08 0a 00000010 00000020  01  03 03 07
    ]])).tcp.options
    assert.equal(5, #options)
    assert.equal(1460, options[1].size)
    assert.equal("sackpermitted", options[2].name)
    assert.equal(16, options[3].value)
    assert.equal(32, options[3].echo)
    assert.equal("nop", options[4].name)
    assert.equal("windowscale", options[5].name)
    assert.equal(7, options[5].shift)
  end)

  it("reads the blocks of a selective acknowledgement", function()
    local options = decode(header(wire [[
      01 01  05 12 00000001 00000010 00000100 00001000
    ]])).tcp.options
    assert.equal("sack", options[3].name)
    assert.same({ { left = 1, right = 16 }, { left = 256, right = 4096 } },
      options[3].blocks)
  end)

  it("reads fast open, MD5, and what it does not know", function()
    local options = decode(header(wire [[
      22 06 11223344  13 12 000102030405060708090a0b0c0d0e0f
      63 04 abcd
    ]])).tcp.options
    assert.equal("\x11\x22\x33\x44", options[1].cookie)
    assert.equal("fastopen", options[1].name)
    assert.equal("\0\1\2\3\4\5\6\7\8\9\10\11\12\13\14\15", options[2].digest)
    assert.equal(99, options[3].kind)
    assert.equal("\xab\xcd", options[3].data)
  end)

  it("writes options by name", function()
    local packet = pycap.packet(pycap.ip(), pycap.tcp {
      flags = "syn", options = {
        { name = "mss", size = 1460 }, { name = "windowscale", shift = 7 },
        { name = "sack", blocks = { { left = 1, right = 2 } } },
      },
    })
    assert.equal(wire [[
      02 04 05b4  03 03 07  05 0a 00000001 00000002  00 00 00
    ]], packet.tcp.packet:sub(21))
    assert.equal(40, packet.tcp.headerlength)
    assert.equal(60, packet.ip.length)
  end)

  it("has no header when its length is too small, a cut one when large",
    function()
    local bytes = header ""
    for length = 0, 4 do
      local packet = decode(bytes:sub(1, 12) .. string.char(length << 4) ..
        bytes:sub(14))
      assert.equal("tcp: its header length is too small, at byte 20",
        packet.malformed)
      assert.is_nil(packet.tcp)
    end
    local packet = decode(bytes:sub(1, 12) .. "\x60" .. bytes:sub(14))
    assert.equal("tcp: cut short, at byte 20", packet.malformed)
    assert.equal(2, #packet)
    assert.equal(24, packet.tcp.headerlength)
    assert.same({}, packet.tcp.options)
  end)
end)

require "spec.support.every" (_ENV, "tcp", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IP(src="192.0.2.1", dst="198.51.100.2") / TCP(sport=40001, dport=40002,
    seq=0x12345678, ack=0x9abcdef0, flags="PAUE", window=0x1357, urgptr=0x2468,
    options=[("MSS", 1460), ("NOP", None), ("WScale", 7)]) / Raw(b"abcde")]],
  bytes = [[
    0200000000020200000000010800450000350001000040068e8bc0000201c633
    64029c419c42123456789abcdef0707813571b022468020405b4010303076162
    636465
  ]],
  fields = {
    sourceport = { 40001, "tcp.srcport" },
    destinationport = { 40002, "tcp.dstport" },
    sequence = { 305419896, "tcp.seq_raw" },
    acknowledge = { 2596069104, "tcp.ack_raw" },
    headerlength = { 28, "tcp.hdr_len" },
    reserved = { 0, "tcp.flags.res" },
    flags = { 120, "tcp.flags" },
    window = { 4951, "tcp.window_size_value" },
    checksum = { 6914, "tcp.checksum" },
    urgent = { 9320, "tcp.urgent_pointer" },
    options = { { { name = "mss", length = 4, size = 1460 }, { name = "nop" }, {
      name = "windowscale", length = 3, shift = 7 } }, ["tcp.option_kind"] =
      "2;1;3", ["tcp.options.mss_val"] = 1460, ["tcp.options.wscale.shift"] = 7
      },
  },
})
