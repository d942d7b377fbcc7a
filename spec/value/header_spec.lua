--
-- header_spec.lua - headers as tables
--
local json = require "dkjson"
local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local request = wire [[
  ff:ff:ff:ff:ff:ff 02:00:00:00:00:01 8100
  2001 0806
  0001 0800 06 04 0001
  02:00:00:00:00:01 c0000201
  00:00:00:00:00:00 c0000202
]]

-- The first packet of a capture file; the capture is closed by then.
local function decode(bytes)
  return support.decode(bytes or request)
end

local fields = {
  "hardwareformat", "protocol", "hardwarelength", "protocollength",
  "operation", "sourcehardware", "sourceprotocol", "targethardware",
  "targetprotocol",
}

local values = {
  hardwareformat = 1, protocol = 0x0800, hardwarelength = 6,
  protocollength = 4, operation = 1,
  sourcehardware = "02:00:00:00:00:01", sourceprotocol = "192.0.2.1",
  targethardware = "00:00:00:00:00:00", targetprotocol = "192.0.2.2",
}

describe("a header", function()
  it("is a table that pairs walks in wire order", function()
    local arp = decode().arp
    local names = {}
    for name, value in pairs(arp) do
      names[#names + 1] = name
      assert.equal(values[name], value)
    end
    assert.equal("table", type(arp))
    assert.same(fields, names)
  end)

  it("has no list part", function()
    local arp = decode().arp
    local seen = 0
    for _ in ipairs(arp) do seen = seen + 1 end
    assert.equal(0, seen)
    assert.equal(0, #arp)
    assert.is_nil(arp[1])
    assert.is_nil(arp[true])
    assert.is_nil(arp[arp])
    assert.is_nil(arp[0 / 0])
  end)

  it("raises for a string that is no field", function()
    local arp = decode().arp
    for _, name in ipairs { "nosuch", "", "Operation", "operation\0",
        "__index" } do
      assert.error_matches(function() return arp[name] end,
        "arp." .. name:gsub("%z.*", "") .. ".*: no such field")
      assert.error_matches(function() arp[name] = 1 end, "no such field")
    end
    assert.error_matches(function() arp[1] = 1 end, "arp.1: no such field")
    assert.error_matches(function() arp[{}] = nil end, "arp.table: .*no such")
  end)

  it("equals another one field by field", function()
    local arp, made = decode().arp, pycap.arp(values)
    assert.is_true(arp == made)
    assert.is_true(made == arp)
    assert.is_true(arp == decode().arp)
    assert.same({ arp }, { made }) -- luassert itself looks raw, at first
    made.operation = 2
    assert.is_false(arp == made)
    assert.is_true(arp ~= made)
    assert.not_same({ arp }, { made })
    arp.operation = 2
    assert.is_true(arp == made)
  end)

  it("equals no header of another protocol, and nothing else", function()
    local packet = decode()
    assert.is_false(packet.arp == packet.ethernet)
    assert.is_false(packet.ethernet == packet.vlan)
    assert.is_false(packet.arp == values)
    assert.is_false(packet.arp == {})
    assert.is_false(packet.arp == nil)
    assert.is_false(packet.arp == packet)
  end)

  it("is the same object each time it is asked for", function()
    local packet = decode()
    assert.is_true(rawequal(packet.arp, packet.arp))
    assert.is_true(rawequal(packet.arp, packet[3]))
    assert.is_true(rawequal(packet.arp, select(3, packet:unpack())))
  end)

  it("is encoded by dkjson as the table it is", function()
    assert.same(values, json.decode(json.encode(decode().arp)))
    assert.same(values, json.decode(json.encode(pycap.arp(values))))
  end)

  it("prints as the old library did", function()
    local packet = decode()
    assert.equal("Ethernet(type=0x8100, 02:00:00:00:00:01 -> " ..
      "ff:ff:ff:ff:ff:ff)", tostring(packet.ethernet))
    assert.equal("VLAN(id=1, priority=1, type=0x806)", tostring(packet.vlan))
    assert.equal("ARP(op=0x0001, protocol=0x0800, 02:00:00:00:00:01 " ..
      "(192.0.2.1) -> 00:00:00:00:00:00 (192.0.2.2))", tostring(packet.arp))
  end)

  it("has its raw bytes in packet", function()
    local packet = decode()
    assert.equal(request:sub(1, 14), packet.ethernet.packet)
    assert.equal(request:sub(15, 18), packet.vlan.packet)
    assert.equal(request:sub(19), packet.arp.packet)
  end)

  it("has what was assigned in its raw bytes", function()
    local packet = decode()
    packet.arp.operation = "reply"
    packet.ethernet.source = "02:00:00:00:00:0a"
    assert.equal(request:sub(1, 11) .. "\x0a" .. request:sub(13, 25) .. "\2" ..
      request:sub(27), packet.bytes)
    assert.equal(request:sub(19, 25) .. "\2" .. request:sub(27),
      packet.arp.packet)
    assert.equal(request:sub(15, 18), packet.vlan.packet)
    assert.equal("\xff\xff\xff\xff\xff\xff\0\0\0\0\0\0\x08\0",
      pycap.ethernet { type = 0x0800 }.packet)
  end)

  it("goes back to the wire's value, or the default, with nil", function()
    local packet = decode()
    packet.arp.targetprotocol = "198.51.100.1"
    assert.equal("198.51.100.1", packet.arp.targetprotocol)
    packet.arp.targetprotocol = nil
    assert.equal("192.0.2.2", packet.arp.targetprotocol)
    assert.equal(request, packet.bytes)
    packet.arp.targetprotocol = nil
    assert.equal("192.0.2.2", packet.arp.targetprotocol)
    local arp = pycap.arp { targetprotocol = "198.51.100.1" }
    arp.targetprotocol = nil
    assert.equal("0.0.0.0", arp.targetprotocol)
  end)

  it("keeps nothing in the table itself", function()
    local arp = decode().arp
    arp.operation = 2
    arp.operation = 3
    local key, value = next(arp)
    assert.equal("userdata", type(key))
    assert.equal("userdata", type(value))
    assert.is_nil(next(arp, key))
  end)

  it("hides its metatable", function()
    local arp = decode().arp
    assert.equal("pycap.arp", getmetatable(arp))
    assert.error_matches(function() setmetatable(arp, {}) end, "protected")
  end)

  it("is copied by pycap.table into a table of its own", function()
    local arp = decode().arp
    local copy = pycap.table(arp)
    assert.is_nil(debug.getmetatable(copy))
    assert.same(values, copy)
    copy.operation = "anything"
    assert.equal(1, arp.operation)
    local keys = {}
    for name in next, copy do keys[#keys + 1] = name end
    assert.equal(#fields, #keys)
  end)

  it("is what pycap.table takes, or a packet", function()
    for _, value in ipairs { 5, "x", true, {}, io.stdout, print } do
      assert.error_matches(function() pycap.table(value) end,
        "header expected, got ")
    end
    assert.error_matches(function() pycap.table() end,
      "header expected, got nil")
  end)

  it("is made from a table of fields, or nothing", function()
    assert.is_true(pycap.arp() == pycap.arp {})
    assert.is_true(pycap.arp(nil) == pycap.arp {})
    for _, value in ipairs { 5, "x", true, print } do
      assert.error_matches(function() pycap.arp(value) end, "table expected")
    end
    assert.error_matches(function() pycap.arp { 5 } end, "arp.1: no such field")
  end)

  it("says where the wrong assignment stands", function()
    local arp = pycap.arp()
    local line = debug.getinfo(1, "l").currentline + 1
    local _, message = pcall(function() arp.operation = {} end)
    assert.equal(("spec/value/header_spec.lua:%d: arp.operation: integer " ..
      "from 0 to 65535 or a name expected, got table"):format(line),
      (message:gsub("^%./", "")))
  end)

  it("outlives its capture and its packet", function()
    local arp = decode().arp
    collectgarbage()
    collectgarbage()
    assert.same(values, pycap.table(arp))
    assert.equal(request:sub(19), arp.packet)
    arp.operation = 2
    collectgarbage()
    assert.equal(2, arp.operation)
  end)
end)
