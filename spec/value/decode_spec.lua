--
-- decode_spec.lua - pycap.decode: a packet of bytes in hand
--
local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local ip = wire [[
  4500 0021 0001 0000 40 11 0000 c0000201 c0000202
  1388 0035 000d 0000 68656c6c6f
]]
local frame = wire "02:00:00:00:00:02 02:00:00:00:00:01 0800" .. ip

-- The error that a call of decode raises, without its position.
local function refused(...)
  local ok, problem = pcall(pycap.decode, ...)
  assert.is_false(ok)
  return (problem:gsub("^[^:]+:%d+: ", ""))
end

describe("pycap.decode", function()
  it("takes the name of the protocol that the bytes begin with", function()
    assert.same({ "ethernet", "ip", "udp" },
      pycap.decode(frame, "ethernet"):table().protocols)
    assert.same({ "ip", "udp" }, pycap.decode(ip, "ip"):table().protocols)
    assert.same({ "udp" },
      pycap.decode(ip:sub(21), "udp"):table().protocols)
    assert.equal("hello", pycap.decode(ip:sub(21), "udp").payload)
  end)

  it("takes the number of a link type", function()
    local dlt = pycap.constants.dlt
    assert.equal(53, pycap.decode(frame, dlt.EN10MB).udp.destinationport)
    assert.equal(53, pycap.decode(ip, dlt.RAW).udp.destinationport)
    local unknown = pycap.decode(ip, 147)
    assert.equal(0, #unknown)
    assert.equal(ip, unknown.payload)
  end)

  it("gives what a capture file of these bytes gives", function()
    for size = 0, #frame do
      local bytes = frame:sub(1, size)
      local captured = support.decode { bytes = bytes, length = #frame }
      local decoded = pycap.decode(bytes, 1, { length = #frame,
        timestamp = captured.timestamp })
      assert.same(captured:table(), decoded:table())
      assert.equal(captured.malformed, decoded.malformed)
      assert.equal(tostring(captured), tostring(decoded))
    end
  end)

  it("says where decoding stopped, from the bytes' own beginning", function()
    assert.equal("udp: cut short, at byte 20",
      pycap.decode(ip:sub(1, 22), "ip").malformed:gsub("; .*", ""))
    assert.equal("arp: cut short, at byte 0", pycap.decode("", "arp").malformed)
  end)

  it("takes a time, in seconds or nanoseconds, and a length", function()
    local packet = pycap.decode(frame, 1, { time = 1.5 })
    assert.equal(1500000000, packet.timestamp)
    assert.equal(#frame, packet.length)
    packet = pycap.decode(frame, 1, { timestamp = -3, length = 1500 })
    assert.equal(-3, packet.timestamp)
    assert.equal(1500, packet.length)
    assert.equal(#frame, packet.caplen)
    assert.equal(0, pycap.decode(frame, 1).timestamp)
    assert.equal(-250000000, pycap.decode("", 1, { time = -0.25 }).timestamp)
  end)

  it("gives a packet like any: it can be edited, and composes", function()
    local packet = pycap.decode(frame, 1)
    assert.equal(frame, packet.bytes)
    packet.ip.timetolive = 9
    assert.equal(9, pycap.decode(packet.bytes, 1).ip.timetolive)
    assert.equal(#frame, #pycap.packet(packet:unpack()).bytes)
  end)

  it("refuses what is no protocol and no link type", function()
    assert.equal('decode: unknown protocol "etehrnet"; did you mean ethernet?',
      refused(frame, "etehrnet"))
    assert.equal('decode: unknown protocol "packet"', refused(frame, "packet"))
    assert.equal("decode: link type: integer from 0 to 2147483647 expected, " ..
      "got 1.5", refused(frame, 1.5))
    assert.equal("decode: name of a protocol or number of a link type " ..
      "expected, got nil", refused(frame))
    assert.equal("decode: string of bytes expected, got number",
      refused(5, "arp"))
  end)

  it("refuses options that contradict", function()
    assert.equal("decode: time and timestamp exclude each other",
      refused("", 1, { time = 1, timestamp = 1 }))
    assert.equal("decode: length: integer from 3 to 4294967295 expected, " ..
      "got 2", refused("abc", 1, { length = 2 }))
    assert.equal('decode: unknown option "tiem"; did you mean time?',
      refused("", 1, { tiem = 1 }))
    assert.matches("^decode: time: seconds since the epoch expected, got " ..
      "1e%+30", refused("", 1, { time = 1e30 }))
    assert.matches("^decode: time: seconds since the epoch expected",
      refused("", 1, { time = 0 / 0 }))
  end)

  it("survives any bytes under every protocol's name", function()
    math.randomseed(7)
    for _, protocol in ipairs(pycap.protocols()) do
      for size = 0, 90 do
        local bytes = {}
        for i = 1, size do bytes[i] = string.char(math.random(0, 255)) end
        bytes = table.concat(bytes)
        local packet = pycap.decode(bytes, protocol.name)
        assert.equal(bytes, packet.bytes)
        assert.is_string(tostring(packet))
        assert.is_string(pycap.tree(packet))
      end
    end
  end)
end)
