--
-- compose_spec.lua - pycap.packet: packets made of headers
--
local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local request = wire [[
  ff:ff:ff:ff:ff:ff 02:00:00:00:00:01 0806
  0001 0800 06 04 0001
  02:00:00:00:00:01 c0000201
  00:00:00:00:00:00 c0000202
]]
local padding = ("\0"):rep(18)

-- The first packet of a capture file of this frame.
local function decode(frame, options)
  return support.decode(frame or request .. padding, options)
end

local function made()
  return pycap.packet(
    pycap.ethernet { source = "02:00:00:00:00:01" },
    pycap.arp { sourcehardware = "02:00:00:00:00:01",
      sourceprotocol = "192.0.2.1", targetprotocol = "192.0.2.2" })
end

describe("pycap.packet", function()
  it("composes headers and fills in the links between them", function()
    local packet = made()
    assert.equal(request, packet.bytes)
    assert.equal(42, packet.length)
    assert.equal(42, packet.caplen)
    assert.equal(0x0806, packet.ethernet.type)
    assert.equal(0, packet.timestamp)
    assert.equal("", packet.payload)
    assert.equal("", packet.trailer)
    assert.is_nil(packet.malformed)
    assert.is_nil(packet.quoted)
  end)

  it("takes a payload, also alone", function()
    assert.equal("rest", pycap.packet("rest").bytes)
    assert.equal(4, pycap.packet("rest").length)
    assert.equal("", pycap.packet("").bytes)
    local packet = pycap.packet(pycap.ethernet(), "rest")
    assert.equal("rest", packet.payload)
    assert.equal(18, #packet.bytes)
  end)

  it("is as long as its bytes, whatever is assigned later", function()
    local packet = pycap.packet(pycap.ethernet(), "rest")
    packet.payload = "longer than that"
    assert.equal(30, packet.length)
    assert.equal(30, packet.caplen)
    packet = pycap.packet("rest")
    packet.payload = ""
    assert.equal(0, packet.length)
    packet = pycap.packet(decode():unpack())
    packet.payload = ""
    assert.equal(60, packet.length)
    local arp = pycap.packet(pycap.arp())
    arp.arp.sourcehardware = pycap.raw "\0\1\2\3\4\5\6\7"
    assert.equal(32, arp.length)
  end)

  it("leaves the headers that it was given alone", function()
    local ethernet, arp = pycap.ethernet(), pycap.arp()
    local packet = pycap.packet(ethernet, arp)
    packet.arp.operation = 2
    packet.ethernet.source = "02:00:00:00:00:05"
    assert.equal(1, arp.operation)
    assert.equal("00:00:00:00:00:00", ethernet.source)
    assert.equal(0x9000, ethernet.type)
    arp.operation = 3
    assert.equal(2, packet.arp.operation)
  end)

  it("takes one header twice", function()
    local tag = pycap.vlan { id = 5 }
    local packet = pycap.packet(pycap.ethernet(), tag, tag)
    packet[2].id = 6
    assert.equal("\x81\0\0\6\x81\0\0\5\x90\0", packet.bytes:sub(13))
  end)

  it("takes what unpack gives, time and all", function()
    local packet = decode()
    assert.equal(packet.bytes, pycap.packet(packet:unpack()).bytes)
    assert.equal(request, pycap.packet(packet[1], packet[2]).bytes)
  end)

  it("puts captured headers under made ones, and the other way", function()
    local packet = decode()
    local tagged = pycap.packet(packet.ethernet, pycap.vlan { id = 7 },
      packet.arp, "rest")
    assert.equal(request:sub(1, 12) .. wire "8100 0007 0806" ..
      request:sub(15) .. "rest", tagged.bytes)
    local other = pycap.packet(pycap.ethernet(), packet.arp)
    assert.equal("\x08\x06", other.bytes:sub(13, 14))
    assert.equal(request:sub(15), other.arp.packet)
  end)

  it("takes along what was assigned to a captured header", function()
    local packet = decode()
    packet.arp.operation = 2
    packet.ethernet.type = 0x1234
    local copy = pycap.packet(packet:unpack())
    assert.equal(2, copy.arp.operation)
    assert.equal(packet.bytes, copy.bytes)
    assert.equal("\x12\x34", copy.bytes:sub(13, 14))
  end)

  it("keeps the odd type of a captured frame", function()
    local frame = request:sub(1, 12) .. "\x91\0\0\5\x88\xa8\0\6\x08\0rest"
    local packet = decode(frame)
    assert.equal(4, #packet + 1)
    assert.equal(frame, pycap.packet(packet:unpack()).bytes)
  end)

  it("refuses what is no header, and says which", function()
    local arp = pycap.arp()
    local message = "bad argument #%d to '.*packet' %%(header.* expected, got "
    for _, value in ipairs { true, {}, print, decode(), io.stdout } do
      assert.error_matches(function() pycap.packet(value) end,
        message:format(1))
      assert.error_matches(function() pycap.packet(arp, value, arp) end,
        message:format(2))
    end
    assert.error_matches(function() pycap.packet("x", arp) end,
      message:format(1))
    assert.error_matches(function() pycap.packet(arp, 5, arp) end,
      message:format(2))
    assert.error_matches(function() pycap.packet(nil) end, message:format(1))
    assert.error_matches(function() pycap.packet(5) end, message:format(1))
    assert.error_matches(function() pycap.packet() end, "value expected")
  end)

  it("takes 256 headers and refuses 300", function()
    local tags = {}
    for i = 1, 300 do tags[i] = pycap.vlan { id = i } end
    local packet = pycap.packet(table.unpack(tags, 1, 256))
    assert.equal(256, #packet)
    assert.equal(1024, #packet.bytes)
    assert.equal(256, packet[256].id)
    assert.equal(258, select("#", packet:unpack()))
    assert.matches("vlan 255, VLAN id=256,", tostring(packet))
    assert.equal(256, #packet:table().headers)
    assert.error_matches(function() pycap.packet(table.unpack(tags)) end,
      "too many headers (at most 256)", 1, true)
  end)

  it("refuses a packet that is too long", function()
    local long = ("x"):rep((1 << 27) + 1)
    local message = "packet too long (at most 134217728 bytes)"
    assert.error_matches(function() pycap.packet(long) end, message, 1, true)
    local packet = pycap.packet(pycap.ethernet(), "rest")
    packet.payload = long
    assert.error_matches(function() return packet.bytes end, message, 1, true)
    packet.payload = nil
    assert.equal(18, #packet.bytes)
  end)

  it("survives a finalizer that assigns to its parts", function()
    local done = 0
    for i = 1, 200 do
      local arp = pycap.arp {
        sourcehardware = pycap.raw(("\1"):rep(200)) }
      local packet = pycap.packet(arp, ("x"):rep(i))
      setmetatable({}, { __gc = function()
        packet.payload = ("y"):rep(5000)
        packet.arp.sourcehardware = pycap.raw(("\2"):rep(255))
        done = done + 1
      end })
      local ok, bytes = pcall(function() return packet.bytes end)
      if ok then assert.is_true(#bytes >= 408)
      else assert.matches("changed while", bytes) end
    end
    collectgarbage()
    assert.equal(200, done)
  end)

  it("writes corpus packets back as they were, byte for byte", function()
    support.needs("corpus")
    local packets = 0

    local function write_back(name)
      local capture <close> = pycap { filename = name }
      for packet in capture:packets() do
        local bytes = packet.bytes
        assert.equal(bytes, pycap.packet(packet:unpack()).bytes)
        for i = 1, #packet do
          for field, value in pairs(packet[i]) do packet[i][field] = value end
        end
        assert.equal(bytes, packet.bytes)
        packets = packets + 1
      end
    end

    local files = support.corpus("EN10MB")
    for _, file in ipairs(files) do
      local ok, fault = pcall(write_back, file.path)
      -- some files cannot be opened, or break off: corpus_spec has them
      if not ok then assert.equal(pycap.error, getmetatable(fault), fault) end
    end
    assert.is_true(packets > files.packets * 3 // 4)
  end)
end)
