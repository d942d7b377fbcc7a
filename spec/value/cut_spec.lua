--
-- cut_spec.lua - headers that are cut: what is there of them is there
--
local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local lead = wire [[
  02:00:00:00:00:02 02:00:00:00:00:01 0800
  4500 0040 0001 0000 40 06 0000 c0000201 c6336402
]]

-- A SYN with MSS, SACK permitted, timestamps, window scale: 40 bytes.
local syn = wire [[
  9c40 01bb 11223344 00000000 a0 02 ffff 0000 0000
  0204 05b4  0402  080a 00000001 00000002  01  03 03 07
]]

-- The frame with so many bytes of TCP there.
local function cut(size)
  return { bytes = lead .. syn:sub(1, size), length = #lead + #syn }
end

local function decode(size) return support.decode(cut(size)) end

local function open(...)
  return pycap { filename = support.capture { ... } }
end

-- What a handler of TCP is called with, for each frame.
local function handled(names, ...)
  local calls = {}
  local capture <close> = open(...)
  capture:on("tcp", names, function(...)
    calls[#calls + 1] = table.pack(...)
  end)
  capture:loop()
  return calls
end

describe("a header that is cut", function()
  it("has the fields that are whole, and all that is there", function()
    local ends = { sourceport = 2, destinationport = 4, sequence = 8,
      acknowledge = 12, headerlength = 13, reserved = 13, flags = 14,
      window = 16, checksum = 18, urgent = 20, options = 20 }
    for size = 4, #syn - 1 do
      local packet = decode(size)
      assert.equal("tcp: cut off by the snapshot length, at byte 34",
        packet.malformed)
      assert.equal(3, #packet)
      assert.equal("", packet.payload)
      assert.equal("", packet.trailer)
      assert.equal(syn:sub(1, size), packet.tcp.packet)
      local seen = {}
      for name, value in pairs(packet.tcp) do seen[name] = value end
      for name, last in pairs(ends) do
        assert.equal(last <= size, seen[name] ~= nil, name)
        assert.same(seen[name], packet.tcp[name])
      end
      assert.same(seen, pycap.table(packet.tcp))
      assert.same(seen, packet:table().tcp)
    end
    assert.is_nil(decode(3).tcp)
    assert.equal(syn:sub(1, 3), decode(3).payload)
  end)

  it("has its list as far as that is whole, and the rest as bytes", function()
    local names = {}
    for i, item in ipairs(decode(28).tcp.options) do names[i] = item.name end
    assert.same({ "mss", "sackpermitted" }, names)
    local options = decode(33).tcp.options
    assert.equal(3, #options)
    assert.equal(syn:sub(27, 33), options[3].data)
    assert.is_nil(options[3].kind)
    assert.same({}, decode(20).tcp.options)
  end)

  it("leaves out of its text what is not there", function()
    assert.equal("TCP(40000 -> 443, seq=0x11223344)",
      tostring(decode(8).tcp))
    assert.matches("IP 192.0.2.1.40000 > 198.51.100.2.443: TCP [tcp: cut off",
      tostring(decode(4)), 1, true)
  end)

  it("reaches handlers, nil for what is not there", function()
    local calls = handled({ "ip.source", "sourceport", "sequence", "window",
      "packet.payload" }, cut(3), cut(4), cut(8), cut(40))
    assert.equal(3, #calls)
    assert.same({ "192.0.2.1", 40000, nil, nil, "", n = 5 }, calls[1])
    assert.same({ "192.0.2.1", 40000, 0x11223344, nil, "", n = 5 }, calls[2])
    assert.equal(65535, calls[3][4])
  end)

  it("meets conditions with what is there", function()
    local function count(conditions)
      return #handled(conditions, cut(4), cut(14), cut(40))
    end
    assert.equal(3, count { destinationport = 443 })
    assert.equal(2, count { flags = "syn" })
    assert.equal(1, count { window = 65535 })
    assert.equal(0, count { destinationport = 80 })
  end)

  it("has a flow, a conversation and keys", function()
    local whole, packet = decode(40), decode(4)
    assert.equal(13, #packet.flow)
    assert.equal(whole.flow, packet.flow)
    assert.equal(whole.conversation, packet.conversation)
    assert.equal(9, #decode(3).flow)
    local tally = pycap.tally { by = { "sourceport", "window" } }
    local capture <close> = open(cut(4), cut(14), cut(16), cut(40))
    capture:on("tcp", tally)
    capture:loop()
    local counts = {}
    for _, entry in ipairs(tally:top(9)) do
      counts[("%s %s"):format(entry[1], entry[2])] = entry.count
    end
    assert.same({ ["40000 nil"] = 2, ["40000 65535"] = 2 }, counts)
  end)

  it("refuses an assignment to what is not there", function()
    local tcp = decode(8).tcp
    for _ = 1, 2 do
      assert.error_matches(function() tcp.window = 1 end,
        "tcp.window: cannot be assigned: the header is cut off before it")
    end
    assert.error_matches(function() tcp.options = {} end, "tcp.options: ")
    assert.error_matches(function() tcp.nosuch = 1 end, "no such field")
    assert.is_nil(tcp.window)
  end)

  it("goes out byte for byte, and with what was set", function()
    for size = 4, 40 do
      local packet = decode(size)
      local bytes = lead .. syn:sub(1, size)
      assert.equal(bytes, packet.bytes)
      assert.equal(bytes, pycap.packet(packet:unpack()).bytes)
      packet.tcp.destinationport = 80
      bytes = bytes:sub(1, 36) .. "\0\80" .. bytes:sub(39)
      -- the checksum of a header that is whole follows
      if size < 40 then assert.equal(bytes, packet.bytes) end
      assert.equal(80, packet.tcp.destinationport)
      assert.equal(size < 12 or nil, packet.tcp.acknowledge == nil or nil)
      packet.ip.timetolive = 1
      assert.equal(#bytes, #packet.bytes)
      assert.equal(64, packet.ip.length)
    end
  end)

  it("keeps its list when that is assigned anew", function()
    for size = 20, 39 do
      local packet = decode(size)
      packet.tcp.options = packet.tcp.options
      assert.equal(lead .. syn:sub(1, size), packet.bytes)
    end
  end)

  it("has no verdict on its checksum", function()
    local packet = decode(30)
    assert.is_nil(pycap.checksum(packet.tcp))
    packet.tcp.sequence = 1
    assert.equal("\0\0", packet.bytes:sub(#lead + 17, #lead + 18))
  end)

  it("becomes code that makes it again", function()
    for _, size in ipairs { 4, 8, 20, 31 } do
      local source = pycap.code(decode(size))
      local make = load('local pycap = require "pycap" return ' .. source)
      assert.equal(lead .. syn:sub(1, size), make().bytes)
    end
  end)

  it("is cut short by what says its length, and leaves the trailer", function()
    local packet = support.decode(lead:sub(1, 16) .. "\0\28" ..
      lead:sub(19) .. syn:sub(1, 8) .. ("\0"):rep(18))
    assert.equal("tcp: cut short, at byte 34", packet.malformed)
    assert.equal(0x11223344, packet.tcp.sequence)
    assert.is_nil(packet.tcp.acknowledge)
    assert.equal(18, #packet.trailer)
  end)

  it("of ICMPv6 in a first fragment has its type", function()
    local bytes = wire [[
      60000000 0020 2c ff 20010db8000000000000000000000001
      ff020000000000000000000000000001
      3a 00 0001 00000009  -- fragment header: more of them follow
      87 00 1234 00000000 20010db8000000000000000000000002
    ]]:sub(1, 40 + 8 + 20)
    local capture <close> = pycap {
      filename = support.capture({ bytes }, { datalink = 101 })
    }
    local types = {}
    capture:on("icmp6", function(icmp6, packet)
      types[#types + 1] = icmp6.type
      assert.equal("icmp6: cut off by fragmentation, at byte 48",
        packet.malformed)
      assert.is_nil(icmp6.target)
      assert.equal(0, icmp6.reserved)
    end)
    capture:loop()
    assert.same({ 135 }, types)
  end)

  it("is one with a list that goes on", function()
    local sctp = pycap.packet(pycap.ip(), pycap.sctp { chunks = {
      { kind = "data", data = ("x"):rep(40) }, { kind = "cookieack" } } }).bytes
    local igmp = pycap.packet(pycap.ip(), pycap.igmp { type = "report3",
      groups = { { kind = "include", group = "233.252.0.1" },
        { kind = "include", group = "233.252.0.2" } } }).bytes
    local function read(bytes, size, length)
      return support.decode({ bytes = bytes:sub(1, size), length = length },
        { datalink = 101 })
    end
    local packet = read(sctp, #sctp - 8, #sctp)
    assert.equal("sctp: cut off by the snapshot length, at byte 20",
      packet.malformed)
    assert.is_nil(packet.sctp.chunks[1].kind)
    assert.equal(0, packet.sctp.sourceport)
    packet = read(sctp, #sctp - 4, #sctp)
    assert.equal("data", packet.sctp.chunks[1].name)
    assert.is_string(packet.malformed)
    for size = 29, #igmp - 1 do
      packet = read(igmp, size, #igmp)
      assert.equal("igmp: cut off by the snapshot length, at byte 20",
        packet.malformed)
      assert.equal(2, packet.igmp.records)
      assert.equal(size >= 36, packet.igmp.groups[1].kind ~= nil)
    end
    assert.is_nil(read(igmp, #igmp, #igmp + 4).malformed)
  end)

  it("is none where what is there of it says that it is another's", function()
    local geneve = wire "02 04 6558 000001 00  0101 01 02 0000"
    local packet = pycap.decode(geneve, "geneve", { length = 100 })
    assert.equal(1, packet.geneve.id)
    assert.equal("geneve: cut off by the snapshot length, at byte 0",
      packet.malformed)
    geneve = "\x42" .. geneve:sub(2)
    packet = pycap.decode(geneve, "geneve", { length = 100 })
    assert.is_nil(packet.geneve)
    assert.equal("geneve: its version is not 0, at byte 0", packet.malformed)
    assert.equal(geneve, packet.payload)
    assert.equal(geneve, packet.bytes)
  end)

  it("is what an error quotes", function()
    local quoted = lead:sub(15) .. syn:sub(1, 8)
    local packet = support.decode(wire [[
      4500 0038 0000 0000 40 01 0000 01020304 05060708  0b00 0000 00000000
    ]] .. quoted, { datalink = 101 })
    assert.equal(40000, packet.quoted.tcp.sourceport)
    assert.equal(13, #packet.quoted.flow)
    assert.equal("tcp: cut off in the message that quotes it, at byte 20",
      packet.quoted.malformed)
    assert.equal(quoted, packet.quoted.bytes)
  end)
end)
