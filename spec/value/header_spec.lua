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

-- Everything that a script can do with a header.
local function use(header)
  return pcall(function()
    local copy = {}
    copy[1] = tostring(header)
    for name, value in pairs(header) do
      header[name] = value
      copy[name] = value
    end
    copy[2] = header.packet
    copy[3] = pycap.packet(header).bytes
    return copy
  end)
end

-- Each way to use a forged header is refused, and says so.
local function refuse(header)
  local message = "a header whose reference was overwritten"
  local uses = {
    function() return header.operation end,
    function() return header.packet end,
    function() return header[false] end,
    function() header.operation = 1 end,
    function() return pairs(header) end,
    function() return tostring(header) end,
    function() return pycap.table(header) end,
    function() return pycap.packet(header) end,
  }
  for _, f in ipairs(uses) do assert.error_matches(f, message, 1, true) end
  assert.is_false(header == pycap.arp())
  assert.is_false(pycap.arp() == header)
end

-- A header of ARP without its reference.
local function bare()
  local arp = pycap.arp()
  rawset(arp, next(arp), nil)
  return arp
end

describe("a forged header", function()
  it("is refused when its reference is gone", function()
    refuse(bare())
  end)

  it("is refused with a foreign key", function()
    local light = debug.upvalueid(refuse, 1)
    assert.equal("userdata", type(light))
    local foreign = { io.stdout, light, {}, print, "nosuch", 1, 0.5, true,
      coroutine.create(print), pycap.arp(), setmetatable({}, {}) }
    for _, key in ipairs(foreign) do
      for _, layer in ipairs { 0, 1, -1, 0.0, "0" } do
        local arp = bare()
        rawset(arp, key, layer)
        refuse(arp)
      end
    end
    local capture <close> = pycap { filename = support.capture { request } }
    local arp = bare()
    rawset(arp, capture, 0)
    refuse(arp)
  end)

  it("is refused with another reference", function()
    local others = { -1, 0, 1, 255, 1 << 32, math.maxinteger, 0.5, 0 / 0, "0",
      "x", true, false, {}, print, io.stdout, pycap.arp() }
    for _, value in ipairs(others) do
      local arp = pycap.arp()
      rawset(arp, next(arp), value)
      refuse(arp)
    end
  end)

  it("is refused with a layer that is not there, or another's", function()
    -- two of a protocol: the second one says which it is
    local packet = pycap.packet(pycap.ethernet(), pycap.vlan { id = 1 },
      pycap.vlan { id = 2 }, pycap.arp())
    local key
    for k, v in next, packet[3] do if v == 2 then key = k end end
    local layers = { -1, 0, 3, 4, 255, 256, 65535, 65536, 1 << 32,
      (1 << 32) + 2, math.maxinteger, math.mininteger, 2.0, 0.5, 0 / 0, 1 / 0,
      "2", "x", true, false, {}, print, io.stdout }
    for _, layer in ipairs(layers) do
      rawset(packet[3], key, layer)
      local ok, text = pcall(function() return packet[3].id end)
      assert.is_false(ok)
      assert.matches("a header whose reference was overwritten", text)
    end
    rawset(packet[3], key, 1)
    assert.equal(1, packet[3].id)
    rawset(packet[3], key, 2)
    assert.equal(2, packet[3].id)
  end)

  it("is refused with the packet of another protocol", function()
    local reference = next(pycap.arp())
    local _, packet = next(pycap.ethernet())
    local arp = bare()
    rawset(arp, reference, packet)
    refuse(arp)
    rawset(arp, reference, decode("\0")) -- a packet without headers
    refuse(arp)
  end)

  it("reads the other header when two of a protocol are swapped", function()
    local a, b = pycap.arp { operation = 1 }, pycap.arp { operation = 2 }
    local key, p = next(a)
    local _, q = next(b)
    rawset(a, key, q)
    rawset(b, key, p)
    assert.equal(2, a.operation)
    assert.equal(1, b.operation)
  end)

  it("is read or refused when it has raw keys of its own", function()
    for _, key in ipairs { "extra", 1, 0.5, {}, print, io.stdout, true } do
      local arp = pycap.arp { targethardware = "02:00:00:00:00:02" }
      rawset(arp, key, 1)
      local ok, value = pcall(function() return arp.targethardware end)
      if ok then assert.equal("02:00:00:00:00:02", value)
      else assert.matches("a header whose reference was overwritten", value) end
    end
  end)

  it("is refused with the metatable of another protocol", function()
    local arp, ethernet = pycap.arp(), pycap.ethernet()
    local of_arp = debug.getmetatable(arp)
    debug.setmetatable(arp, debug.getmetatable(ethernet))
    refuse(arp)
    assert.is_false(arp == ethernet)
    debug.setmetatable(arp, debug.getmetatable(decode()))
    assert.error_matches(function() return arp.operation end,
      "packet expected, got")
    debug.setmetatable(arp, of_arp)
    assert.equal(1, arp.operation)
  end)

  it("is refused where another's metamethods are called with it", function()
    local arp, ethernet, packet = pycap.arp(), pycap.ethernet(), decode()
    local meta = debug.getmetatable(arp)
    local message = "arp header expected, got another protocol's"
    assert.error_matches(function()
      meta.__index(ethernet, "targetprotocol")
    end, message)
    assert.error_matches(function()
      meta.__newindex(ethernet, "targetprotocol", "192.0.2.1")
    end, message)
    assert.error_matches(function() meta.__pairs(ethernet) end, message)
    local step = pairs(arp)
    assert.error_matches(function() step(ethernet) end, message)
    assert.error_matches(function() step(ethernet, "operation") end, message)
    assert.error_matches(function() step(arp, "nosuch") end, "no such field")
    for _, name in ipairs { "__index", "__newindex", "__pairs",
        "__tostring" } do
      for _, value in ipairs { 5, "x", {}, packet, io.stdout, print } do
        assert.error_matches(function() meta[name](value, "operation", 1) end,
          "header expected, got ")
      end
      assert.error_matches(meta[name], "header expected, got n")
    end
    assert.is_false(meta.__eq())
    assert.is_false(meta.__eq(arp))
    assert.is_false(meta.__eq(5, arp))
  end)

  it("never crashes, whatever is in it", function()
    local packet = decode()
    local reference, of_arp = next(pycap.arp())
    local keys = { packet, reference, io.stdout, {}, "x", 1 }
    local others = { packet, of_arp, decode("\0"), io.stdout, 0, 1, 2, -1, 0.5,
      "1", {}, true }
    local good = 0
    for _, key in ipairs(keys) do
      for _, value in ipairs(others) do
        for _, make in ipairs { pycap.arp, pycap.ethernet, pycap.vlan } do
          local header = make()
          rawset(header, next(header), nil)
          rawset(header, key, value)
          local ok, text = use(header)
          if ok then good = good + 1
          else assert.matches("reference was overwritten", text) end
        end
      end
    end
    assert.equal(4, good) -- the three in packet, and an arp in of_arp
  end)

  it("is refused when a finalizer changes it on the way", function()
    local long = decode(request:sub(1, 18) .. wire "0001 0800 ff ff 0001" ..
      ("\1"):rep(1020)).arp
    local reference, packet = next(long)
    for _ = 1, 200 do
      local arp = pycap.arp()
      setmetatable({}, { __gc = function()
        rawset(arp, reference, packet)
      end })
      local ok, value = pcall(pycap.packet, arp, ("x"):rep(10000))
      if ok then assert.is_true(#value.bytes >= 10028)
      else assert.matches("changed while", value) end
    end
  end)
end)

describe("under valgrind", function()
  it("headers outlive captures, and forged ones read nothing foreign",
    function()
      support.needs("valgrind")
      local script = support.write(([[
        package.cpath = %q
        local pycap = require "pycap"
        local kept = {}
        for i = 1, 20 do
          local capture = pycap { filename = %q }
          local packet
          for p in capture:packets() do packet = p end
          kept[#kept + 1] = i %% 2 == 0 and packet or packet.arp
          kept[#kept + 1] = packet[i %% 3 + 1]
          if i %% 3 == 0 then capture:close() end
        end
        collectgarbage()
        collectgarbage()
        for _, value in ipairs(kept) do
          assert(#tostring(value) > 20)
          if type(value) == "table" then
            assert(#value.packet > 3)
            for name in pairs(value) do value[name] = value[name] end
            assert(#pycap.packet(value, "rest").bytes > 7)
          else
            assert(#value.bytes == 46)
          end
        end
        collectgarbage()
        local good = pycap.arp()
        local meta = debug.getmetatable(good)
        for _, key in ipairs { io.stdout, next(good), {}, 1,
            debug.upvalueid(next, 1) or "x" } do
          for _, value in ipairs { kept[1], kept[2], io.stdout, 0, 1, -1,
              1 << 40, 0.5, "0" } do
            local header = pycap.arp()
            rawset(header, next(header), nil)
            rawset(header, key, value)
            pcall(meta.__index, header, "targetprotocol")
            pcall(tostring, header)
            pcall(pycap.table, header)
            pcall(pycap.packet, header)
          end
        end
        for _, name in ipairs { "__index", "__pairs", "__newindex" } do
          assert(not pcall(meta[name], pycap.ethernet(), "targetprotocol",
            "192.0.2.1"))
        end
        print("done")
      ]]):format(package.cpath, support.capture { request }), ".lua")
      local out, err, status = support.shell(
        "valgrind -q --error-exitcode=9 lua5.4 " .. support.quote(script))
      assert.equal("", err)
      assert.equal("done\n", out)
      assert.equal(0, status)
    end)
end)
