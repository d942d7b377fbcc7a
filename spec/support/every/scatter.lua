--
-- scatter.lua - packets of random bytes for a protocol
--
local assert = require "luassert"
local pycap = require "pycap"
local support = require "spec.support"
local values = require "spec.support.every.values"
local ways = require "spec.support.ways"

local buffer = values.buffer
local scatter = {}

-- Random buffers a protocol, and random lists a field that is one.
scatter.rounds = support.rounds(2000)

-- The packets of a capture file, all of them.
local function read(file, count)
  local packets = {}
  local capture <close> = pycap { filename = file }
  for packet in capture:packets() do packets[#packets + 1] = packet end
  assert.equal(count, #packets)
  return packets
end

-- The packets that these frames are.
function scatter.decode(frames, datalink)
  return read(support.capture(frames, { datalink = datalink }), #frames)
end

-- Random bytes; two times of three behind a header at its defaults, of which
-- some bytes are others.
local function forge(protocol, chance, size)
  local tail = buffer(chance, chance(size))
  if chance(3) == 0 then return tail end
  local bytes = { pycap[protocol.name]().packet:byte(1, -1) }
  for _ = 1, chance(4) do bytes[chance(#bytes) + 1] = chance(256) end
  return string.char(table.unpack(bytes)) .. tail
end

-- A capture file of many random buffers under a made parent, and at which
-- place the protocol's header is in each packet.
local function write(protocol)
  local chance = values.random(#protocol.name)
  local frames = {}
  local headers, datalink = ways.parents(protocol)
  local depth = #headers + 1
  for i = 1, scatter.rounds do
    local bytes = forge(protocol, chance, i % 20 == 0 and 1200 or 80)
    frames[i] = depth == 1 and bytes or ways.compose(headers, bytes)
  end
  return support.capture(frames, { datalink = datalink }), depth
end

local files = {}

-- The packets of such a file, which is written once a protocol; the place.
function scatter.packets(protocol)
  local file = files[protocol]
  if not file then
    local name, depth = write(protocol)
    file = { name = name, depth = depth }
    files[protocol] = file
  end
  return read(file.name, scatter.rounds), file.depth
end

-- True when the packet's last header is cut.
local function is_cut(packet)
  return packet.malformed ~= nil and packet.malformed:find(
    getmetatable(packet[#packet]):sub(7) .. ": cut ", 1, true) == 1
end

-- Calls f with each header of the protocol that stands in such packets, its
-- packet and the packet's number; fails when they are few. One that is cut does
-- not count.
function scatter.headers(protocol, f)
  local packets, depth = scatter.packets(protocol)
  local done = 0
  for i, packet in ipairs(packets) do
    local header = packet[depth]
    if getmetatable(header) == "pycap." .. protocol.name
      and not (#packet == depth and is_cut(packet)) then
      f(header, packet, i)
      done = done + 1
    end
  end
  -- (where a first line, or a version of many bits, has to be right, few are)
  local strict = protocol.native or #(protocol.rules or {}) > 4
  assert.is_true(done > scatter.rounds // (strict and 20 or 5))
end

return scatter
