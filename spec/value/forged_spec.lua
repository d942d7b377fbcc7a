--
-- forged_spec.lua - headers that were tampered with with rawset and debug
--
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
