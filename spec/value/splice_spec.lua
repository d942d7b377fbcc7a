--
-- splice_spec.lua - packet:insert and packet:remove
--
local pycap = require "pycap"
local support = require "spec.support"

local frame = support.wire [[
  02:00:00:00:00:02 02:00:00:00:00:01 0800
  4500 0021 0001 0000 40 11 f6c7 c0000201 c0000202
  1388 0035 000d 0000 68656c6c6f
  0000000000
]]

local function decode() return pycap.decode(frame, 1, { timestamp = 7 }) end

local function refused(f, ...)
  local ok, problem = pcall(f, ...)
  assert.is_false(ok)
  return (problem:gsub("^[^:]+:%d+: ", ""))
end

describe("packet:insert", function()
  it("puts a header in, and links it to those around it", function()
    local packet = decode()
    local tagged = packet:insert(2, pycap.vlan { id = 5 })
    assert.same({ "ethernet", "vlan", "ip", "udp" },
      tagged:table().protocols)
    assert.equal(frame:sub(1, 12) .. "\x81\0\0\5\8\0" .. frame:sub(15),
      tagged.bytes)
    assert.equal(7, tagged.timestamp)
    assert.equal("\0\0\0\0\0", tagged.trailer)
    assert.equal(frame, packet.bytes)
  end)

  it("puts one in front and at the end", function()
    local inner = decode():remove(1)
    local outer = inner:insert(1, pycap.ip { source = "198.51.100.1" })
    assert.equal(4, outer.ip.protocol)
    assert.equal(53, outer.ip.length)
    assert.equal("198.51.100.1", outer.ip.source)
    local last = decode():insert(4, pycap.vxlan { id = 9 })
    assert.equal(9, last.vxlan.id)
    assert.equal("hello", last.payload)
    assert.equal("\0\0\0\0\0", last.trailer)
    assert.equal(21, last.udp.length)
  end)

  it("takes along what was assigned to header and payload", function()
    local packet = decode()
    packet.ip.timetolive = 9
    packet.payload = "good morning"
    local tagged = packet:insert(2, pycap.vlan { id = 5 })
    assert.equal(9, tagged.ip.timetolive)
    assert.equal("good morning", tagged.payload)
    assert.equal(40, tagged.ip.length)
  end)

  it("takes a header of another packet, or of the same", function()
    local tagged = decode():insert(2, pycap.vlan { id = 5 })
    assert.equal(5, decode():insert(2, tagged.vlan).vlan.id)
    assert.equal(5, tagged:insert(3, tagged.vlan)[3].id)
    assert.equal(0x8100, tagged:insert(3, tagged.vlan)[2].type)
  end)

  it("refuses other places and other things", function()
    local packet, vlan = decode(), pycap.vlan {}
    assert.equal("insert: place of a header from 1 to 4 expected, got 5",
      refused(packet.insert, packet, 5, vlan))
    assert.equal("insert: place of a header from 1 to 4 expected, got 1.5",
      refused(packet.insert, packet, 1.5, vlan))
    assert.matches("header expected, got string",
      refused(packet.insert, packet, 1, "x"))
    assert.matches("packet expected, got pycap.vlan",
      refused(packet.insert, vlan, 1, vlan))
  end)
end)

describe("packet:remove", function()
  it("takes a header out, and is the reverse of insert", function()
    local tagged = decode():insert(2, pycap.vlan { id = 5 })
    local packet = tagged:remove(2)
    assert.equal(frame, packet.bytes)
    assert.equal(7, packet.timestamp)
    assert.same({ "ethernet", "vlan", "ip", "udp" },
      tagged:table().protocols)
  end)

  it("takes the only header", function()
    local packet = pycap.decode("\0\1\0\2\0\8\0\0", "udp"):remove(1)
    assert.equal(0, #packet)
    assert.equal("", packet.bytes)
    assert.equal("remove: the packet has no headers",
      refused(packet.remove, packet, 1))
  end)

  it("refuses other places", function()
    local packet = decode()
    assert.equal("remove: place of a header from 1 to 3 expected, got 0",
      refused(packet.remove, packet, 0))
    assert.equal("remove: place of a header from 1 to 3 expected, got nil",
      refused(packet.remove, packet))
  end)
end)
