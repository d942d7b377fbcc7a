--
-- edit_spec.lua - captured packets that a script edits: what it touched, what
-- follows from that, and nothing else
--
local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local decode = support.decode

local ethernet = wire "02:00:00:00:00:02 02:00:00:00:00:01 0800"

-- The same frame, its checksums as given (default: right).
local function udp(sums)
  sums = sums or {}
  return ethernet .. wire "4500 0021 0000 0000 40 11" ..
    wire(sums.ip or "8e96") .. wire "c0000201 c6336401" ..
    wire "0001 0002" .. wire(sums.length or "000d") ..
    wire(sums.udp or "cfc8") .. "hello"
end

local function tcp(payload, fields)
  fields = fields or {}
  fields.sourceport, fields.flags = 1, 16
  return pycap.packet(pycap.ethernet(), pycap.ip { source = "192.0.2.1",
    destination = "198.51.100.1" }, pycap.tcp(fields), payload).bytes
end

describe("an edited packet", function()
  it("moves the checksum of what it changed", function()
    local packet = decode(udp())
    packet.ip.timetolive = packet.ip.timetolive - 1
    assert.equal(udp { ip = "8f96" }:gsub("\x40\x11", "\x3f\x11", 1),
      packet.bytes, nil)
    assert.equal("good", pycap.checksum(packet.ip))
    assert.equal("good", pycap.checksum(packet.udp))
  end)

  it("moves the checksums that cover addresses", function()
    local packet = decode(udp())
    packet.ip.source = "192.0.2.200"
    assert.equal("good", pycap.checksum(packet.ip))
    assert.equal("good", pycap.checksum(packet.udp))
    assert.equal(wire "8dcf", packet.bytes:sub(25, 26))
    assert.equal(wire "cf01", packet.bytes:sub(41, 42))
  end)

  it("leaves a wrong checksum wrong by the same amount", function()
    -- both are too large by 0x0100
    local packet = decode(udp { ip = "8f96", udp = "d0c8" })
    packet.ip.source = "192.0.2.200"
    assert.equal(wire "8ecf", packet.bytes:sub(25, 26))
    assert.equal(wire "d001", packet.bytes:sub(41, 42))
    assert.equal("bad", pycap.checksum(packet.ip))
    assert.equal("bad", pycap.checksum(packet.udp))
  end)

  it("touches no checksum of what it did not change", function()
    for _, sums in ipairs { {}, { ip = "0000" }, { udp = "ffff" } } do
      local packet = decode(udp(sums))
      packet.ethernet.source = "02:00:00:00:00:09"
      assert.equal(udp(sums):sub(13), packet.bytes:sub(13))
      packet.ethernet.source = "02:00:00:00:00:01"
      packet.ip.timetolive = 64
      assert.equal(udp(sums), packet.bytes)
    end
  end)

  it("leaves a checksum of UDP that is unset", function()
    local packet = decode(udp { udp = "0000" })
    packet.payload = "other"
    packet.ip.source = "192.0.2.200"
    assert.equal("\0\0", packet.bytes:sub(41, 42))
    assert.equal("unset", pycap.checksum(packet.udp))
  end)

  it("lets lengths follow a payload of another size", function()
    for size = 0, 40 do
      local packet = decode(udp())
      packet.payload = ("\xa5"):rep(size)
      local back = decode(packet.bytes)
      assert.equal(28 + size, back.ip.length)
      assert.equal(8 + size, back.udp.length)
      assert.equal("good", pycap.checksum(back.ip))
      assert.equal("good", pycap.checksum(back.udp))
      assert.equal(("\xa5"):rep(size), back.payload)
    end
  end)

  it("leaves a wrong length wrong by as much", function()
    local packet = decode(udp { length = "0010" })
    packet.payload = "hell"
    assert.equal(wire "000f", packet.bytes:sub(39, 40))
  end)

  it("leaves the length 0 of an offloading sender", function()
    local frame = tcp("hello"):gsub("^(" .. ("."):rep(16) .. ")..", "%1\0\0")
    local packet = decode(frame)
    assert.equal(0, packet.ip.length)
    packet.payload = "longer than hello"
    assert.equal("\0\0", packet.bytes:sub(17, 18))
    assert.equal("good", pycap.checksum(packet.tcp))
  end)

  it("keeps the trailer behind the payload", function()
    local frame = udp() .. ("\0"):rep(13)
    local packet = decode(frame)
    packet.payload = "longer than hello"
    assert.equal("longer than hello" .. ("\0"):rep(13), packet.bytes:sub(43))
    assert.equal("longer than hello", decode(packet.bytes).payload)
    packet.payload = nil
    assert.equal(frame, packet.bytes)
  end)

  it("takes options that grow or shrink", function()
    local packet = decode(tcp("hello", { options = wire "020405b4" }))
    packet.tcp.options = wire "020405b4 01 03 03 07"
    local back = decode(packet.bytes)
    assert.equal(28, back.tcp.headerlength)
    assert.equal(53, back.ip.length)
    assert.equal("hello", back.payload)
    assert.equal("good", pycap.checksum(back.ip))
    assert.equal("good", pycap.checksum(back.tcp))
    packet.tcp.options = ""
    packet.ip.options = wire "01010100"
    back = decode(packet.bytes)
    assert.equal(20, back.tcp.headerlength)
    assert.equal(24, back.ip.headerlength)
    assert.equal(49, back.ip.length)
    assert.equal("good", pycap.checksum(back.ip))
    assert.equal("good", pycap.checksum(back.tcp))
  end)

  it("says what has followed", function()
    local packet = decode(tcp("hello", { options = wire "020405b4" }))
    packet.tcp.options = { { name = "nop" } }
    assert.equal(24, packet.tcp.headerlength)
    packet.tcp.options = ""
    packet.payload = "hello again"
    assert.equal(20, packet.tcp.headerlength)
    assert.equal(51, packet.ip.length)
    assert.equal(51, pycap.table(packet.ip).length)
    local back = decode(packet.bytes)
    assert.equal(back.tcp.checksum, packet.tcp.checksum)
    assert.equal(back.ip.checksum, packet.ip.checksum)
    assert.is_true(back.ip == packet.ip)
    packet.ip.length = 7
    assert.equal(7, packet.ip.length)
    packet.ip.length = nil
    assert.equal(51, packet.ip.length)
  end)

  it("says what stands where it cannot be composed", function()
    local packet = decode(tcp("hello"))
    packet.ip.options = ("\1"):rep(40)
    packet.payload = ("x"):rep(65536)
    assert.error_matches(function() return packet.bytes end, "ip.length: ")
    assert.equal(45, packet.ip.length)
    assert.matches("^Ethernet", tostring(packet))
  end)

  it("keeps what the script sets", function()
    local packet = decode(udp())
    packet.udp.checksum, packet.udp.length = 5, 6
    packet.ip.length, packet.ip.checksum = 7, 8
    packet.payload = "longer than hello"
    assert.equal(wire "0007", packet.bytes:sub(17, 18))
    assert.equal(wire "0008", packet.bytes:sub(25, 26))
    assert.equal(wire "0006 0005", packet.bytes:sub(39, 42))
  end)

  it("moves the checksums of all layers that cover a change", function()
    local inner = pycap.packet(pycap.ip { source = "192.0.2.1" },
      pycap.udp { sourceport = 9 }, "x").bytes
    local packet = decode(pycap.packet(pycap.ethernet(), pycap.ip(),
      pycap.gre { flags = 0x8000, protocol = "ip" }, inner).bytes)
    assert.same({ "ethernet", "ip", "gre", "ip", "udp" },
      packet:table().protocols)
    packet[4].source = "192.0.2.2"
    packet.payload = "much more"
    local back = decode(packet.bytes)
    for i = 2, 5 do assert.equal("good", pycap.checksum(back[i])) end
    assert.equal(29 + 8, back[4].length)
    assert.equal(29 + 8 + 8 + 20, back[2].length)
  end)

  it("moves a CRC32c by what is xored", function()
    local frame = pycap.packet(pycap.ethernet(), pycap.ip(),
      pycap.sctp { tag = 1 }, "some chunks").bytes
    local packet = decode(frame)
    assert.equal("good", pycap.checksum(packet.sctp))
    packet.sctp.tag = 2
    assert.equal("good", pycap.checksum(packet.sctp))
    local wrong = decode(frame:sub(1, 42) .. "\1\2\3\4" .. frame:sub(47))
    wrong.sctp.tag = 2
    assert.equal("bad", pycap.checksum(wrong.sctp))
    wrong.sctp.tag = 1
    assert.equal("\1\2\3\4", wrong.bytes:sub(43, 46))
  end)

  it("does the same when it was cut off by the snapshot length", function()
    local whole = tcp("hello")
    local packet = decode({ bytes = whole:sub(1, 56), length = #whole })
    packet.ip.destination = "198.51.100.9"
    local sent = decode(packet.bytes .. whole:sub(57))
    assert.equal("good", pycap.checksum(sent.ip))
    assert.equal("good", pycap.checksum(sent.tcp))
    assert.is_nil(pycap.checksum(packet.tcp))
    assert.equal("good", pycap.checksum(packet.ip))
  end)

  it("takes headers out and puts others in", function()
    local packet = decode(udp() .. ("\0"):rep(13))
    local tagged = pycap.packet(packet.ethernet, pycap.vlan { id = 5 },
      packet.ip, packet.udp, packet.payload)
    assert.equal(udp():sub(1, 12) .. wire "8100 0005 0800" .. udp():sub(15),
      tagged.bytes)
    local short = pycap.packet(packet.ip, packet.udp, "x")
    assert.equal(29, short.ip.length)
    assert.equal("good", pycap.checksum(short.ip))
    assert.equal("good", pycap.checksum(short.udp))
    local moved = pycap.packet(pycap.ip { source = "192.0.2.77" }, packet.udp,
      packet.payload)
    assert.equal("good", pycap.checksum(moved.udp))
  end)

  it("lets an IEEE 802.3 length follow", function()
    local packet = decode(udp():sub(1, 12) .. wire "0007 e0e003" .. "four" ..
      ("\0"):rep(9))
    packet.payload = "fourteen bytes"
    assert.equal(17, decode(packet.bytes).ethernet.type)
    assert.equal("fourteen bytes", decode(packet.bytes).payload)
  end)
end)
