--
-- mutate.lua - pcaplua --script mutate.lua count seed scratch file...: frames
-- of these captures, mutated, and all that a script can read of them
--
-- The same for the same seed and files. `scratch`.frame holds the link type
-- and the bytes of the packet at hand, should the process not survive it.
--
local pycap = require "pycap"

local count, seed, scratch = ...
count, seed = tonumber(count), math.tointeger(seed)
assert(count and seed and scratch, "count, seed, scratch are missing")

local FRAME <const> = 1024 -- bytes; what is longer is cut
local BATCH <const> = 500  -- frames of a link type that are read in one go
local HEADERS <const> = 80 -- where most mutations go

math.randomseed(seed)
local random = math.random

-- What there is ------------------------------------------------------------

local kinds, groups, total = {}, {}, 0 -- of one link type each
local errors = {} -- those of a group that quote a packet, which are few

local function load(name)
  local ok, capture = pcall(pycap, nil, name)
  if not ok then return end -- what cannot be read the corpus spec knows
  local kind = capture:datalink()
  local group = groups[kind]
  if not group then
    group = {}
    errors[group] = {}
    groups[kind], kinds[#kinds + 1] = group, kind
  end
  pcall(function()
    for packet in capture:packets() do
      group[#group + 1] = packet.bytes:sub(1, FRAME)
      if packet.quoted then table.insert(errors[group], group[#group]) end
      total = total + 1
    end
  end)
  capture:close()
end

for i = 4, select("#", ...) do load((select(i, ...))) end
for i = #kinds, 1, -1 do
  if #groups[kinds[i]] == 0 then table.remove(kinds, i) end
end
assert(#kinds > 0, "no frames")

-- Mutations ----------------------------------------------------------------

local odd = { 0, 1, 2, 4, 5, 7, 8, 15, 0x3f, 0x40, 0x45, 0x60, 0x7f, 0x80,
  0xfe, 0xff }

local function place(bytes)
  local most = #bytes
  if most > HEADERS and random(4) > 1 then most = HEADERS end
  return random(most)
end

local function put(bytes, at, byte)
  return bytes:sub(1, at - 1) .. string.char(byte) .. bytes:sub(at + 1)
end

local function flip(bytes)
  local at = place(bytes)
  return put(bytes, at, bytes:byte(at) ~ 1 << random(0, 7))
end

local function set(bytes)
  return put(bytes, place(bytes), odd[random(#odd)])
end

local function cut(bytes)
  return bytes:sub(1, random(0, #bytes))
end

-- The frame up to somewhere, and one of any link type from somewhere on.
local function splice(bytes)
  local group = groups[kinds[random(#kinds)]]
  local other = group[random(#group)]
  local from = random(0, math.min(#other, HEADERS))
  return (bytes:sub(1, place(bytes)) .. other:sub(from + 1)):sub(1, FRAME)
end

local ways = { cut, splice, set, set, flip, flip, flip, flip }

local function mutated(group)
  local list = errors[group]
  if #list == 0 or random(16) > 1 then list = group end
  local bytes = list[random(#list)]
  for _ = 1, random(6) do
    if bytes ~= "" then bytes = ways[random(#ways)](bytes) end
  end
  return bytes
end

-- Reading ------------------------------------------------------------------

local fields, headers, quoted = 0, 0, 0

local function walk(list)
  for _, value in pairs(list) do
    fields = fields + 1
    if type(value) == "table" then walk(value) end
  end
end

local function read_header(header)
  headers = headers + 1
  for name, value in pairs(header) do
    fields = fields + 1
    local again = header[name]
    if type(value) == "table" then
      walk(value)
    else
      assert(value == again, name)
    end
  end
  assert(#tostring(header) > 0)
  if pycap.checksum then
    local word = pycap.checksum(header)
    assert(word == nil or word == "good" or word == "bad" or word == "unset",
      word)
  end
end

-- As composed: touched, so that the wire form is made anew, and unchanged.
local function check_composed(packet)
  local header = packet[1]
  if not header then return end
  local bytes = packet.bytes
  header[next(pycap.table(header))] = nil
  local composed = packet.bytes
  assert(composed == bytes, "composed to other bytes")
end

local function read(packet)
  for i = 1, #packet do read_header(packet[i]) end
  local size = #packet.payload + #packet.trailer
  assert(size <= #packet.bytes, "more payload than bytes")
  assert(packet.malformed == nil or #packet.malformed > 0)
  assert(#tostring(packet) > 0 and packet:table().time == packet.time)
  assert(select("#", packet:unpack()) == #packet + 2)
  local inner = packet.quoted
  if inner then
    quoted = quoted + 1
    read(inner)
  end
end

local frames = {}

local function write(kind, group, size)
  local file = assert(io.open(scratch .. ".pcap", "wb"))
  file:write(string.pack("<I4I2I2i4I4I4I4", 0xa1b2c3d4, 2, 4, 0, 0, 65535,
    kind))
  for i = 1, size do
    local bytes = mutated(group)
    frames[i] = bytes
    local more = random(4) == 1 and random(0, 100) or 0
    file:write(string.pack("<I4I4I4I4", i, 0, #bytes, #bytes + more), bytes)
  end
  assert(file:close())
end

local at = assert(io.open(scratch .. ".frame", "wb"))
at:setvbuf("no")

local function check(kind, packet, bytes)
  at:seek("set")
  at:write(string.pack("<I4s4", kind, bytes))
  assert(packet.bytes == bytes, "other bytes than the file's")
  read(packet)
  check_composed(packet)
end

local function hex(bytes)
  return (bytes:gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end

local function batch(kind, size)
  write(kind, groups[kind], size)
  local capture <close> = pycap { filename = scratch .. ".pcap" }
  local seen = 0
  for packet in capture:packets() do
    seen = seen + 1
    local ok, fault = xpcall(check, debug.traceback, kind, packet,
      frames[seen])
    if not ok then
      error(("%s\nlink type %d: %s"):format(fault, kind, hex(frames[seen])), 0)
    end
  end
  assert(seen == size, "not all were read")
end

-- Each link type has a turn, Ethernet every other one.
local left, turn = count, 0
while left > 0 do
  local kind = turn % 2 == 0 and 1 or kinds[turn // 2 % #kinds + 1]
  if not groups[kind] then kind = kinds[1] end
  local size = math.min(left, BATCH, count // (2 * #kinds) + 1)
  batch(kind, size)
  left, turn = left - size, turn + 1
end
print(("%d mutations of %d frames of %d link types, seed %d: %d headers, " ..
  "%d fields, %d quoted packets"):format(count, total, #kinds, seed, headers,
  fields, quoted))
