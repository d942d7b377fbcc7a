--
-- forge.lua - forge.lua seed rounds file: overwrites user values of all that
-- the module hands out, and what they hold, at random, also while it runs:
-- errors may come, and nothing else. Prints how often it did so.
--
local pycap = require "pycap"

local random = math.random
math.randomseed(tonumber(arg[1]))
local rounds, file = tonumber(arg[2]), arg[3]
local overwritten = 0

local function junk(depth)
  local kind = random(9)
  if kind == 1 then return nil end
  if kind == 2 then return true end
  if kind == 3 then return random(-5, 300) end
  if kind == 4 then return random(math.mininteger, math.maxinteger) end
  if kind == 5 then return ("\1"):rep(random(0, 300)) end
  if kind == 6 then return print end
  if kind == 7 then return io.stdout end
  if kind == 8 or depth == 3 then return "operation" end
  local list = {}
  for i = -1, random(12) do list[i] = junk(depth + 1) end
  return list
end

local function spoil(list)
  for i = -1, 12 do
    if random(2) == 1 then rawset(list, i, junk(0)) end
  end
  for key, value in next, list do
    if random(3) == 1 then rawset(list, key, junk(0))
    elseif type(value) == "table" and random(2) == 1 then
      for i = 1, 12 do rawset(value, i, junk(0)) end
    end
  end
end

local function forge(object, depth)
  if type(object) ~= "userdata" then return end
  for i = 1, 6 do
    local value, there = debug.getuservalue(object, i)
    if there then
      overwritten = overwritten + 1
      if type(value) == "table" and random(2) == 1 then spoil(value)
      elseif depth < 2 and random(2) == 1 then forge(value, depth + 1)
      else debug.setuservalue(object, junk(0), i) end
    end
  end
  collectgarbage()
end

-- All that is made of a packet, each as it may be.
local readers = {
  tostring, pycap.tree, pycap.code,
  function(packet) return packet.bytes end,
  function(packet) return packet:json() end,
  function(packet) return packet:table() end,
  function(packet) return packet:unpack() end,
  function(packet) return packet.quoted end,
  function(packet) return pycap.packet(packet[#packet], "z").bytes end,
  function(packet)
    for i = 1, #packet do
      for name, value in pairs(packet[i]) do
        if random(2) == 1 then packet[i][name] = value end
      end
    end
    packet.payload = "q"
  end,
}

local function forge_packets()
  for name in pairs(pycap.constants) do
    local ok, packet = pcall(function()
      return pycap.packet(pycap[name](), "xyz")
    end)
    if ok then
      pcall(readers[#readers], packet)
      forge(packet, 0)
      for _, reader in ipairs(readers) do pcall(reader, packet) end
    end
  end
end

local function forge_captures()
  local all = {}
  local function note(object)
    all[#all + 1] = object
    return object
  end
  local function some() forge(all[random(#all)], 0) end
  local function perhaps() if random(2) == 1 then some() end end
  local capture = note(pycap{ filename = file })
  local tally = note(pycap.tally{ by = { "operation", "sourceprotocol" },
    sum = "packet.length" })
  note(capture:on("arp", function(arp, packet)
    note(packet)
    perhaps()
    if random(4) > 1 then return end
    arp.operation = 2
    perhaps()
    return packet
  end))
  note(capture:on("arp", { "operation", "sourceprotocol",
    operation = { 1, 2, "reply" },
    sourceprotocol = { "192.0.2.1", "192.0.2.2" } }, perhaps))
  note(capture:on("arp", tally))
  note(capture:on("ethernet", { { "source", "arp.operation" },
    "packet.payload" }, perhaps))
  note(pycap.every(0.001, perhaps))
  note(pycap.after(0.001, perhaps))
  note(pycap.spawn(function()
    perhaps()
    pycap.sleep(0.001)
    perhaps()
  end))
  local filter = note(pycap.filter "arp")
  for _ = 1, random(3) do some() end
  pcall(capture.loop, capture, random(2) == 1 and perhaps or nil)
  pcall(function() for _ in pairs(tally) do perhaps() end end)
  pcall(function() return #tally, tally:top(3), tostring(tally) end)
  pcall(tally.add, tally, tally)
  local again = note(pycap{ filename = file })
  pcall(function()
    for _ in again:fields("arp", { "operation", operation = { 1, "reply" } }) do
      perhaps()
    end
  end)
  pcall(function()
    for packet in again:packets() do
      note(packet)
      perhaps()
      pcall(filter.match, filter, packet)
    end
  end)
  for _, object in ipairs(all) do
    pcall(tostring, object)
    pcall(function() object:cancel() end)
    pcall(function() object:close() end)
  end
end

for _ = 1, rounds do
  forge_packets()
  forge_captures()
end
print(overwritten)
