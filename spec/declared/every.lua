--
-- every.lua - the protocols of C that no hook says anything of, declared under
-- other names from what pycap.protocols() says: all that holds for every
-- protocol holds for them, values and bytes are the same
--
-- The rows are those that the protocol's own spec has tried, with thousands of
-- random buffers and tshark as the judge. Here each need only be tried at all:
-- a declared row is read by the same code, and a copy of it that is wrong is
-- wrong in most buffers.
--
local pycap = require "pycap"
local support = require "spec.support"

-- The first of the frames that a file holds (spec/support/every/many.lua).
local function from_file(name, datalink, document)
  local list = {}
  for line in io.lines("spec/support/frames/" .. name .. ".hex") do
    local packet = pycap.decode(support.wire(line), datalink or 1)
    local fields = {}
    for field, value in pairs(pycap.table(packet[name])) do
      fields[field] = { value }
    end
    list[#list + 1] = { source = document, document = document, bytes = line,
      datalink = datalink, fields = fields }
    break
  end
  return list
end

-- The frames from outside that a protocol's own spec has, which has tshark
-- judge them: the values that are stated are enough here.
local function frames_of(name)
  local frames
  local none = setmetatable({}, { __index = _G })
  function none.describe() end
  none._ENV = none
  function none.require(module)
    if module ~= "spec.support.every" then return require(module) end
    return function(_, _, ...) frames = { ... } end
  end
  local own = "spec/proto/" .. name .. "_spec.lua"
  assert(loadfile(own, "t", none))()
  if frames[1].names then return from_file(name, frames[1].datalink, own) end
  for _, frame in ipairs(frames) do
    frame.document = own
    for field, value in pairs(frame.fields) do
      frame.fields[field] = { value[1] }
    end
  end
  return frames
end

-- What is seen of a frame: headers as plain tables, under the names of C.
local function seen(bytes, root, names)
  local packet = pycap.decode(bytes, root)
  local list = packet:table()
  for i, name in ipairs(list.protocols) do
    list.protocols[i] = names[name] or name
  end
  local function unnamed(text) return (text:gsub("%f[%w][%l%d]+", names)) end
  return { headers = list.headers, protocols = list.protocols,
    tree = unnamed(pycap.tree(packet)), line = unnamed(tostring(packet)),
    malformed = packet.malformed and unnamed(packet.malformed),
    payload = packet.payload }
end

-- Headers of a frame put together again by hand.
local function remade(bytes, root)
  local packet = pycap.decode(bytes, root)
  local parts = {}
  for i = 1, #packet do
    parts[i] = pycap[pycap.protocolof(packet[i])](pycap.table(packet[i]))
  end
  parts[#parts + 1] = packet.payload .. packet.trailer
  local ok, made = pcall(pycap.packet, table.unpack(parts))
  return ok and made.bytes or made
end

local names, all, first = {}, {}, {}
local originals = {}

-- No number leads to these: they are declared after what they stand instead of,
-- and never met, or stand where a script carries them.
local function is_unmet(protocol)
  return #protocol.carriers == 0 and not protocol.datalinks
end

for _, protocol in ipairs(pycap.protocols()) do
  if not protocol.native and not is_unmet(protocol) then
    local every = frames_of(protocol.name)
    originals[#originals + 1] = protocol
    all[protocol.name] = every
    for _, frame in ipairs(every) do
      local bytes = support.wire(frame.bytes)
      for size = 0, #bytes do
        first[#first + 1] = { bytes = bytes:sub(1, size),
          root = frame.datalink or 1 }
      end
    end
  end
end

for _, case in ipairs(first) do
  case.seen = seen(case.bytes, case.root, {})
  case.remade = remade(case.bytes, case.root)
end

for _, protocol in ipairs(originals) do
  names[protocol.name .. "x"] = protocol.name
  protocol.name = protocol.name .. "x"
  protocol.replace = true
end

local by_name = {}
for _, protocol in ipairs(originals) do by_name[protocol.name] = protocol end

-- Those that frames begin with come first. Of the others a parent is declared
-- before those that it carries, under its own name; what carries itself, or in
-- a circle, when all are there.
local declared, circles = {}, {}
local declare, first_only

-- The new name of a protocol, when that is declared.
local function renamed(name)
  local protocol = name and by_name[name .. "x"]
  if protocol and not first_only then declare(protocol) end
  return protocol and declared[protocol.name] == "whole" and protocol.name
end

function declare(protocol)
  if declared[protocol.name] then return end
  declared[protocol.name] = "begun"
  protocol.space = renamed(protocol.space) or protocol.space
  for i = #protocol.carriers, 1, -1 do
    local carrier = protocol.carriers[i]
    local parent = renamed(carrier.parent)
    if not parent and by_name[carrier.parent .. "x"] then
      table.remove(protocol.carriers, i)
      table.insert(circles, 1, { carrier.parent .. "x", carrier.number,
        protocol.name })
    end
    carrier.parent = parent or carrier.parent
  end
  local other = protocol.otherwise and by_name[protocol.otherwise .. "x"]
  if other and other.space ~= names[protocol.name] then
    protocol.otherwise = renamed(protocol.otherwise) or protocol.otherwise
  end
  pycap.protocol(protocol)
  declared[protocol.name] = "whole"
end

for _, only in ipairs { true, false } do
  first_only = only
  for _, protocol in ipairs(originals) do
    if protocol.datalinks or not only then declare(protocol) end
  end
end
for _, circle in ipairs(circles) do pycap.carry(table.unpack(circle)) end

-- What C has their originals carry, they carry, too.
for _, protocol in ipairs(pycap.protocols()) do
  for _, carrier in ipairs(protocol.native and protocol.carriers or {}) do
    local parent = carrier.parent .. "x"
    if names[parent] then pycap.carry(parent, carrier.number, protocol.name) end
  end
end

describe("protocols declared from the data of others", function()
  it("are most of them, and those that rows alone describe", function()
    assert.is_true(#originals >= 10)
    local known, here = {}, {}
    for _, protocol in ipairs(pycap.protocols()) do
      known[protocol.name] = true
    end
    for _, protocol in ipairs(originals) do
      here[names[protocol.name]] = true
    end
    for _, name in ipairs { "arp", "dhcp", "dns", "vrrp" } do
      assert.equal(known[name], here[name], name)
    end
  end)

  it("give the same data again", function()
    local all_names = {}
    for _, protocol in ipairs(pycap.protocols()) do
      all_names[protocol.name] = protocol
    end
    for _, protocol in ipairs(originals) do
      local again = all_names[protocol.name]
      protocol.replace = nil
      assert.same(protocol, again)
      local other = all_names[names[protocol.name]]
      for key, value in pairs(other) do
        if key == "space" or key == "otherwise" then
          assert.same(value, names[again[key]] or again[key], key)
        elseif key ~= "name" and key ~= "carriers" then
          assert.same(value, again[key], key)
        end
      end
    end
  end)

  it("have the same values, and the same bytes", function()
    local differ = 0
    for _, case in ipairs(first) do
      assert.same(case.seen, seen(case.bytes, case.root, names))
      local again = remade(case.bytes, case.root)
      if #case.bytes > 0 and case.remade ~= again then differ = differ + 1 end
    end
    assert.equal(0, differ)
  end)
end)

-- (what finds the ways to a protocol has to be loaded when all are declared)
require("spec.support.every.scatter").rounds = 200

-- Under stress every third: the bindings are the same for all.
for i = 1, #originals, support.stressed and 3 or 1 do
  local name = originals[i].name
  require "spec.support.every" (_ENV, name, table.unpack(all[names[name]]))
end
