--
-- later.lua - a declaration holds from the next packet on, for all that is
-- there already
--
local pycap = require "pycap"
local support = require "spec.support"

local ether = "ff:ff:ff:ff:ff:ff 02:00:00:00:00:01 "
local frames = {}
for i = 1, 6 do
  frames[i] = support.wire(ether .. "88b5 0102 0304 0506") ..
    string.char(i)
end

-- Declares a protocol of one field, which Ethernet carries under a number.
local function declare(name, number, options)
  local declaration = { name = name, fields = { { "first", 8 } },
    carriers = { "ethernet", number } }
  for key, value in pairs(options or {}) do declaration[key] = value end
  return pycap.protocol(declaration)
end

local function open(list)
  return pycap { filename = support.capture(list or frames) }
end

describe("a declaration while packets are read", function()
  it("holds from the next packet on in handlers", function()
    local seen, kept = {}, {}
    local capture <close> = open()
    capture:on("ethernet", { "packet.payload" }, function(payload)
      seen[#seen + 1] = #payload
    end)
    capture:on("packet", function(packet)
      kept[#kept + 1] = packet
      if #kept == 3 then
        declare("one", 0x88b5)
        capture:on("one", { "first" }, function(first)
          seen[#seen + 1] = "first " .. first
        end)
      end
    end)
    capture:loop()
    assert.same({ 7, 7, 7, 6, "first 1", 6, "first 1", 6, "first 1" }, seen)
    for i, packet in ipairs(kept) do
      assert.equal(i <= 3 and 1 or 2, #packet)
      assert.equal(i <= 3, packet.one == nil)
      assert.equal(frames[i], packet.bytes)
      assert.equal(i <= 3 and 7 or 6, #packet.payload)
      assert.equal(i > 3, tostring(packet):find("^one first=1,") ~= nil)
    end
  end)

  it("reaches handlers of what it carries", function()
    local ends = {}
    local capture <close> = open { frames[1], frames[1], frames[1] }
    pycap.protocol { name = "inner", fields = { { "last", 8 } } }
    capture:on("inner", { "last" }, function(last) ends[#ends + 1] = last end)
    capture:on("ethernet", { "packet.caplen" }, function()
      if pycap.outer then return end
      declare("outer", 0x88b5, { replace = true })
      pycap.carry("outer", 0, "inner")
    end)
    capture:loop()
    assert.same({ 2, 2 }, ends)
  end)

  it("holds in iterators and in coroutines", function()
    local seen = {}
    local capture <close> = open()
    local n = 0
    for packet in capture:packets() do
      n = n + 1
      if n == 2 then declare("two", 0x88b5, { replace = true }) end
      seen[#seen + 1] = n > 2 and packet.two.first or #packet
    end
    -- ethernet, outer and inner; then two
    assert.same({ 3, 3, 1, 1, 1, 1 }, seen)
    local list = {}
    local other <close> = open()
    pycap.spawn(function()
      for number in other:fields("ethernet", { "packet.payload" }) do
        list[#list + 1] = #number
        if #list == 3 then
          pycap.protocol { name = "three", fields = { { "all", 16 } },
            carriers = { "two", 0 } }
        end
      end
    end)
    pycap.loop()
    assert.same({ 6, 6, 6, 4, 4, 4 }, list)
  end)

  it("holds in tallies, and leaves the keys of before", function()
    local tally = pycap.tally { by = { "packet.payload" } }
    local capture <close> = open { frames[1], frames[1], frames[1] }
    local n = 0
    capture:on("ethernet", tally)
    capture:on("ethernet", { "packet.time" }, function()
      n = n + 1
      if n == 1 then declare("four", 0x88b5, { replace = true }) end
    end)
    capture:loop()
    assert.equal(2, #tally)
    local list = tally:top(2)
    assert.equal(6, #list[1][1])
    assert.equal(2, list[1].count)
    assert.equal(4, #list[2][1])
  end)

  it("begins link types from the next packet on", function()
    local seen = {}
    local name = support.capture({ "\1\2", "\1\2", "\1\2" },
      { datalink = 147 })
    local capture <close> = pycap { filename = name }
    capture:on("packet", function(packet)
      seen[#seen + 1] = #packet
      if #seen == 1 then
        pycap.protocol { name = "user", datalinks = { 147 },
          fields = { { "a", 8 } } }
      end
    end)
    capture:loop()
    assert.same({ 0, 1, 1 }, seen)
    assert.equal(2, pycap.decode("\1\2", 147).payload:byte())
  end)

  it("leaves a packet's headers, whatever is declared, and composes them",
    function()
      local packet = pycap.decode(frames[1], 1)
      local list = packet:table().protocols
      declare("five", 0x88b5, { replace = true })
      assert.same(list, packet:table().protocols)
      local ethernet = packet.ethernet
      ethernet.source = "02:00:00:00:00:07"
      assert.equal(list[2], pycap.protocolof(packet[2]))
      assert.equal("\2\0\0\0\0\7", packet.bytes:sub(7, 12))
      assert.equal(frames[1]:sub(13), packet.bytes:sub(13))
    end)

  it("is not there when it fails, whatever was read of it", function()
    local count = #pycap.protocols()
    for _ = 1, 50 do
      assert.is_false(pcall(pycap.protocol, { name = "six",
        fields = { { "first", 8 }, { "first", 8 } } }))
      assert.is_false(pcall(pycap.protocol, { name = "six",
        fields = { { "first", 8 } }, carriers = { "ethernet", 0x88b5 } }))
    end
    assert.equal(count, #pycap.protocols())
    assert.is_nil(pycap.six)
    assert.equal("five", pycap.protocolof(pycap.decode(frames[1], 1)[2]))
  end)

  it("survives a finalizer that declares meanwhile", function()
    local declared = 0
    for i = 1, 20 do
      setmetatable({}, { __gc = function()
        declared = declared + 1
        pycap.protocol { name = "final" .. declared, fields = { { "a", 8 } } }
      end })
      for _ = 1, 20 do
        pcall(pycap.protocol, { name = ("late" .. i), fields = {
          { "a", 8, names = { ("x"):rep(i % 7 + 1), "y" } } } })
        pycap.decode(frames[1], 1)
      end
      collectgarbage()
    end
    assert.equal(20, declared)
    local names = {}
    for _, protocol in ipairs(pycap.protocols()) do
      assert.is_nil(names[protocol.name])
      names[protocol.name] = true
      assert.equal(protocol.name, pycap.protocolof(pycap[protocol.name]()))
    end
  end)

  it("takes no more than 255 protocols", function()
    local ok, message = true, nil
    for i = 1, 255 do
      ok, message = pcall(pycap.protocol, { name = "many" .. i,
        fields = { { "a", 8 } } })
      if not ok then break end
    end
    assert.is_false(ok)
    assert.matches("pycap.protocol: protocols: more than 255 of them$",
      message)
    assert.equal(255, #pycap.protocols())
    assert.equal(255, #pycap.decode("\1" .. ("x"):rep(300),
      pycap.protocols()[255].name).payload - 45)
  end)
end)
